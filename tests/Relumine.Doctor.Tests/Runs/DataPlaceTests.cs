using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs.Training;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Tests.Runs;

/// <summary>What is found in a table is found there: by column, line and value.</summary>
public sealed class DataPlaceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relumine-places");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData(""", "validation": 0.1""")]
    [InlineData(""", "standardise": true""")]
    public void AWildNumberIsNamedByColumnLineAndValue(string more)
    {
        // The wild number stands in line 78: a header, and rows from 0.
        var found = Find(Rows(row => row == 76 ? "100000" : $"{(row % 7) - 3}.5"), more);

        var outlier = found.Single(f => f.Id == "data-outliers");
        outlier.Message.ShouldStartWith("'nights' is 100000 in line 78, ");
        outlier.Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void AMarkForMissingValuesIsCounted()
    {
        var found = Find(Rows(row => row % 10 == 4 ? "-999" : $"{(row % 7) - 3}.25"), "");

        found.Single(f => f.Id == "data-outliers").Message.ShouldStartWith("'nights' is −999 in 20 samples, the first in line 6, ");
    }

    [Fact]
    public void ColumnsThatTellNothingAreNamed()
    {
        var lines = Enumerable.Range(0, 200).Select(i => FormattableString.Invariant($"{i % 11},7,{i % 11},{i % 5},{i % 2}")).Prepend("a,same,b,c,y");

        var found = Find(string.Join('\n', lines), "");

        found.Single(f => f.Id == "constant-features").Message.ShouldBe("1 feature never changes: 'same'.");
        found.Single(f => f.Id == "duplicate-features").Message.ShouldBe("1 feature is a copy of another: 'b' of 'a'.");
        found.ShouldAllBe(f => f.Severity == Severity.Info || f.Id != "constant-features");
    }

    private static string Rows(Func<int, string> nights) =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, 200)
                .Select(row => FormattableString.Invariant($"{(row * 37 % 101) - 50}e-2,{nights(row)},{row % 2}"))
                .Prepend("price,nights,booked")
        );

    private IReadOnlyList<Finding> Find(string table, string more)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "t.csv"), table);
        var recipe = Recipe.Parse(
            $$"""{ "data": { "csv": { "path": "t.csv" }{{more}} }, "model": [ { "dense": 4 }, "relu", { "dense": 2 } ], "loss": "softmaxCrossEntropy", "epochs": 1 }""",
            _folder.FullName
        );
        using var run = TrainingRun.Prepare(recipe);
        run.Finish();
        return TrainingFindings.Of(run);
    }
}
