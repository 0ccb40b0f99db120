using Relumine.Data.Formats;
using Relumine.Data.Tables;

namespace Relumine.Data.Tests.Tables;

/// <summary>Words that may be one word, written in two ways, are told, for categories and for classes; nothing is changed.</summary>
public sealed class SimilarityTests : IDisposable
{
    private readonly Sheet _sheet = new();

    public void Dispose() => _sheet.Dispose();

    [Theory]
    [InlineData("cheap", "chaep", true)]
    [InlineData("setosa", "setsa", true)]
    [InlineData("setosa", "setossa", true)]
    [InlineData("setosa", "setoza", true)]
    [InlineData("yes", "yess", false)]
    [InlineData("type1", "type2", false)]
    [InlineData("male", "female", false)]
    [InlineData("Cheap", "cheap", false)]
    [InlineData("setosa", "setosa", false)]
    [InlineData("versicolor", "virginica", false)]
    public void OneSlipMakesOneWordOfAnother(string a, string b, bool isSlip)
    {
        SimilarityRule.IsOneSlip(a, b).ShouldBe(isSlip);
        SimilarityRule.IsOneSlip(b, a).ShouldBe(isSlip);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARareWordBesideAFrequentOneIsTold(bool isTarget)
    {
        string[] values = [.. Enumerable.Repeat("cheap", 30), "chaep", .. Enumerable.Repeat("dear", 29)];
        var table = isTarget
            ? _sheet.Read(Sheet.Column(values), new TableOptions { Target = LabelColumn.Parse("v") }, TargetKind.Labels) : _sheet.Read(Sheet.Column(values));
        table.Notice(NoticeKind.Misspelled).Sentence
            .ShouldBe("'v': 'chaep' is nearly 'cheap', and stands in 1 row, first in line 32. Write them the same way if they are the same.");
    }

    [Fact]
    public void TwoWordsThatBothOccurOftenAreTwo()
    {
        string[] values = [.. Enumerable.Repeat("brake", 30), .. Enumerable.Repeat("break", 9)];
        _sheet.Read(Sheet.Column(values)).Notices.ShouldNotContain(n => n.Kind == NoticeKind.Misspelled);
    }

    [Fact]
    public void ClassesThatDifferInCapitalsAloneAreTold()
    {
        string[] values = [.. Enumerable.Repeat("Yes", 20), .. Enumerable.Repeat("no", 20), .. Enumerable.Repeat("yes", 20)];
        var table = _sheet.Read(Sheet.Column(values), new TableOptions { Target = LabelColumn.Parse("v") }, TargetKind.Labels);
        table.Notice(NoticeKind.SimilarCategories).Sentence
            .ShouldBe("'v': 'Yes' and 'yes' differ in capitals alone. Write them the same way if they are the same.");
    }

    [Fact]
    public void EveryPairIsTold()
    {
        string[] values = [.. Enumerable.Repeat("Red", 9), .. Enumerable.Repeat("red", 9), .. Enumerable.Repeat("Green", 9), .. Enumerable.Repeat("green", 9)];
        _sheet.Read(Sheet.Column(values)).Notices.Count(n => n.Kind == NoticeKind.SimilarCategories).ShouldBe(2);
    }
}
