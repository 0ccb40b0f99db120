using Relumine.Data.Datasets;
using Relumine.Data.Tests;
using Relumine.Engine.Training;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Recipes.Data;
using Relumine.Recipes.Runs;

namespace Relumine.Recipes.Tests;

/// <summary>What keys of a recipe do to a run.</summary>
public class RecipeKeyTests
{
    private const string Small = """
        { "data": { "blobs": { "samples": 200 } }, "model": [ { "dense": 16 }, "relu", { "dense": 10 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.1 } }, "batch": 20, "epochs": 3, "seed": 4 }
        """;

    [Fact]
    public void BalancedClassesCountTheSame()
    {
        var weighted = ClassWeights.Balanced.Apply(Uneven(), "r");

        // Nine samples of class 0 and one of class 1: each class has half of all weight, and the mean is 1.
        weighted.Weights!.ShouldBe([.. Enumerable.Repeat(10f / 18, 9), 5f], 1e-6);
    }

    [Fact]
    public void ClassesAreNamedByNumberOrName()
    {
        var byNumber = Recipe.Parse(Texts.With("classWeights", """{ "1": 9 }""")).ClassWeights!.Apply(Uneven(), "r");
        byNumber.Weights!.ShouldBe([.. Enumerable.Repeat(10f / 18, 9), 5f], 1e-6);

        Should.Throw<RelumineException>(() => Recipe.Parse(Texts.With("classWeights", """{ "2": 9 }""")).ClassWeights!.Apply(Uneven(), "r"))
            .Message.ShouldBe("r: $.classWeights names no class: '2' is not known. Classes of x are 0, 1.");
        using var scratch = new Scratch();
        var csv = scratch.File("t.csv", "x,y\n1,no\n2,yes\n3,no\n4,no\n");
        var recipe = Recipe.Parse(
            $$"""
            { "data": { "csv": { "path": {{Quoted(
                csv
            )}} } }, "model": [ { "dense": 2 } ], "loss": "softmaxCrossEntropy", "classWeights": { "yes": 3, "no": 1 } }
            """
        );
        PreparedRecipe.Of(recipe, RecipeDataset.Open(recipe)).Data.Training.Weights!.ShouldBe([2 / 3f, 2, 2 / 3f, 2 / 3f], 1e-6);
    }

    [Fact]
    public void WeightsOfNumbersAreRefused() =>
        Should.Throw<RelumineException>(() => TrainingRun.Prepare(Recipe.Parse("""
            { "data": { "abs": {} }, "model": [ { "dense": 1 } ], "loss": "meanSquaredError", "classWeights": "balanced" }
            """))).Message.ShouldContain("$.classWeights needs labels of classes");

    [Fact]
    public void SamplesAreWeighedByAColumnThatIsNoFeature()
    {
        using var scratch = new Scratch();
        var csv = scratch.File("t.csv", "a,w,b,y\n1,1,0.5,2\n2,3,1.5,4\n3,0,2.5,9\n4,4,0.5,8\n");
        var recipe = Recipe.Parse($$"""
            { "data": { "csv": { "path": {{Quoted(csv)}}, "weights": "w", "target": "y" } }, "model": [ { "dense": 1 } ], "loss": "meanSquaredError" }
            """);
        var data = RecipeDataset.Open(recipe);
        data.SampleShape.ElementCount.ShouldBe(2);
        data.Weights!.ShouldBe(new float[] { 0.5f, 1.5f, 0, 2 });
        Recipe.Parse(recipe.ToJson()).ShouldBe(recipe with { Source = "the recipe" });

        File.WriteAllText(csv, "a,w,y\n1,1,2\n2,-3,4\n");
        Should.Throw<RelumineException>(() => RecipeDataset.Open(recipe)).Message.ShouldContain("the weight of sample 1 (counted from 0) is -3");
    }

