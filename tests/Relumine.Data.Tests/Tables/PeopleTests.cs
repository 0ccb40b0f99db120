using Relumine.Data.Tables;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Tables;

/// <summary>What stands in tables besides numbers and words: units, codes, stamps, clocks of twelve hours.</summary>
public sealed class PeopleTests : IDisposable
{
    private readonly Sheet _sheet = new();

    public void Dispose() => _sheet.Dispose();

    [Fact]
    public void AUnitBehindEveryNumberIsTakenOff()
    {
        var table = _sheet.Read(Sheet.Column(["2.5 kg", "10 kg", "", "7kg", "1,000 kg"], ";"));
        table.Feature("v").ShouldBe([2.5f, 10, 8.5f, 7, 1000]);
        table.Notice(NoticeKind.Unit).Value.ShouldBe("kg");
        _sheet.Apply(TablePlan.Parse(table.Plan.ToJson()), Sheet.Column(["3 kg", "4"], ";")).Feature("v").ShouldBe([3f, 4]);
        Should.Throw<RelumineException>(() => _sheet.Apply(table.Plan, Sheet.Column(["3 lb", "4 kg"], ";")))
            .Message.ShouldContain("line 2, column 1 ('v'): '3 lb' is not a number in kg");
    }

    [Theory]
    [InlineData("5 kg", "5 lb", "5 kg", "5 lb")]
    [InlineData("1st", "2nd", "1st", "2nd")]
    [InlineData("5A", "6A", "5A", "6A")]
    public void DifferentUnitsAndCodesStayCategories(params string[] values) =>
        _sheet.Read(Sheet.Column(values)).Plan("v").Kind.ShouldBe(ColumnKind.Category);

    [Fact]
    public void AFirstLineThatNamesTheDelimiterIsNoRow()
    {
        var table = _sheet.Read("sep=;\r\nx;v\r\n1,5;a\r\n2,5;b\r\n1;a\r\n2;b\r\n");
        table.Feature("x").ShouldBe([1.5f, 2.5f, 1, 2]);
        table.Lines.ShouldBe([3, 4, 5, 6]);
        _sheet.Read("sep=1,y\n1,2\n3,4\n").Feature("sep=1").ShouldBe([1f, 3]);
    }

    [Fact]
    public void ATabBeforeTheLastOfManyColumnsDelimitsAsTheirBlanksDo()
    {
        var table = _sheet.Read("18.0   8   ?      3504.\t\"car one\"\n15.0   8   165.0      3693.\t\"car two\"\n11.0   4   150.0      3436.\t\"car one\"\n");
        table.Plan.Columns.Count.ShouldBe(5);
        table.Plan.Header.ShouldBeFalse("what stands for a missing value is no name of a column");
        table.Row(0).ShouldBe([18f, 8, 157.5f, 3504, 1, 0]);
        _sheet.Read("a b\tc\n1 2 x\t3\n4 5 y\t6\n").Plan.Columns.Count.ShouldBe(2);
    }

