using System.Globalization;
using Relumine.Recipes;
using Relumine.Trials.Cases;

namespace Relumine.Trials.Tests.Cases;

/// <summary>Recipes of a case see what is left for them, and nothing else of it changes.</summary>
public sealed class CaseDataTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relumine-case-data");

    public CaseDataTests()
    {
        Table("sick.csv", i => i * 1e6);
        Table("clean.csv", i => i);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void TheRecipeIsPointedToWhatIsLeft()
    {
        using var data = new CaseData(Open("sick.csv"));

        var left = RecipeDataset.Open(data.Recipe);
        left.Samples.ShouldBe(60);
        data.Kept.ShouldBe(20);
        data.JudgedFor(data.Recipe).Features.Values<float>().ToArray().Concat(left.Features.Values<float>().ToArray()).Order()
            .ShouldBe(Enumerable.Range(0, 80).Select(i => (float)(i * 1e6 / 10)));
        Open("sick.csv").Difference(data.Recipe).ShouldAllBe(d => d.Field.StartsWith("data", StringComparison.Ordinal));
    }

    [Fact]
    public void TheCleanRecipeIsHeldAgainstTheSameSamplesInItsOwnForm()
    {
        using var sick = new CaseData(Open("sick.csv"));
        using var clean = new CaseData(Open("clean.csv"), sick);

        clean.Judged.Features.Values<float>().ToArray().Select(x => x * 1e6f).ShouldBe(sick.Judged.Features.Values<float>().ToArray());
        clean.Judged.Labels.ShouldBe(sick.Judged.Labels);
    }

    private Recipe Open(string table) => Recipe.Parse($$"""
        { "data": { "csv": { "path": "{{table}}", "divide": 10 } }, "model": [ { "dense": 2 } ], "loss": "softmaxCrossEntropy" }
        """, _folder.FullName);

    private void Table(string name, Func<int, double> feature) => File.WriteAllLines(
        Path.Combine(_folder.FullName, name),
        Enumerable.Range(0, 80).Select(i => string.Create(CultureInfo.InvariantCulture, $"{feature(i)},{i % 2}")));
}
