using Relumine.Doctor.Runs.Training;
using Relumine.Recipes;
using Relumine.Recipes.Runs;
using Relumine.Testing;

namespace Relumine.Doctor.Tests.Runs;

/// <summary>The recipes of <c>recipes/lessons</c> are what they say: they parse, they fit their data, and their lessons come out.</summary>
public class ShippedRecipeTests
{
    private static readonly string s_folder = Path.Combine(Repository.Root, "recipes", "lessons");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(s_folder, "*.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(s_folder, f)).Order(StringComparer.Ordinal)];

    [Fact]
    public void EveryLessonIsThereAndInTheTable()
    {
        string[] lessons =
        [
            "folding", "initialization", "kink", "learned-shapes", "normalization", "pieces", "remedies", "selu", "sparsity", "vanishing-gradients", "variants",
        ];
        Directory.GetDirectories(s_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(lessons);
        var table = File.ReadAllText(Path.Combine(Repository.Root, "recipes", "README.md"));
        lessons.ShouldAllBe(l => table.Contains($"| `{l}` |"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void ItSaysWhatToLookAtAndCanBeTrained(string file)
    {
        var path = Path.Combine(s_folder, file);
        var comment = File.ReadLines(path).TakeWhile(l => l.StartsWith("//", StringComparison.Ordinal)).ToArray();
        comment.ShouldContain(l => l.Contains("relumine compare recipes/lessons/" + Path.GetDirectoryName(file)));
        comment.ShouldContain(l => l.StartsWith("// Look at ", StringComparison.Ordinal));
        using var run = TrainingRun.Prepare(Recipe.Read(path));
        run.Steps().First().Loss.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void TheKinkDecidesWhetherALayerOfZerosWakes()
    {
        var results = new[] { "lambda-0", "lambda-half", "lambda-1" }.Select(name => Train(Path.Combine("kink", name + ".json"))).ToArray();
        results.Select(r => r.History[0].Layers[1].Dead).ShouldBe([64, 64, 64]);
        results[0].Last!.Layers[1].Dead.ShouldBe(64);
        results[0].Score.ShouldBeLessThan(0.25);
        results.Skip(1).ShouldAllBe(r => r.Last!.Layers[1].Dead < 10 && r.Score > 0.85);
    }

    [Fact]
    public void GradientsVanishBehindSigmoidsAndNotBehindRectifiers()
    {
        double Fall(string name)
        {
            var layers = Train(Path.Combine("vanishing-gradients", name + ".json"), epochs: 1).History[0].Layers;
            return layers[0].GradientRms / layers[^1].GradientRms;
        }

        Fall("relu-12").ShouldBeInRange(0.1, 10);
        Fall("sigmoid-12").ShouldBeLessThan(1e-5);
    }

    private static TrainingResult Train(string file, int? epochs = null)
    {
        var recipe = Recipe.Read(Path.Combine(s_folder, file));
        using var run = TrainingRun.Prepare(epochs is { } few ? recipe with { Epochs = few } : recipe);
        run.Finish();
        return TrainingSummary.Of(run, file);
    }
}
