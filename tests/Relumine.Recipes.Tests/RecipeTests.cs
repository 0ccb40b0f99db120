using Relumine.Data.Datasets;
using Relumine.Data.Tests;
using Relumine.Data.Transforms;
using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Learning.Schedules;
using Relumine.Engine.Networks;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Recipes.Data;
using Relumine.Recipes.Layers;

namespace Relumine.Recipes.Tests;

/// <summary>What recipes mean, that they come back as they were written, and how two of them differ.</summary>
public class RecipeTests
{
    [Fact]
    public void ARecipeSaysAllThatARunDependsOn()
    {
        var recipe = Recipe.Parse(Texts.Blobs);

        recipe.Data.ShouldBe(new BlobsData(20, 10) { Samples = 1000 });
        recipe.Model.ShouldBe([new DenseLayer(64), new ActivationLayer(), new DenseLayer(64), new ActivationLayer(), new DenseLayer(10)]);
        recipe.Init.ShouldBe(new Initialization(new HeNormal()));
        recipe.Optimizer.ShouldBe(new Sgd(0.1));
        recipe.Loss.ShouldBeOfType<SoftmaxCrossEntropy>();
        recipe.ClipNorm.ShouldBeNull();
        (recipe.Batch, recipe.Epochs, recipe.Seed, recipe.Validation).ShouldBe((32, 10, 1UL, 0));
    }

    [Theory]
    [InlineData(Texts.Blobs)]
    [InlineData(Texts.Everything)]
    public void WhatIsWrittenIsReadBack(string text)
    {
        var recipe = Recipe.Parse(text);
        var again = Recipe.Parse(recipe.ToJson());

        again.ShouldBe(recipe);
        again.ToJson().ShouldBe(recipe.ToJson());
        recipe.Difference(again).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "csv": "t.csv" }""", """{ "csv": { "path": "t.csv" } }""")]
    [InlineData("\"t.csv\"", """{ "csv": { "path": "t.csv" } }""")]
    [InlineData("\"T.TSV\"", """{ "csv": { "path": "T.TSV" } }""")]
    [InlineData("\"t.npz\"", """{ "npz": { "path": "t.npz" } }""")]
    [InlineData("\"t.csv.gz\"", """{ "csv": { "path": "t.csv.gz" } }""")]
    [InlineData("""{ "csv": "t.csv", "target": "price", "standardise": true }""", """{ "csv": { "path": "t.csv", "target": "price" }, "standardize": true }""")]
    [InlineData("""{ "npz": "t.npz", "targets": "y" }""", """{ "npz": { "path": "t.npz", "targets": "y" } }""")]
    [InlineData("""{ "pictures": "photos", "validation": 0.5 }""", """{ "pictures": { "path": "photos" }, "validation": 0.5 }""")]
    [InlineData("""{ "points": [[0, 1, 0], [1, 0, 1]] }""", """{ "points": { "at": [[0, 1, 0], [1, 0, 1]] } }""")]
    public void AFileMayBeItsPathAlone(string bare, string whole) =>
        Recipe.Parse(Texts.With("data", bare)).ToJson().ShouldBe(Recipe.Parse(Texts.With("data", whole)).ToJson());

    [Theory]
    [InlineData("\"huber\"", 1, "\"loss\": \"huber\"")]
    [InlineData("{ \"huber\": {} }", 1, "\"loss\": \"huber\"")]
    [InlineData("{ \"huber\": 2.5 }", 2.5, "\"loss\": { \"huber\": { \"delta\": 2.5 } }")]
    [InlineData("{ \"huber\": { \"delta\": 0.5 } }", 0.5, "\"loss\": { \"huber\": { \"delta\": 0.5 } }")]
    public void HubersLossTakesItsDelta(string loss, double delta, string written)
    {
        var recipe = Recipe.Parse(Texts.With("loss", loss));
        recipe.Loss.ShouldBeOfType<Huber>().Delta.ShouldBe(delta);
        recipe.ToJson().ShouldContain(written);
        Recipe.Parse(recipe.ToJson()).Loss.ShouldBe(recipe.Loss);
    }

    [Fact]
    public void TheTextReadsWell() => Recipe.Parse(Texts.Blobs).ToJson().ShouldBe(
        """
        {
          "schema": "relumine.recipe/1",
          "data": { "blobs": { "samples": 1000 }, "validation": 0, "standardize": false },
          "model": [{ "dense": 64 }, { "relu": {} }, { "dense": 64 }, { "relu": {} }, { "dense": 10 }],
          "init": { "weights": "heNormal", "bias": 0 },
          "kink": 0,
          "loss": "softmaxCrossEntropy",
          "optimizer": { "sgd": { "lr": 0.1, "momentum": 0, "nesterov": false, "weightDecay": 0 } },
          "schedule": { "constant": {} },
          "clipNorm": null,
          "clipValue": null,
          "batch": 32,
          "epochs": 10,
          "seed": 1
        }

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void BritishKeysAreReadAndAmericanOnesWritten()
    {
        const string British = """{ "teacher": {}, "standardise": true, "standardiseTargets": true, "winsorise": true, "winsoriseTargets": true }""";
        var american = British.Replace("ise", "ize", StringComparison.Ordinal);

        var recipe = Recipe.Parse(Texts.With("data", British));

        recipe.Transforms.ShouldBe(new DataTransforms(true, true, true, true));
        recipe.ShouldBe(Recipe.Parse(Texts.With("data", american)));
        recipe.ToJson().ShouldNotContain("ise");
        recipe.ToJson().ShouldContain("\"winsorizeTargets\": true");
    }