    [Fact]
    public void WhereNoColumnIsLeftTheErrorSaysWhatBecameOfThem()
    {
        var rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"text {i} of many,{i % 2}\n"));
        var message = _sheet.Refused("note,y\n" + rows, new()).Message;
        message.ShouldContain("fields are separated by ','; left out are 'note' (texts that hardly repeat)");
    }

    [Fact]
    public void NumbersWithALeadingZeroAndOfOneLengthAreCodesHoweverLongTheTable()
    {
        string[] zips = [.. Enumerable.Range(0, 3000).Select(i => (i % 3) switch { 0 => "01067", 1 => "80331", _ => "20095" })];
        var table = _sheet.Read(Sheet.Column(zips));
        table.Plan("v").Kind.ShouldBe(ColumnKind.Category);
        table.Notice(NoticeKind.Codes).Value.ShouldBe("01067");
        _sheet.Read(Sheet.Column(zips), Sheet.Features with { Kinds = new Dictionary<string, ColumnKind> { ["v"] = ColumnKind.Number } })
            .Plan("v").Kind.ShouldBe(ColumnKind.Number);
        _sheet.Read(Sheet.Column(["01", "02", "11", "12", "01"])).Plan("v").Kind.ShouldBe(ColumnKind.Number);
    }

    [Fact]
    public void StampsThat32BitsCannotTellApartAreCountedFromTheLeast()
    {
        var table = _sheet.Read(Sheet.Column(["1700000003", "1700000001", "", "1700000002"]));
        table.Feature("v").ShouldBe([2f, 0, 1, 1]);
        table.Notices.ShouldContain(n => n.Sentence.Contains("so they are counted from 1700000001"));
        _sheet.Apply(TablePlan.Parse(table.Plan.ToJson()), Sheet.Column(["1700000005", ""])).Feature("v").ShouldBe([4f, 1]);
        _sheet.Read(Sheet.Column(["2006", "2007", "2010"])).Feature("v").ShouldBe([2006f, 2007, 2010]);
    }

    [Fact]
    public void ClocksOfTwelveHoursAreRead()
    {
        var table = _sheet.Read(Sheet.Column(["5/24/2023 11:30 AM", "5/24/2023 12:00 PM", "5/24/2023 12:00 am", "5/25/2023 6:00:00 PM"], ";"));
        table.Feature("v").ShouldBe([11.5f / 24, 0.5f, 0, 1.75f], 1e-6);
        _sheet.Read(Sheet.Column(["13:00 PM", "1:00 PM"])).Plan("v").Kind.ShouldNotBe(ColumnKind.Date);
    }

    [Theory]
    [InlineData(',')]
    [InlineData('\t')]
    [InlineData(';')]
    public void ARowThatBeginsWithAHashIsARowAndARemarkIsTold(char delimiter)
    {
        var text = "#,colour,size\n1,#ff0000,2\n#N/A,#00ff00,3\n# by hand\n#7,#ff0000,4\n2,#00ff00,5\n#off\n".Replace(',', delimiter);
        var table = _sheet.Read(text, Sheet.Features with { Kinds = new Dictionary<string, ColumnKind> { ["#"] = ColumnKind.Category } });
        table.Feature("size").ShouldBe([2f, 3, 4, 5]);
        table.Feature("#=#7").ShouldBe([0f, 0, 1, 0]);
        table.Notice(NoticeKind.Remarks).Sentence.ShouldBe("1 line that begins with # passed over as a remark, the first is line 7.");
    }

    [Theory]
    [InlineData("°C")]
    [InlineData("[kg]")]
    public void ASecondLineOfTheHeaderIsTold(string unit) =>
        _sheet.Refused(Sheet.Column([unit, .. Numbers])).Message
            .ShouldContain($"'{unit}' is not a number, as 30 of the 31 values of the column are. If line 2 belongs to the header, as one of units does");

    [Fact]
    public void ATitleAboveTheTableIsTold() =>
        _sheet.Refused($"Report of 2024,\nv,n\n{string.Concat(Numbers.Select(n => $"{n},1\n"))}").Message
            .ShouldContain("The header names one column alone: if it is a title, leave it out with CsvSkip = 1.");

    [Fact]
    public void ALastLineThatIsNoRowIsTold() =>
        _sheet.Refused(Sheet.Column([.. Numbers, "end"])).Message.ShouldContain("If line 32 is a total or a remark, take it out of the file.");

    [Fact]
    public void AllValuesThatAreNoNumbersAreListed()
    {
        var message = _sheet.Refused(Sheet.Column([.. Enumerable.Range(0, 60).Select(i => $"{i}.25"), "k.A.", "4", "ERR1", "k.A.", "5"])).Message;
        message.ShouldContain("line 62, column 1 ('v'): 'k.A.' is not a number, as 62 of the 65 values of the column are. "
            + "Not numbers are 'k.A.' (2), 'ERR1' (1).");
        message.ShouldContain("list it: Missing.Marks; if the column is the label, say LabelColumn = v; if it is a category, say so: Kinds = v");
    }

    [Fact]
    public void ASumBelowAColumnIsTold()
    {
        string[] amounts = ["12.5", "7.25", "100.05", "55", "80.1", "20", "99", "1.1", "60.5"];
        var table = _sheet.Read(Sheet.Column([.. amounts, "435.5"], ";"));
        table.Notice(NoticeKind.Total).Sentence.ShouldBe("'v': 435.5 in line 11 is the sum of all numbers above it. "
            + "If that line is a total, take it out of the file.");
        _sheet.Read(Sheet.Column([.. amounts, "435.6"], ";")).Notices.ShouldNotContain(n => n.Kind == NoticeKind.Total);
        _sheet.Read(Sheet.Column(["0", "1", "0", "1", "2"])).Notices.ShouldNotContain(n => n.Kind == NoticeKind.Total, "a total is far above what it sums");
        _sheet.Read(Sheet.Column(["0", "0", "0", "0", "0"])).Notices.ShouldNotContain(n => n.Kind == NoticeKind.Total);
    }

    private static IEnumerable<string> Numbers => Enumerable.Range(0, 30).Select(i => $"{i * 7 % 11}.5");

    [Fact]
    public void AColumnOfTextsWithHardlyAValueIsLeftOutAndNotCalledAName()
    {
        var table = _sheet.Read(Sheet.Column([.. Enumerable.Repeat("NA", 299), "Ex"]));
        table.Plan("v").Role.ShouldBe(ColumnRole.LeftOut);
        table.Notices.ShouldContain(n => n.Sentence == "'v' is left out: it has 1 value alone, as 'Ex' in line 301.");
    }
}
