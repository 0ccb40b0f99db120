using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Relumine.Data.Formats;
using Relumine.Data.Tables.Numbers;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Csv;

public class CsvTests
{
    [Theory]
    [InlineData("{ \"data\": 1,\n  \"b\": 2 }\n")]
    [InlineData("{\n  \"a\": 1\n}\n")]
    public void JsonIsNoTable(string text)
    {
        using var scratch = new Scratch();
        Should.Throw<RelumineException>(() => scratch.Open("a.json", text)).Message.ShouldContain("this is JSON, and no table");
        using var braces = scratch.Open("b.csv", "{a,b}\n1,2\n3,4\n");
        braces.Inputs[0].Samples.ShouldBe(2);
    }

    [Theory]
    [InlineData("1,2\n3,4\n")]
    [InlineData("1,2\n3,4")]
    [InlineData("1;2\r\n3;4\r\n")]
    [InlineData("1\t2\n3\t4\n")]
    [InlineData("1|2\n3|4\n")]
    [InlineData("1 2\n3 4\n")]
    [InlineData("  1   2 \n 3 \t 4\n")]
    [InlineData("1, 2\n3, 4\n")]
    [InlineData("\uFEFF1,2\n3,4\n")]
    [InlineData("a,b\n1,2\n3,4\n")]
    [InlineData("\"a,x\",b\n1,2\n3,4\n")]
    [InlineData("\"1\",\"2\"\n\"3\",\"4\"\n")]
    [InlineData("# made by hand\n1,2\n\n3,4\n\n")]
    [InlineData("1e0,+2\n.3e1,4.\n")]
    public void DelimiterAndHeaderAreFound(string text)
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.csv", text);
        set.Inputs[0].Dims.ShouldBe([2, 2]);
        set.Inputs[0].ReadAll<double>().Values<double>().ToArray().ShouldBe([1.0, 2, 3, 4]);
        set.Inputs[0].Reset();
        set.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe([1f, 2, 3, 4]);
    }

    [Fact]
    public void TheUserMaySayTheDelimiterAndTheLinesToSkip()
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.csv", "a remark, with \"one quotation mark\nanother\n1:2\n3:4\n", new DataOptions { CsvSkip = 2, CsvDelimiter = ':' });
        set.Inputs[0].ReadAll<double>().Values<double>().ToArray().ShouldBe([1.0, 2, 3, 4]);
    }

    [Theory]
    [InlineData("last", new double[] { 1, 2, 3, 4, 5, 6 }, new long[] { 7, 8 })]
    [InlineData("first", new double[] { 2, 3, 7, 5, 6, 8 }, new long[] { 1, 4 })]
    [InlineData("b", new double[] { 1, 3, 7, 4, 6, 8 }, new long[] { 2, 5 })]
    [InlineData("3", new double[] { 1, 2, 7, 4, 5, 8 }, new long[] { 3, 6 })]
    [InlineData("none", new double[] { 1, 2, 3, 7, 4, 5, 6, 8 }, null)]
    public void TheLabelColumnIsTakenOut(string column, double[] features, long[]? labels)
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.csv", "a,b,c,d\n1,2,3,7\n4,5,6,8\n", new DataOptions { LabelColumn = LabelColumn.Parse(column) });
        set.Inputs[0].ReadAll<double>().Values<double>().ToArray().ShouldBe(features);
        (set.Labels?.ReadAll<long>().Values<long>().ToArray()).ShouldBe(labels);
    }

    [Fact]
    public void ALabelColumnThatIsNotThereIsWrongUsage()
    {
        using var scratch = new Scratch();
        var error = scratch.Refused("a.csv", "a,b\n1,2\n", new DataOptions { LabelColumn = LabelColumn.Parse("c") });
        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldContain("LabelColumn = c");
        error.Message.ShouldContain("one of: a, b");
        scratch
            .Refused("a.csv", "1,2\n", new DataOptions { LabelColumn = LabelColumn.Parse("0") })
            .Message.ShouldContain("a number from 1 to 2; the file has no header");
    }

    [Fact]
    public void ClassNamesAreNumberedInSortedOrder()
    {
        using var scratch = new Scratch();
        using var set = scratch.Open(
            "a.csv",
            "x,y\n1,virginica\n2,\"se\"\"tosa\"\n3, Versicolor \n4,virginica\n",
            new DataOptions { LabelColumn = LabelColumn.Last }
        );
        set.ClassNames.ShouldBe(["Versicolor", "se\"tosa", "virginica"]);
        set.Labels!.ReadAll<long>().Values<long>().ToArray().ShouldBe([2L, 1, 0, 2]);
        set.Inputs[0].Dims.ShouldBe([4, 1]);
    }

    [Fact]
    public void NumbersAreClassNamesWhereOneLabelIsText()
    {
        using var scratch = new Scratch();
        using var set = scratch.OpenLabels("l.csv", "10\n9\nnone\n9\n");
        set.ClassNames.ShouldBe(["10", "9", "none"]);
        set.Labels!.ReadAll<long>().Values<long>().ToArray().ShouldBe([0L, 1, 2, 1]);
    }

    [Fact]
    public void LabelsThatAreRealNumbersStayWhatTheyAre()
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.csv", "1,0.5\n2,-7\n", new DataOptions { LabelColumn = LabelColumn.Last });
        set.Labels!.ReadAll<double>().Values<double>().ToArray().ShouldBe([0.5, -7]);
        set.Labels.Reset();
        Should.Throw<RelumineException>(() => set.Labels.ReadAll<long>()).Message.ShouldContain("0.5 is not a whole number");
    }

    [Theory]
    [InlineData("1,2,3\n4,5\n6,7,8\n", "line 1 has 3 fields, but line 2 has 2")]
    [InlineData("1,2,3\n4,5,6\n\n6,7\n", "line 4 has 2 fields, but 3 are expected")]
    [InlineData("3,2,yes,no\n4,5,0\n6,7,1\n", "CsvSkip = 1")]
    [InlineData("1,2\n3,\n", "line 2, column 2: the field is empty")]
    [InlineData("a,b\n1,2\n3,x4\n", "line 3, column 2 ('b'): 'x4' is not a number")]
    [InlineData("1;2,5\n3;4,5\n", "'2,5' is not a number. Numbers have a point for decimals: write 2.5")]
    [InlineData("1,2\n3,NaN\n", "line 2, column 2: the value is NaN")]
    [InlineData("1,2\n3,-1e999\n", "the value is infinite")]
    [InlineData("\n\n\n", "there is no row of data")]
    [InlineData("a,b\n", "line 1 is a header, but no row of numbers follows")]
    [InlineData("1,2\n3,\"4\n5,6\n", "line 1 has 2 fields, but line 2 has")]
    [InlineData("1,2\n3,\u0001", "this is no CSV file")]
    [InlineData("1,2\n3,a\u0301bcdefghijabcdefghijabcdefghijabcdefghijabcdefghij\n", "…' is not a number")]
    public void BadRowsAreRefusedByLine(string text, string expected)
    {
        using var scratch = new Scratch();
        var error = scratch.Refused("bad.txt", text);
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain("bad.txt");
        error.Message.ShouldContain(expected);
    }

    [Fact]
    public void AValueTooLargeForFloatIsRefusedByRow()
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.csv", "1,2\n3,1e39\n");
        Should.Throw<RelumineException>(() => set.Inputs[0].ReadAll<float>()).Message.ShouldContain("line 2, column 2");
    }

    [Fact]
    public void ControlCharactersOfAFileDoNotReachTheTerminal()
    {
        using var scratch = new Scratch();
        var error = scratch.Refused("a.csv", new string('1', 5000).Insert(4999, "\n\u001b[31m2"));
        error.Message.Any(char.IsControl).ShouldBeFalse();
    }

    [Fact]
    public void LinesLongerThanTheBufferAreReadAndEndlessOnesRefused()
    {
        using var scratch = new Scratch();
        using var set = scratch.Open(
            "a.csv",
            string.Join(',', Enumerable.Repeat("123456", 30000)) + "\n" + string.Join(',', Enumerable.Repeat("654321", 30000))
        );
        set.Inputs[0].Dims.ShouldBe([2, 30000]);
        var rows = set.Inputs[0].ReadAll<long>().Values<long>();
        (rows[0], rows[29999], rows[30000], rows[59999]).ShouldBe((123456, 123456, 654321, 654321));
        scratch.Refused("b.csv.gz", Scratch.Gzip(Encoding.ASCII.GetBytes(new string('1', (1 << 24) + 1)))).Message.ShouldContain("line 1 is longer than");
    }

    [Fact]
    public void AQuotedFieldMayHoldLineEndsAndDelimiters()
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.csv", "x,name\n1,\"two\nlines, and more\"\n2,b\n3,bad\"mark\n", new DataOptions { LabelColumn = LabelColumn.Last });
        set.ClassNames.ShouldBe(["b", "bad\"mark", "two\nlines, and more"]);
        set.Labels!.ReadAll<long>().Values<long>().ToArray().ShouldBe([2L, 0, 1]);
    }

    [Fact]
    public void ACutGzipFileIsRefusedAndNotShortened()
    {
        using var scratch = new Scratch();
        var random = new Random(5);
        var packed = Scratch.Gzip(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(_ => $"{random.Next()},{random.Next()}\n"))));
        foreach (var length in (int[])[packed.Length / 3, packed.Length / 2, packed.Length - 9, packed.Length - 1])
        {
            scratch.Refused("cut.csv.gz", packed.AsSpan(0, length)).Kind.ShouldBe(ErrorKind.BrokenFile, $"cut to {length} of {packed.Length} bytes");
        }
    }

    [Fact]
    public void NumbersAreCorrectlyRounded() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<double>().Filter(double.IsFinite),
            ArbMap.Default.ArbFor<int>(),
            ArbMap.Default.ArbFor<byte>(),
            (real, whole, digits) =>
            {
                var culture = CultureInfo.InvariantCulture;
                foreach (var text in (string[])[real.ToString("R", culture), real.ToString("F" + (digits % 12), culture), whole.ToString(culture)])
                {
                    CsvNumber.TryParse(Encoding.ASCII.GetBytes(text), out var read).ShouldBeTrue(text);
                    BitConverter.DoubleToInt64Bits(read).ShouldBe(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), text);
                }
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1,2")]
    [InlineData("0x10")]
    [InlineData("1 2")]
    [InlineData("true")]
    public void WhatIsNoNumberIsNone(string text) => CsvNumber.TryParse(Encoding.ASCII.GetBytes(text), out _).ShouldBeFalse();
}