    [Fact]
    public void EveryPartOfARecipeComesBack()
    {
        var texts = new List<(string Key, string Json)>();
        texts.AddRange(InitializerCatalogue.All.Select(i => ("init", "{ \"weights\": " + (i switch
        {
            Normal => "{ \"normal\": 0.5 }",
            TruncatedNormal => "{ \"truncatedNormal\": { \"deviation\": 0.5, \"mean\": 1 } }",
            Uniform => "{ \"uniform\": 0.5 }",
            Constant => "{ \"constant\": -1 }",
            _ => $"\"{i.Name}\"",
        }) + ", \"bias\": 2 }")));
        texts.AddRange(OptimizerCatalogue.All.Select(o => ("optimizer", $"{{ \"{o.Name}\": {{ \"lr\": 0.25, \"weightDecay\": 0.125, \"l1\": 0.5 }} }}")));
        texts.AddRange(ScheduleCatalogue.All.Select(s =>
            ("schedule", $"{{ \"{s.Name}\": {{ {(s is MultiStepSchedule ? "\"epochs\": [1, 5]" : "")} }} }}")));
        texts.AddRange(LossCatalogue.All.Select(l => ("loss", $"\"{l.Name}\"")));
        texts.AddRange(RecipeDataKinds.All.OfType<RecipeGenerator>().Select(d => ("data", $"{{ \"{d.Name}\": {{ \"samples\": 7, \"seed\": 5 }} }}")));
        texts.Add(("data", """{ "points": { "at": [[0.5, -1, 0], [0, 1, 1]] } }"""));
        texts.Add(("data", """{ "csv": { "path": "a.csv", "label": 3, "skip": 1, "delimiter": ";", "divide": 16 } }"""));
        texts.Add(
            (
                "data",
                """{ "csv": { "path": "a.csv", "label": "y", "use": ["x*", "2"], "drop": ["x1"], "kinds": { "zip": "category" }, "decimal": ",", "header": true } }"""
            )
        );
        texts.Add(
            (
                "data",
                """{ "csv": { "path": "a.csv", "missing": { "marks": ["-9", ""], "numbers": "mean", "categories": "mostFrequent", "columns": { "a": "0" }, "indicator": true, "labels": "drop" } } }"""
            )
        );
        texts.Add(
            (
                "data",
                """{ "csv": { "path": "a.csv", "categories": { "most": 9, "rare": 3, "orders": { "size": ["S", "M"] } }, "dates": { "order": "dayFirst", "as": ["year", "weekday"] } } }"""
            )
        );
        texts.Add(("data", """{ "csv": { "path": "a.csv", "targets": "b.csv" }, "standardizeTargets": true }"""));
        texts.Add(("data", """{ "idx": { "images": "i", "labels": "l", "divide": 255 } }"""));
        texts.Add(("data", """{ "npz": { "path": "a.npz", "features": "X", "targets": "t", "divide": 16 } }"""));
        texts.Add(("data", """{ "npy": { "features": "x.npy", "targets": "t.npy", "divide": 16 } }"""));
        texts.AddRange(ActivationCatalogue.All.Select(a => ("model", $"[ {{ \"{a.Card.Name[..1].ToLowerInvariant() + a.Card.Name[1..]}\": {{}} }} ]")));
        foreach (var (key, json) in texts)
        {
            var recipe = Recipe.Parse(Texts.With(key, json));

            Recipe.Parse(recipe.ToJson()).ShouldBe(recipe, json);
            recipe.ShouldNotBe(Recipe.Parse(Texts.With("seed", "77")), json);
        }
    }

    [Theory]
    [InlineData("""{ "dense": { "units": 3, "init": { "normal": 0.5 }, "bias": -2 } }""")]
    [InlineData("""{ "dense": 3, "init": { "normal": 0.5 }, "bias": -2 }""")]
    [InlineData("""{ "dense": 3, "init": { "weights": { "normal": { "deviation": 0.5 } }, "bias": -2 } }""")]
    [InlineData("""{ "dense": { "units": 3, "init": { "weights": { "normal": 0.5 } } }, "bias": [-2] }""")]
    public void ThereAreSeveralWaysToSayHowALayerBegins(string layer) =>
        Recipe.Parse(Texts.With("model", $"[ {layer} ]")).Model[0].ShouldBe(new DenseLayer(3) { Init = new Normal(0.5), Bias = new[] { -2.0 } });

    [Theory]
    [InlineData("\"rai\"")]
    [InlineData("""{ "rai": {} }""")]
    [InlineData("""{ "weights": "rai" }""")]
    public void AnInitializerMayStandAlone(string init) => Recipe.Parse(Texts.With("init", init)).Init.ShouldBe(new Initialization(new Rai()));

    [Fact]
    public void GeneratorsTakeTheSeedOfTheRecipeUnlessTheyHaveTheirOwn()
    {
        foreach (var kind in RecipeDataKinds.All.OfType<RecipeGenerator>())
        {
            var small = kind with { Samples = 40 };
            var (own, other) = (Dataset.Of(small.Generate(9)), Dataset.Of(small.Generate(10)));

            own.Samples.ShouldBe(40);
            small.Generate(9).Name.ShouldBe(kind.Name);
            own.Features.Bytes.SequenceEqual(other.Features.Bytes).ShouldBeFalse(kind.Name);
            Dataset.Of((small with { Seed = 9 }).Generate(10)).Features.Bytes.SequenceEqual(own.Features.Bytes).ShouldBeTrue(kind.Name);
        }
    }

    [Fact]
    public void ADifferenceNamesTheFieldsThatChanged()
    {
        var recipe = Recipe.Parse(Texts.Blobs);
        string[] To(Recipe other) => [.. recipe.Difference(other).Select(c => c.ToString())];

        To(recipe with { Optimizer = recipe.Optimizer with { LearningRate = 3 }, Seed = 2 }).ShouldBe(["optimizer.sgd.lr: 0.1 → 3", "seed: 1 → 2"]);
        To(recipe with { Optimizer = new Adam() })
            .ShouldBe([
                """optimizer: { "sgd": { "lr": 0.1, "momentum": 0, "nesterov": false, "weightDecay": 0 } } → { "adam": { "lr": 0.001, "beta1": 0.9, "beta2": 0.999, "epsilon": 1E-08, "weightDecay": 0 } }""",
            ]);
        To(recipe with { Model = recipe.Model.Select(l => l is DenseLayer d && d.Units == 10 ? d with { Bias = new[] { -2.0 } } : l).ToArray() })
            .ShouldBe(["model[4].bias: not given → -2"]);
        To(recipe with { Model = recipe.Model.Select(l => l is ActivationLayer ? new PreluLayer() : l).ToArray() })[0]
            .ShouldBe("""model[1, 3]: { "relu": {} } → { "prelu": 0.25 }""");
        To(recipe with { ClipNorm = 1, Standardize = true }).ShouldBe(["data.standardize: false → true", "clipNorm: not given → 1"]);
        To(recipe with { Folder = "elsewhere" }).ShouldBeEmpty();
    }

    [Fact]
    public void ADifferenceTellsWhatWasPutBetweenLayersAndTheSameChangeOnce()
    {
        var recipe = Recipe.Parse(Texts.With("model", """[ { "dense": 8 }, { "sigmoid": {} }, { "dense": 8 }, { "sigmoid": {} }, { "dense": 10 } ]"""));
        string[] To(string model) => [.. recipe.Difference(Recipe.Parse(Texts.With("model", model))).Select(c => c.ToString())];

        To("""[ { "dense": 8 }, { "relu": {} }, { "dense": 8 }, { "relu": {} }, { "dense": 10 } ]""")
            .ShouldBe(["""model[1, 3]: { "sigmoid": {} } → { "relu": {} }"""]);
        To("""[ { "dense": 32 }, { "sigmoid": {} }, { "dense": 32 }, { "sigmoid": {} }, { "dense": 10 } ]""").ShouldBe(["model[0, 2].dense: 8 → 32"]);
        To(
                """[ { "dense": 8 }, { "batchNormalization": {} }, { "sigmoid": {} }, { "dense": 8 }, { "batchNormalization": {} }, { "sigmoid": {} }, { "dense": 10 } ]"""
            )
            .ShouldBe(["""model[1, 3] in front: not given → { "batchNormalization": {} }"""]);
        To(
                """[ { "dense": 8 }, { "batchNormalization": {} }, { "relu": {} }, { "dense": 8 }, { "batchNormalization": {} }, { "relu": {} }, { "dense": 10 } ]"""
            )
            .ShouldBe(["""model[1, 3]: { "sigmoid": {} } → { "batchNormalization": {} }, { "relu": {} }"""]);
        To("""[ { "dense": 8 }, { "sigmoid": {} }, { "dense": 10 } ]""").ShouldBe(["""model[2]: { "dense": 8 }, { "sigmoid": {} } → not given"""]);
    }

    [Fact]
    public void ANetworkIsWhatTheLayersSay()
    {
        var network = Recipe.Parse(Texts.Everything).ToNetwork(new Shape(1, 8, 8), 4);

        network.SampleShape.ShouldBe(new Shape(4));
        network.KinkOfLayer.ShouldBe(
            new Dictionary<string, Kink>
            {
                ["relu1"] = Kink.Middle,
                ["prelu1"] = Kink.Right,
                ["relu4"] = Kink.Right,
                ["relu5"] = Kink.Right,
            },
            ignoreOrder: true
        );
        var model = network.Build(1, new(new HeNormal()));
        model.Weights["conv1.bias"].ToDoubles().ShouldBe([0, 0, 0, 0, -5, -5, -5, -5]);
        model.Weights.ContainsKey("conv2.bias").ShouldBeFalse();
        model.Weights["dense1.bias"].ToDoubles().ShouldAllBe(b => b == -2);
        using var plan = Plan.Compile(model);
        plan.Outputs[0].Shape.ShouldBe(new Shape(1, 4));
    }

    [Fact]
    public void ImagesAreFlattenedForDenseLayersAndGetAChannelForConvolutions()
    {
        Recipe.Parse(Texts.With("model", """[ { "dense": 10 } ]""")).ToNetwork(new Shape(28, 28), 10).Parameters[0].Shape.ShouldBe(new Shape(10, 784));
        Recipe
            .Parse(Texts.With("model", """[ { "conv": 4 }, { "dense": 10 } ]"""))
            .ToNetwork(new Shape(28, 28), 10)
            .Parameters[0]
            .Shape.ShouldBe(new Shape(4, 1, 3, 3));
    }

    [Fact]
    public void PathsAreRelativeToTheRecipe()
    {
        using var scratch = new Scratch();
        var path = scratch.File("r.json", "\uFEFF" + Texts.Blobs);

        var recipe = Recipe.Read(path);

        recipe.PathOf("data.csv").ShouldBe(Path.Combine(scratch.Folder, "data.csv"));
        recipe.ShouldBe(Recipe.Parse(Texts.Blobs) with { Folder = recipe.Folder, Source = path });
    }
}
