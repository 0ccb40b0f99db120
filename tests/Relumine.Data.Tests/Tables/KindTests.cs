using Relumine.Data.Tables;
using Relumine.Data.Tables.Dates;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Tables;

/// <summary>What a column is taken for: an example for each kind.</summary>
public sealed class KindTests : IDisposable
{
    private readonly Sheet _sheet = new();

    public void Dispose() => _sheet.Dispose();

    [Theory]
    [InlineData("1.5|-2|3e2", new[] { 1.5f, -2, 300 })]
    [InlineData("90%|45 %|0%", new[] { 0.9f, 0.45f, 0 })]
    [InlineData("1,234.5|12|1,000,000", new[] { 1234.5f, 12, 1000000 })]
    [InlineData("1.234,5|12|1.000.000", new[] { 1234.5f, 12, 1000000 })]
    [InlineData("1 234,5|12|1 000 000", new[] { 1234.5f, 12, 1000000 })]
    [InlineData("1'234.5|12|1'000'000", new[] { 1234.5f, 12, 1000000 })]
    [InlineData("$5|$1,234|-$7.50", new[] { 5f, 1234, -7.5f })]
    [InlineData("5,00 €|1.234,00 €|(7,50 €)", new[] { 5f, 1234, -7.5f })]
    [InlineData("£1,000|£2,000|£3,500", new[] { 1000f, 2000, 3500 })]
    [InlineData("€ 1.000|€ 2.000|€ 3.500", new[] { 1000f, 2000, 3500 })]
    public void NumbersAreReadAsPeopleWriteThem(string values, float[] expected)
    {
        var table = _sheet.Read(Sheet.Column(values.Split('|'), ";"));
        table.Plan("v").Kind.ShouldBe(ColumnKind.Number);
        table.Feature("v").ShouldBe(expected);
    }

