using Relumine.Engine.Training;
using Relumine.Kernels;
using Relumine.Recipes;
using Relumine.Recipes.Runs;
using Relumine.Testing;

namespace Relumine.Engine.Tests.Training;

/// <summary>Networks learn real data as well as they do elsewhere (PyTorch 1.13: digits 97.1 %, MNIST 95.7 %, mean of 5 seeds).</summary>
public class DigitsTests
{
    private const string Digits = "data/tabular/digits.csv.gz";
    private const string Images = "data/mnist/t10k-images-idx3-ubyte.gz";
    private const string Labels = "data/mnist/t10k-labels-idx1-ubyte.gz";

    /// <summary>Every activation of the catalogue by its name in recipes, and the layers that learn their shape.</summary>
    public static TheoryData<string> Family =>
        [
            .. ActivationCatalogue.All.Select(a => $$"""{ "dense": 64 }, "{{char.ToLowerInvariant(a.Card.Name[0])}}{{a.Card.Name[1..]}}" """.Trim()),
            """{ "dense": 64 }, "prelu" """.Trim(),
            """{ "dense": 64 }, "rrelu" """.Trim(),
            """{ "dense": 64 }, "crelu" """.Trim(),
            """{ "maxout": 32, "pieces": 2 }""",
        ];

    [SharedTheory(Digits)]
    [MemberData(nameof(Family))]
    public void EveryActivationOfTheFamilyLearnsDigits(string hidden) =>
        Mean(Json($$"""{ "csv": { "path": "{{Digits}}", "divide": 16 } }""", 357.0 / 1797, hidden, """{ "adam": { "lr": 0.003 } }""", 30), 2)
            .ShouldBeGreaterThan(0.95);

    [SharedFact(Digits)]
    public void DigitsAreLearntAsWellAsByPyTorch() =>
        Mean(
                Json(
                    $$"""{ "csv": { "path": "{{Digits}}", "divide": 16 } }""",
                    357.0 / 1797,
                    """{ "dense": 64 }, "relu" """,
                    """{ "sgd": { "lr": 0.1 } }""",
                    30
                ),
                5
            )
            .ShouldBeGreaterThan(0.971 - 0.005);

    [SharedFact(Images, Labels)]
    public void MnistIsLearntAsWellAsByPyTorch() =>
        Mean(
                Json(
                    $$"""{ "idx": { "images": "{{Images}}", "labels": "{{Labels}}", "divide": 255 } }""",
                    0.2,
                    """{ "dense": 256 }, "relu", { "dense": 256 }, "relu" """,
                    """{ "sgd": { "lr": 0.1 } }""",
                    10
                ),
                5
            )
            .ShouldBeGreaterThan(0.957 - 0.005);

    private static string Json(string data, double validation, string hidden, string optimizer, int epochs) =>
        FormattableString.Invariant(
            $$"""{ "data": {{data}}, "validation": {{validation}}, "model": [ {{hidden}}, { "dense": 10 } ], "loss": "softmaxCrossEntropy", "optimizer": {{optimizer}}, "batch": 32, "epochs": {{epochs}} }"""
        );

    private static double Mean(string json, int seeds)
    {
        var recipe = Recipe.Parse(json, Shared.Root!);
        return Enumerable.Range(1, seeds).Average(seed =>
        {
            using var run = TrainingRun.Prepare(recipe with { Seed = (ulong)seed }, threads: 2);
            foreach (var _ in run.Trainer.Steps())
            {
            }

            return run.Trainer.History[^1].ValidationScore!.Value;
        });
    }
}