    [Fact]
    public void ASampleOfWeightTwoIsOneThatOccursTwice()
    {
        using var scratch = new Scratch();
        var weighted = scratch.File("w.csv", "x,w,y\n1,2,1\n-1,1,0\n0.5,1,0\n");
        var doubled = scratch.File("d.csv", "x,y\n1,1\n1,1\n-1,0\n0.5,0\n");
        var (first, second) = (Learn(weighted, "\"weights\": \"w\","), Learn(doubled, ""));
        first.Weights["dense1.weight"].Values<float>()[0].ShouldBe(second.Weights["dense1.weight"].Values<float>()[0], 1e-5f);
        first.Weights["dense1.bias"].Values<float>()[0].ShouldBe(second.Weights["dense1.bias"].Values<float>()[0], 1e-5f);

        static Model Learn(string csv, string weights)
        {
            using var run = TrainingRun.Prepare(Recipe.Parse($$"""
                { "data": { "csv": { "path": {{Quoted(csv)}}, {{weights}} "label": "y" } }, "model": [ { "dense": 1 } ],
                  "loss": "binaryCrossEntropy", "optimizer": { "sgd": { "lr": 0.5 } }, "batch": 4, "epochs": 20 }
                """));
            run.Finish();
            return run.Trainer.ToModel();
        }
    }

    [Fact]
    public void AFrozenLayerStaysAndTheOthersLearn()
    {
        var run = Ended(Small.Replace("""{ "dense": 16 }""", """{ "dense": 16, "frozen": true }""", StringComparison.Ordinal));
        Bits(run.Trainer.ToModel(), "dense1").ShouldBe(Bits(run.Untrained, "dense1"));
        Bits(run.Trainer.ToModel(), "dense2").ShouldNotBe(Bits(run.Untrained, "dense2"));
        Should.Throw<RelumineException>(() => TrainingRun.Prepare(Recipe.Parse(
            Small.Replace("""{ "dense": 16 }""", """{ "dense": 16, "frozen": true }""", StringComparison.Ordinal)
                .Replace("""{ "dense": 10 }""", """{ "dense": 10, "frozen": true }""", StringComparison.Ordinal)))).Message.ShouldContain("frozen");
    }

    [Fact]
    public void ALayersRateIsAFactorOfTheRate()
    {
        // Of one step of plain descent a tenth is left in the layer, and all in the other.
        const string Once = "\"batch\": 200, \"epochs\": 1";
        var text = Small.Replace("\"batch\": 20, \"epochs\": 3", Once, StringComparison.Ordinal);
        var (full, part) = (Ended(text), Ended(text.Replace("""{ "dense": 16 }""", """{ "dense": 16, "rate": 0.1 }""", StringComparison.Ordinal)));
        Bits(part.Trainer.ToModel(), "dense2").ShouldBe(Bits(full.Trainer.ToModel(), "dense2"));
        var (start, whole, tenth) = (Weight(full.Untrained), Weight(full.Trainer.ToModel()), Weight(part.Trainer.ToModel()));
        for (var i = 0; i < start.Length; i++)
        {
            (tenth[i] - start[i]).ShouldBe((whole[i] - start[i]) / 10, 1e-6);
        }

        static double[] Weight(Model model) => model.Weights["dense1.weight"].ToDoubles();
    }

    [Fact]
    public void WithoutShufflingBatchesAreThoseOfTheFile()
    {
        // One epoch of the same batches in the same order is the same as a step for each file of one batch; shuffled ones give other bits.
        var plain = Ended(Small);
        var ordered = Ended(Small.Replace("\"seed\"", "\"shuffle\": false, \"seed\"", StringComparison.Ordinal));
        Bits(ordered.Trainer.ToModel(), "dense1").ShouldNotBe(Bits(plain.Trainer.ToModel(), "dense1"));
        var prepared = PreparedRecipe.Of(ordered.Recipe with { Validation = 0.25 }, RecipeDataset.Open(ordered.Recipe));
        var all = RecipeDataset.Open(ordered.Recipe).Features.ToDoubles();
        var rows = prepared.Data.Training.Features.ToDoubles();
        var found = Enumerable.Range(0, 150).Select(r => Array.IndexOf(all, rows[r * 20])).ToArray();
        found.ShouldBe([.. found.Order()]);
        prepared.Options.Shuffle.ShouldBeFalse();
    }