    [Theory]
    [InlineData("36:15:00|2:30:00|0:45:30", new[] { 36.25f, 2.5f, 0.75833333f })]
    [InlineData("2 days 03:00:00|0 days 12:30:00|1 day, 0:15:00", new[] { 51f, 12.5f, 24.25f })]
    [InlineData("1h 30m|45m|2h 0m 36s", new[] { 1.5f, 0.75f, 2.01f })]
    [InlineData("1H30M|2H15M", new[] { 1.5f, 2.25f })]
    [InlineData("PT1H30M|P1DT6H|PT45.5S", new[] { 1.5f, 30, 0.012638889f })]
    public void DurationsBecomeHours(string values, float[] expected)
    {
        var table = _sheet.Read(Sheet.Column(values.Split('|'), ";"));
        table.Plan("v").Order.ShouldBe(DateOrder.Duration);
        var read = table.Feature("v.hour");
        read.Zip(expected).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-5f);
        table.Notices.ShouldContain(n => n.Sentence.StartsWith("'v': durations, as hours"));
        _sheet.Apply(TablePlan.Parse(table.Plan.ToJson()), Sheet.Column(values.Split('|'), ";")).Feature("v.hour").ShouldBe(read);
    }

    [Theory]
    [InlineData("1h 30m|30m 1h")]
    [InlineData("P1Y|P2Y")]
    [InlineData("P1M|P2M")]
    [InlineData("1:75:00|2:80:00")]
    [InlineData("M5|PT")]
    [InlineData("12.5M|3.25M")]
    [InlineData("2D|3D")]
    [InlineData("99999999999:00:00|1:00:00")]
    public void WhatIsNoDurationIsNotTakenForOne(string values) =>
        _sheet.Read(Sheet.Column(values.Split('|'), ";")).Plan("v").Kind.ShouldNotBe(ColumnKind.Date);

    [Theory]
    [InlineData("-999|12|30|-999|18", "-999 stands in 2 rows, first in line 2")]
    [InlineData("1950|9999|2020|9999|1999", "9999 stands in 2 rows, first in line 3")]
    [InlineData("1|2|99|3|99|2", "99 stands in 2 rows, first in line 4")]
    [InlineData("1,5|-99|2,5|-99", "-99 stands in 2 rows")]
    [InlineData("-999|12|30|15|18", null)]
    [InlineData("-9|-8|-7|-9|-5", null)]
    [InlineData("0|99|0|99", null)]
    [InlineData("97|98|99|99|60", null)]
    [InlineData("1|2|1000|3|1000", null)]
    public void ANumberThatMayMeanAMissingValueIsToldAndKept(string values, string? told)
    {
        var table = _sheet.Read(Sheet.Column(values.Split('|'), ";"));
        table.Plan("v").Missing.ShouldBe(0);
        var sentence = table.Notices.SingleOrDefault(n => n.Kind == NoticeKind.Sentinel)?.Sentence;
        if (told is null)
        {
            sentence.ShouldBeNull();
        }
        else
        {
            sentence!.ShouldContain(told);
        }
    }

    [Fact]
    public void ACommaIsDecidedByTheColumnThenByTheFileAndNeverByACell()
    {
        _sheet.Read("a;b\n1,234;0,5\n2,345;1,5\n").Feature("a").ShouldBe([1.234f, 2.345f]);
        _sheet.Read("a;b\n1,234;0.5\n2,345;1.5\n").Feature("a").ShouldBe([1234, 2345]);
        _sheet.Read("a;b\n1.234;0,5\n2.345;1,5\n").Feature("a").ShouldBe([1234, 2345]);
        _sheet.Read("a;b\n1.234;5\n2.345;6\n").Feature("a").ShouldBe([1.234f, 2.345f]);
        _sheet.Read("a,b\n\"1,234\",5\n\"2,345\",6\n").Feature("a").ShouldBe([1234, 2345]);
        _sheet.Refused("a;b\n1,234;5\n2,345;6\n").Message.ShouldContain("'1,234' may be 1234 or 1.234, and nothing in the file decides");
        _sheet.Read("a;b\n1,234;5\n2,345;6\n", Sheet.Features with { Decimal = ',' }).Feature("a").ShouldBe([1.234f, 2.345f]);
        _sheet.Refused("a;b\n1,5;5\n2.5;6\n").Message.ShouldContain("has decimals with a point ('2.5', line 3) and with a comma ('1,5', line 2)");
    }

    [Fact]
    public void PercentInSomeRowsAloneAndSeveralCurrenciesAreRefused()
    {
        _sheet.Refused(Sheet.Column(["90%", "0.5"])).Message.ShouldContain("is in percent in some rows ('90%', line 2) and not in others ('0.5', line 3)");
        _sheet.Refused(Sheet.Column(["$5", "€5"])).Message.ShouldContain("several currencies ($, €)");
    }

    [Theory]
    [InlineData("true|FALSE|True")]
    [InlineData("yes|no|yes")]
    [InlineData("t|f|t")]
    [InlineData("Y|N|Y")]
    public void TwoWordsForYesAndNoAre0And1(string values)
    {
        var table = _sheet.Read(Sheet.Column(values.Split('|')));
        table.Plan("v").Kind.ShouldBe(ColumnKind.Boolean);
        table.Feature("v").ShouldBe([1f, 0, 1]);
    }

    [Fact]
    public void ZeroAndOneStayANumber() => _sheet.Read(Sheet.Column(["0", "1", "1"])).Plan("v").Kind.ShouldBe(ColumnKind.Number);

    [Theory]
    [InlineData("2024-01-31|2024-02-02", DateOrder.YearFirst, new[] { 0f, 2 })]
    [InlineData("2024/01/31|2024/02/02", DateOrder.YearFirst, new[] { 0f, 2 })]
    [InlineData("2024-01-31T12:00:00Z|2024-02-02 18:00", DateOrder.YearFirst, new[] { 0.5f, 2.75f })]
    [InlineData("31/01/2024|02/02/2024", DateOrder.DayFirst, new[] { 0f, 2 })]
    [InlineData("01/31/2024|02/02/2024", DateOrder.MonthFirst, new[] { 0f, 2 })]
    [InlineData("01.02.2024|03.02.2024", DateOrder.DayFirst, new[] { 0f, 2 })]
    [InlineData("1.2.24|3.2.24", DateOrder.DayFirst, new[] { 0f, 2 })]
    [InlineData("06:00|18:30:00", DateOrder.TimeOnly, new[] { 6f, 18.5f })]
    public void DatesBecomeDaysAndTimesHours(string values, DateOrder order, float[] expected)
    {
        var table = _sheet.Read(Sheet.Column(values.Split('|')));
        table.Plan("v").Order.ShouldBe(order);
        table.Feature(order == DateOrder.TimeOnly ? "v.hour" : "v").ShouldBe(expected);
    }

    [Fact]
    public void DatesThatDoNotDecideAreRefusedWithTheRemedy()
    {
        var text = Sheet.Column(["03/04/2024", "05/07/2024"]);
        _sheet.Refused(text).Message.ShouldContain("Dates.Order = dayFirst");
        _sheet.Read(text, Sheet.Features with { Dates = new() { Order = DateOrder.DayFirst } }).Feature("v").ShouldBe([0f, 93]);
        _sheet.Read(text, Sheet.Features with { Dates = new() { Order = DateOrder.MonthFirst } }).Feature("v").ShouldBe([0f, 64]);
    }

    [Fact]
    public void DatesGivePartsOnRequest()
    {
        var options = Sheet.Features with { Dates = new() { Parts = [DatePart.Year, DatePart.Month, DatePart.Day, DatePart.Weekday, DatePart.Hour] } };
        var table = _sheet.Read(Sheet.Column(["2024-02-29 06:30", "2024-03-03 00:00"]), options);
        table.Plan.Features().ShouldBe(["v.year", "v.month", "v.day", "v.weekday", "v.hour", "n"]);
        table.Row(0)[..5].ShouldBe([2024f, 2, 29, 4, 6.5f]);
        table.Row(1)[..5].ShouldBe([2024f, 3, 3, 7, 0]);
    }

    [Fact]
    public void FewTextsAreCategoriesAFeatureEachAndRareOnesArePutTogether()
    {
        var values = Enumerable.Repeat("red", 120).Concat(Enumerable.Repeat("blue", 80)).Append("puce").Append("teal");
        var table = _sheet.Read(Sheet.Column(values));
        table.Plan.Features().ShouldBe(["v=blue", "v=red", "v=other", "n"]);
        table.Row(0)[..3].ShouldBe([0f, 1, 0]);
        table.Row(201)[..3].ShouldBe([0f, 0, 1]);
        table.Notice(NoticeKind.RareCategories).Value.ShouldBe("puce, teal");
        _sheet.Read(Sheet.Column(values), Sheet.Features with { Categories = new() { Rare = 0 } }).Plan.Features().Count.ShouldBe(5);
    }

    [Fact]
    public void TooManyCategoriesAreLeftOutAndTold()
    {
        var values = Enumerable.Range(0, 400).Select(i => $"city {i % 80}");
        var table = _sheet.Read(Sheet.Column(values));
        table.Plan("v").Role.ShouldBe(ColumnRole.LeftOut);
        table.Notice(NoticeKind.TooManyCategories).Sentence.ShouldContain("it has 80 categories, more than the limit of 50");
        var kinds = new Dictionary<string, ColumnKind> { ["v"] = ColumnKind.Category };
        _sheet.Refused(Sheet.Column(values), Sheet.Features with { Kinds = kinds }).Message.ShouldContain("80 different values; the limit is 50");
        _sheet.Read(Sheet.Column(values), Sheet.Features with { Kinds = kinds, Categories = new() { Most = 80 } }).Plan.Features().Count.ShouldBe(81);
    }

    [Fact]
    public void AnOrderThatIsGivenMakesANumberOfACategory()
    {
        var orders = new Dictionary<string, IReadOnlyList<string>> { ["v"] = ["S", "M", "L"] };
        var options = Sheet.Features with { Categories = new() { Orders = orders } };
        _sheet.Read(Sheet.Column(["L", "S", "M", "S"]), options).Feature("v").ShouldBe([2f, 0, 1, 0]);
        _sheet.Refused(Sheet.Column(["L", "S", "XL", "S"]), options).Message.ShouldContain("line 4, column 1");
    }

    [Fact]
    public void WhatNamesRowsIsLeftOutUnlessItIsAskedFor()
    {
        var names = Enumerable.Range(0, 30).Select(i => $"K-{i:D4}");
        _sheet.Read(Sheet.Column(names)).Plan("v").Kind.ShouldBe(ColumnKind.Identifier);
        var counted = Sheet.Column(Enumerable.Range(1, 30).Select(i => $"{i}"));
        _sheet.Read(counted).Plan("v").Role.ShouldBe(ColumnRole.LeftOut);
        _sheet.Read(counted, Sheet.Features with { Use = ["v", "n"] }).Plan("v").Kind.ShouldBe(ColumnKind.Number);
        _sheet.Read(counted.Replace("v,", "day,", StringComparison.Ordinal)).Plan("day").Kind.ShouldBe(ColumnKind.Number);
        _sheet.Read(counted.Replace("v,n", "n,customer_id", StringComparison.Ordinal)).Plan("customer_id").Kind.ShouldBe(ColumnKind.Number, "it repeats");
    }

    [Fact]
    public void ARunningNumberThatIsAllThereIsStays() =>
        _sheet.Read(string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i * i}\n")), new TableOptions()).Features.Shape[1].ShouldBe(1);

    [Fact]
    public void RemarksAreLeftOutAndConstantsAndEmptyColumnsTold()
    {
        var rows = Enumerable.Range(0, 30).Select(i => $"a remark of some length, number {i},5,,x,{i % 3}");
        var table = _sheet.Read(
            "note,c,e,k,n\n"
                + string.Concat(rows.Select(r => $"\"{r[..r.IndexOf(",5", StringComparison.Ordinal)]}\"{r[r.IndexOf(",5", StringComparison.Ordinal)..]}\n"))
        );
        table.Plan("note").Kind.ShouldBe(ColumnKind.Text);
        table.Plan("c").Role.ShouldBe(ColumnRole.Feature, "a constant number changes nothing and is only told");
        table.Plan("k").Role.ShouldBe(ColumnRole.LeftOut);
        table.Plan("e").Kind.ShouldBe(ColumnKind.Empty);
        table.Notices.Where(n => n.Kind == NoticeKind.Constant).Select(n => n.Column).ShouldBe(["c", "k"]);
    }

    [Fact]
    public void ASingleWordAmongNumbersOrDatesIsAnErrorWithItsLine()
    {
        var numbers = Enumerable.Range(0, 100).Select(i => $"{i * i}");
        _sheet
            .Refused(Sheet.Column(numbers.Append("x4")))
            .Message.ShouldContain("line 102, column 1 ('v'): 'x4' is not a number");
        _sheet.Read(Sheet.Column(numbers.Append("x4")), Sheet.Features with { Missing = new() { Marks = ["x4"] } }).Feature("v")[100].ShouldBe(2450.5f);
        var dates = Enumerable.Range(0, 28).Select(i => $"2024-02-{i + 1:D2}");
        _sheet.Refused(Sheet.Column(dates.Append("2024-02-30"))).Message.ShouldContain("1 of 29 values are no dates");
    }

    [Fact]
    public void NumbersWithAFewRepeatedWordsAreCategories()
    {
        var values = Enumerable.Range(0, 3000).Select(i => (i % 5) switch { 4 => "4+", var k => $"{k}" });
        _sheet.Read(Sheet.Column(values)).Plan.Features().ShouldBe(["v=0", "v=1", "v=2", "v=3", "v=4+", "n"]);
        var late = Enumerable.Range(0, 3000).Select(i => i < 2000 ? $"{i % 4}" : "none of these");
        _sheet.Read(Sheet.Column(late)).Plan.Features().ShouldBe(["v=0", "v=1", "v=2", "v=3", "v=none of these", "n"]);
    }

    [Fact]
    public void ColumnsAreChosenByNameNumberOrPattern()
    {
        const string text = "x1,x2,y1,z\n1,2,3,4\n5,6,7,9\n";
        IReadOnlyList<string> Of(TableOptions options) => _sheet.Read(text, options).Plan.Features();
        Of(Sheet.Features with { Use = ["x*", "4"] }).ShouldBe(["x1", "x2", "z"]);
        Of(Sheet.Features with { Drop = ["?1"] }).ShouldBe(["x2", "z"]);
        Of(Sheet.Features with { Use = ["x*"], Drop = ["x1"] }).ShouldBe(["x2"]);
        var error = _sheet.Refused(text, Sheet.Features with { Drop = ["x3"] });
        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldContain("Did you mean 'x1' or 'x2'");
        _sheet.Refused(text, Sheet.Features with { Drop = ["*"] }).Message.ShouldContain("no column is left");
    }
}
