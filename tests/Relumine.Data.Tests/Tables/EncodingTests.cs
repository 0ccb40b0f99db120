using System.Text;
using Relumine.Data.Formats;
using Relumine.Data.Tables;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Tables;

/// <summary>How the bytes of a table are understood, and its delimiter, header and lines.</summary>
public sealed class EncodingTests : IDisposable
{
    private const string Cities = "area,city\n1.5,Köln\n2.5,Łódź\n3.5,Köln\n4.5,Łódź\n";
    private readonly Sheet _sheet = new();

    public void Dispose() => _sheet.Dispose();

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "utf-16", "utf-16BE"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void UnicodeIsReadWhateverItsForm(string name)
    {
        var encoding = name == "utf-8 with mark" ? new UTF8Encoding(true) : name == "utf-8" ? new UTF8Encoding(false) : Encoding.GetEncoding(name);
        var table = _sheet.Read(Cities.In(encoding));
        table.Plan.Features().ShouldBe(["area", "city=Köln", "city=Łódź"]);
        table.Row(0).ShouldBe([1.5f, 1, 0]);
        table.Notices.Any(n => n.Kind == NoticeKind.Encoding).ShouldBe(name.StartsWith("utf-16", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIsNoUtf8IsReadAsWindows1252AndTold()
    {
        var table = _sheet.Read("area,city\n1.5,K\u00F6ln\n2.5,Bonn\n3.5,K\u00F6ln\n4.5,Bonn\n".In(Encoding.Latin1));
        table.Plan.Features().ShouldBe(["area", "city=Bonn", "city=Köln"]);
        table.Notice(NoticeKind.Encoding).Value.ShouldContain("Windows-1252");
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,\u0081\n", "line 3 holds the byte 81")]
    [InlineData("a,b\n1,2\n3,\0\n", "line 3 holds the byte 00")]
    [InlineData("a,b\n1,\u00C3\u00B6\n3,\u00F6\n", "line 3 holds the byte F6, which is no UTF-8, though the text before it is")]
    public void WhatIsNoTextIsRefusedByByteAndLine(string latin1, string expected)
    {
        var error = Should.Throw<RelumineException>(() => _sheet.Read(Encoding.Latin1.GetBytes(latin1)));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData("PK\u0003\u0004\u0014\0\0\0", "this is a zip archive, as workbooks (.xlsx, .ods) are")]
    [InlineData("PAR1\u0015\0", "this is a Parquet file. Save the table as CSV")]
    [InlineData("\u0089HDF\r\n", "this is an HDF5 file. Save arrays as .npy")]
    [InlineData("\u0080\u0004\u0095\0", "this is a pickle of Python")]
    [InlineData("<!DOCTYPE html>\n<table>1,2</table>\n", "this is a page of HTML or XML")]
    public void WhatTablesAreOftenKeptInIsCalledByItsName(string latin1, string expected) =>
        Should.Throw<RelumineException>(() => _sheet.Read(Encoding.Latin1.GetBytes(latin1))).Message.ShouldContain(expected);

    [Fact]
    public void Utf16ThatIsCutIsRefused() =>
        Should
            .Throw<RelumineException>(() => _sheet.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n"), 0x00, 0xD8, 0x41, 0x00]))
            .Message.ShouldContain("no UTF-16");

    [Theory]
    [InlineData("a,b,c\n1,2,0.5\n3,4,0.25\n", "a header")]
    [InlineData("a;b;c\n1;2;0.5\n3;4;0.25\n", "';'")]
    [InlineData("a\tb\tc\n1\t2\t0.5\n3\t4\t0.25\n", "tab")]
    [InlineData("a|b|c\n1|2|0.5\n3|4|0.25\n", "'|'")]
    [InlineData("1,2,0.5\n3,4,0.25\n", "no header")]
    [InlineData("# by me\na,b,c\n\n1,2,0.5\n# more\n3,4,0.25\n\n", "a header")]
    [InlineData("a , b , c\n 1 , 2 , 0.5 \n3,\t4, 0.25\n", "a header")]
    [InlineData("\"a\", \"b\" ,\"c\"\n\"1\" , \"2\", \"0.5\"\n\"3\",\"4\",\"0.25\"\n", "a header")]
    [InlineData("a,b,c,\n1,2,0.5,\n3,4,0.25,\n", "a header")]
    [InlineData("a,b,c\n1,2,0.5,\n3,4,0.25,\n", "a header")]
    [InlineData("1,2,0.5,\n3,4,0.25,\n", "no header")]
    public void OneTableInManyDialects(string text, string said)
    {
        var table = _sheet.Read(text, new TableOptions(), TargetKind.Values);
        table.Features.Values<float>().ToArray().ShouldBe([1f, 2, 3, 4]);
        table.Values!.Values<float>().ToArray().ShouldBe([0.5f, 0.25f]);
        table.Dialect.ShouldContain(said);
        table.Notices.Count.ShouldBe(text.Contains("0.5,\n", StringComparison.Ordinal) ? 1 : 0);
    }

    [Fact]
    public void AQuotedFieldMayHoldDelimitersAfterABlank()
    {
        var table = _sheet.Read("n, city\n1, \"Berlin, DE\"\n2, \"Köln, DE\"\n3, \"Berlin, DE\"\n4, \"Köln, DE\"\n");
        table.Plan.Features().ShouldBe(["n", "city=Berlin, DE", "city=Köln, DE"]);
    }

    [Fact]
    public void AHeaderIsFoundWhereValuesBelowItAreMissingOrWords()
    {
        _sheet.Read("date,n\n2024-01-01,\n2024-01-02,\n2024-01-03,4\n").Plan.Header.ShouldBeTrue();
        _sheet.Read("color,shape\nred,round\nblue,round\nred,flat\nblue,flat\n").Plan.Header.ShouldBeTrue();
        _sheet.Read("red,flat\nred,round\nblue,round\nred,flat\nblue,flat\n").Plan.Header.ShouldBeFalse();
        _sheet.Read("red,flat\nblue,round\nblue,round\nblue,round\nblue,round\nred,flat\n", Sheet.Features with { Header = true }).Rows.ShouldBe(5);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4\n5\n", "line 4 has 1 fields, but 2 are expected")]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3 has 3 fields, but 2 are expected")]
    public void ARaggedTableIsRefusedByLineAndCounts(string text, string expected) => _sheet.Refused(text).Message.ShouldContain(expected);

    [Fact]
    public void NamesOutOfFilesAreHarmlessWhenTheyAreTold()
    {
        var table = _sheet.Read("a\u009b31m,b\n1,x\n,y\n3,x\n4,y\n");
        table.Notices.Select(n => n.Sentence).ShouldAllBe(s => !s.Any(char.IsControl));
        table.Notice(NoticeKind.Missing).Column.ShouldBe("a?31m");
    }
}