    [Fact]
    public void ASigmoidInFrontOfALossThatAppliesItIsRefusedUnlessItIsToBeShown()
    {
        const string Twice = """
            { "data": { "circles": {} }, "model": [ { "dense": 8 }, "relu", { "dense": 1 }, "sigmoid" ], "loss": "binaryCrossEntropy", "epochs": 1 }
            """;
        var recipe = Recipe.Parse(Twice);
        OutputSquash.Of(recipe)!.Name.ShouldBe("sigmoid");
        Should.Throw<RelumineException>(() => TrainingRun.Prepare(recipe)).Message.ShouldBe(
            "the recipe: $.model[3] is a sigmoid in front of binaryCrossEntropy, which applies the sigmoid itself: outputs would be squashed twice, and the "
                + "network would learn badly. Leave the layer out: the loss takes the numbers in front of it.");
        using (TrainingRun.Prepare(recipe, asWritten: true))
        {
        }

        using (TrainingRun.Prepare(Recipe.Parse(Twice.Replace("binaryCrossEntropy", "meanSquaredError", StringComparison.Ordinal))))
        {
            // There a sigmoid is a bounded output and nothing is squashed twice.
        }

        OutputSquash
            .Of(Recipe.Parse(Small.Replace("""{ "dense": 10 } ]""", """{ "dense": 10 }, "softmax" ]""", StringComparison.Ordinal)))!
            .Name.ShouldBe("softmax");
        OutputSquash.Of(Recipe.Parse(Small)).ShouldBeNull();
    }

    [Fact]
    public void ClassesCanBeLearnedBySquaredErrorAndAreScoredAsClasses()
    {
        var run = Ended(Small.Replace("softmaxCrossEntropy", "meanSquaredError", StringComparison.Ordinal)
            .Replace("\"epochs\": 3", "\"epochs\": 40", StringComparison.Ordinal)
            .Replace("\"sgd\": { \"lr\": 0.1 }", "\"adam\": { \"lr\": 0.01 }", StringComparison.Ordinal));
        run.Trainer.History[^1].Score.ShouldBeInRange(0.9, 1);
        using var scratch = new Scratch();
        var csv = scratch.File("t.csv", "x,y\n1,a\n2,b\n3,c\n4,a\n");
        var recipe = Recipe.Parse($$"""
            { "data": { "csv": { "path": {{Quoted(csv)}} } }, "model": [ { "dense": 3 }, "sigmoid" ], "loss": "meanAbsoluteError" }
            """);
        RecipeDataset.Open(recipe).Labels!.ShouldBe([0, 1, 2, 0]);
    }

