using Relumine.Data.Tables;

namespace Relumine.Data.Tests.Tables;

/// <summary>What stands for missing values, and what takes their place.</summary>
public sealed class MissingTests : IDisposable
{
    private readonly Sheet _sheet = new();

    public void Dispose() => _sheet.Dispose();

    public static TheoryData<string> Marks =>
        ["", "NA", "N/A", "NaN", "nan", "null", "NULL", "None", "?", "-", "missing", "\\N", "<NA>", "n.a.", "NaT", "#DIV/0!", "#VALUE!"];

    [Theory]
    [MemberData(nameof(Marks))]
    public void ACustomaryMarkIsFilledByTheMedianAndTold(string mark)
    {
        var table = _sheet.Read(Sheet.Column(["1", "2", mark, "9"]));
        table.Feature("v").ShouldBe([1f, 2, 2, 9]);
        var notice = table.Notice(NoticeKind.Missing);
        (notice.Column, notice.Line, notice.Count).ShouldBe(("v", 4, 1));
        notice.Sentence.ShouldContain("filled by the median, 2");
    }

    [Fact]
    public void TheUserMaySayTheMarksAndTheFill()
    {
        MissingOptions Of(string fill) => new() { Marks = ["-999"], Numbers = fill };
        float[] Filled(string fill) => _sheet.Read(Sheet.Column(["1", "2", "-999", "9", ""]), Sheet.Features with { Missing = Of(fill) }).Feature("v");
        Filled("median").ShouldBe([1f, 2, 2, 9, 2]);
        Filled("mean").ShouldBe([1f, 2, 4, 9, 4]);
        Filled("-1").ShouldBe([1f, 2, -1, 9, -1]);
        var own = new Dictionary<string, string> { ["v"] = "7" };
        _sheet.Read(Sheet.Column(["1", "", "9"]), Sheet.Features with { Missing = new() { Columns = own } }).Feature("v").ShouldBe([1f, 7, 9]);
    }

    [Fact]
    public void AMedianOfAnEvenNumberLiesBetween() =>
        _sheet.Read(Sheet.Column(["1", "2", "NA", "4", "9"])).Feature("v")[2].ShouldBe(3);

    [Fact]
    public void AnIndicatorTellsWhereValuesWereMissing()
    {
        var table = _sheet.Read(Sheet.Column(["1", "", "9"]), Sheet.Features with { Missing = new() { Indicator = true } });
        table.Plan.Features().ShouldBe(["v", "v is missing", "n"]);
        table.Feature("v is missing").ShouldBe([0f, 1, 0]);
    }

    [Fact]
    public void AMissingCategoryIsOneOfItsOwnOrTheCommonest()
    {
        var text = Sheet.Column(["a", "b", "a", "", "a", "b"]);
        _sheet.Read(text).Plan.Features().ShouldBe(["v=a", "v=b", "v=missing", "n"]);
        _sheet.Read(text, Sheet.Features with { Missing = new() { Categories = MissingFill.MostFrequent } }).Feature("v=a").ShouldBe([1f, 0, 1, 1, 1, 0]);
        _sheet.Read(text, Sheet.Features with { Missing = new() { Categories = "b" } }).Feature("v=b").ShouldBe([0f, 1, 0, 1, 0, 1]);
        _sheet.Refused(text, Sheet.Features with { Missing = new() { Categories = "c" } }).Message.ShouldContain("has no category 'c'");
    }

    [Fact]
    public void MissingBooleansDatesAndOrdersAreFilledToo()
    {
        _sheet.Read(Sheet.Column(["yes", "", "no", "yes"])).Feature("v").ShouldBe([1f, 1, 0, 1]);
        _sheet.Read(Sheet.Column(["2024-01-01", "NA", "2024-01-03", "2024-01-09"])).Feature("v").ShouldBe([0f, 2, 2, 8]);
    }

    [Fact]
    public void AMissingTargetIsAnErrorWithItsLinesOrItsRowsAreLeftOut()
    {
        const string text = "a,y\n1,5\n2,\n3,NA\n4,8\n";
        _sheet
            .Refused(text, new(), TargetKind.Values)
            .Message.ShouldContain("its value is missing in 2 of 4 rows: lines 3, 4. Fill it in, or leave these rows out");
        var table = _sheet.Read(text, new() { Missing = new() { DropRowsWithoutTarget = true } }, TargetKind.Values);
        table.Feature("a").ShouldBe([1f, 4]);
        table.Notice(NoticeKind.MissingTarget).Count.ShouldBe(2);
    }
}