    [Fact]
    public void SeveralLabelsAtOnceAreScoredAsLabels()
    {
        using var scratch = new Scratch();
        var x = scratch.File("x.csv", string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i % 2 - 0.5},{i / 20 - 0.5}\n"))));
        var t = scratch.File("t.csv", string.Concat(Enumerable.Range(0, 40).Select(i => FormattableString.Invariant($"{i % 2},{i / 20},{i % 2 ^ i / 20}\n"))));
        var run = Ended($$"""
            { "data": { "csv": { "path": {{Quoted(x)}}, "targets": {{Quoted(t)}} } }, "model": [ { "dense": 3 } ], "validation": 0.25,
              "loss": "binaryCrossEntropy", "optimizer": { "adam": { "lr": 0.1 } }, "epochs": 60 }
            """);

        // A line cannot tell the third, which is one or the other but not both: two of three labels are right, and hardly ever all.
        var last = run.Trainer.History[^1];
        last.Score.ShouldBeInRange(0.66, 0.93);
        last.ExactMatch!.Value.ShouldBeInRange(0, 0.8);
        last.ExactMatch.Value.ShouldBeLessThan(last.Score);
        last.ValidationScore!.Value.ShouldBeInRange(0.6, 1);
        last.ValidationAuc.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("softmaxCrossEntropy", "cat", "dog")]
    [InlineData("meanSquaredError", "1.5", "2.5")]
    [InlineData("meanSquaredError", "0", "1")]
    public void TargetsInAFileOfTheirOwnLearnTheSameFromTheSameRows(string loss, string one, string other)
    {
        using var scratch = new Scratch();
        var random = new Random(5);
        string[] colours = ["red", "grey", "", "blue", "rare"];
        var rows = Enumerable.Range(0, 60).Select(i => (
            Colour: colours[i == 40 ? 4 : random.Next(4)],
            Size: random.Next(5) == 0 ? "" : $"{random.Next(90)}",
            Target: random.Next(3) == 0 ? one : other)).ToList();
        string File(string name, string header, Func<(string Colour, string Size, string Target), string> line) =>
            Quoted(scratch.File(name, string.Concat(rows.Select(r => line(r) + "\n").Prepend(header + "\n"))));
        var together = File("all.csv", "colour,size,kind", r => $"{r.Colour},{r.Size},{r.Target}");
        var (x, t) = (File("x.csv", "colour,size", r => $"{r.Colour},{r.Size}"), File("t.csv", "kind", r => r.Target));
        var outputs = loss == "softmaxCrossEntropy" ? 2 : 1;
        Recipe Of(string data) => Recipe.Parse($$"""
            { "data": { "csv": { {{data}} } }, "model": [ { "dense": {{outputs}} } ], "validation": 0.4, "loss": "{{loss}}", "seed": 3 }
            """);
        var (whole, apart) = (Of($"\"path\": {together}"), Of($"\"path\": {x}, \"targets\": {t}"));
        var (a, b) = (RecipeDataset.Open(whole), RecipeDataset.Open(apart));

        b.Plan!.Features().ShouldBe(a.Plan!.Features());
        b.Features.Values<float>().ToArray().ShouldBe(a.Features.Values<float>().ToArray());
        b.Labels.ShouldBe(a.Labels);
        b.Values?.Values<float>().ToArray().ShouldBe(a.Values?.Values<float>().ToArray());
        RecipeDataset.OpenTable(apart).Features.Values<float>().ToArray().ShouldBe(a.Features.Values<float>().ToArray());
    }

    [Fact]
    public void AnExponentialOutputIsPositive()
    {
        var run = Ended("""
            { "data": { "abs": { "samples": 100 } }, "model": [ { "dense": 16 }, "relu", { "dense": 1 }, "exponential" ], "loss": "meanSquaredError",
              "optimizer": { "adam": { "lr": 0.02 } }, "epochs": 100 }
            """);
        run.Trainer.History[^1].Score.ShouldBeGreaterThan(0.8);
        run.Trainer.ToModel().Graph.Nodes[^1].Op.Type.ShouldBe("Exp");
    }

    internal static TrainingRun Ended(string json)
    {
        var run = TrainingRun.Prepare(Recipe.Parse(json));
        run.Finish();
        return run;
    }

    internal static string Quoted(string path) => System.Text.Json.JsonSerializer.Serialize(path);

    private static byte[] Bits(Model model, string layer) =>
        [.. model.Weights[layer + ".weight"].Bytes.ToArray(), .. model.Weights[layer + ".bias"].Bytes.ToArray()];

    private static Dataset Uneven() => Dataset.OfLabels(
        "x", Relumine.Graph.Tensors.ModelTensor.Zeros(Relumine.Graph.Tensors.ElementType.Float32, new Relumine.Graph.Tensors.Shape(10, 1)),
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 2);
}
