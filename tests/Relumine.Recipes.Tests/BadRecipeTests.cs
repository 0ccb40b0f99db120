using System.Text;
using System.Text.Json.Nodes;
using Relumine.Data.Tests;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Recipes.Tests;

/// <summary>What is said about recipes that are wrong: the JSON path, what was given, what is allowed.</summary>
public class BadRecipeTests
{
    [Theory]
    [InlineData(
        "optimizer",
        """{ "sgd": { "lrr": 1 } }""",
        "$.optimizer.sgd has no key 'lrr'. Did you mean 'lr'? Allowed are lr, momentum, nesterov, weightDecay, l1."
    )]
    [InlineData("optimizer", """{ "sgd": { "momentum": 1 } }""", "$.optimizer.sgd.momentum must be a number from 0 to 0.9999999999999999, but is 1.")]
    [InlineData("optimizer", """{ "sgd": { "lr": -1 } }""", "$.optimizer.sgd.lr must be a finite number of at least 0, but is -1.")]
    [InlineData("optimizer", """{ "sgd": { "lr": 1e999 } }""", "$.optimizer.sgd.lr must be a finite number of at least 0, but is 1e999.")]
    [InlineData("optimizer", """{ "sgd": { "nesterov": 1 } }""", "$.optimizer.sgd.nesterov must be true or false, but is 1.")]
    [InlineData(
        "optimizer",
        """{ "sdg": {} }""",
        "$.optimizer names no optimizer: 'sdg' is not known. Did you mean 'sgd'? Allowed are adagrad, adam, adamW, adamax, nadam, rmsProp, sgd."
    )]
    [InlineData("optimizer", """{ "sgd": {}, "adam": {} }""", "$.optimizer names 2 things (sgd, adam); it must name one optimizer.")]
    [InlineData("optimizer", "[]", "$.optimizer must be the name of an optimizer")]
    [InlineData("data", """{ "csv": 5 }""", "$.data.csv.path must be a text that is not empty, but is 5.")]
    [InlineData("data", """{ "csv": "t.csv", "lable": "y" }""", "$.data has no key 'lable'. Did you mean 'label'? Allowed are path,")]
    [InlineData("data", """{ "csv": "t.csv", "path": "u.csv" }""", "$.data gives 'path' twice. Keep one of them.")]
    [InlineData(
        "data", "\"photos\"", "$.data names a file or folder of unknown kind, photos. Say what it is: { \"csv\": \"photos\" }, or idx, npy, npz or pictures.")]
    [InlineData("data", """{ "idx": "images.gz" }""", "$.data.idx must be an object")]
    [InlineData("loss", "\"softmax\"", "$.loss names no loss: 'softmax' is not known. Did you mean 'softmaxCrossEntropy'?")]
    [InlineData("loss", """{ "huber": { "delta": 0 } }""", "$.loss.huber.delta must be a number from 1E-37 to")]
    [InlineData("loss", """{ "huber": { "detla": 1 } }""", "$.loss.huber has no key 'detla'. Did you mean 'delta'? Allowed are delta.")]
    [InlineData("loss", """{ "meanSquaredError": { "delta": 1 } }""", "$.loss.meanSquaredError has no key 'delta'. It takes no keys.")]
    [InlineData("schedule", """{ "step": { "epochs": 0 } }""", "$.schedule.step.epochs must be a whole number of at least 1, but is 0.")]
    [InlineData(
        "loss",
        """{ "softmaxCrossEntropy": { "smoothing": 1 } }""",
        "$.loss.softmaxCrossEntropy.smoothing must be a number from 0 to 0.999999, but is 1."
    )]
    [InlineData("loss", """{ "focal": { "gama": 1 } }""", "$.loss.focal has no key 'gama'. Did you mean 'gamma'? Allowed are gamma.")]
    [InlineData("loss", """{ "hinge": -1 }""", "$.loss.hinge.margin must be a number from 1E-37 to")]
    [InlineData("schedule", """{ "step": { "epochs": 3, "steps": 5 } }""", "$.schedule.step.steps is given beside epochs. Keep one of them.")]
    [InlineData("schedule", """{ "multiStep": {} }""", "$.schedule.multiStep lacks 'epochs' or 'steps', the list of milestones")]
    [InlineData("schedule", """{ "multiStep": { "epochs": [3, 3] } }""", "$.schedule.multiStep.epochs[1] must be a whole number of at least 4, but is 3.")]
    [InlineData("optimizer", """{ "adam": { "l1": -1 } }""", "$.optimizer.adam.l1 must be a finite number of at least 0, but is -1.")]
    [InlineData("classWeights", "\"balance\"", "$.classWeights names no class weights: 'balance' is not known. Did you mean 'balanced'? Allowed are balanced.")]
    [InlineData("classWeights", "[1, 2]", "$.classWeights must be \"balanced\", or an object with a weight for each class")]
    [InlineData("classWeights", """{ "0": -1 }""", "$.classWeights.0 must be a number from 0 to")]
    [InlineData("classWeights", """{ "0": 0 }""", "$.classWeights gives no class a weight above 0.")]
    [InlineData("earlyStopping", "5", "$.earlyStopping judges epochs by validation data, but none are kept aside. Add \"validation\": 0.2, or leave it out.")]
    [InlineData("earlyStopping", "0", "$.earlyStopping must be a whole number of at least 1, but is 0.")]
    [InlineData(
        "earlyStopping",
        """{ "patients": 3 }""",
        "$.earlyStopping has no key 'patients'. Did you mean 'patience'? Allowed are patience, minDelta, by."
    )]
    [InlineData(
        "earlyStopping",
        """{ "by": "lost" }""",
        "$.earlyStopping.by names no measure: 'lost' is not known. Did you mean 'loss'? Allowed are loss, score, auc."
    )]
    [InlineData("data", """{ "blobs": {}, "split": "stratify" }""", "$.data.split names no way to split: 'stratify' is not known. Did you mean 'stratified'?")]
    [InlineData("shuffle", "0", "$.shuffle must be true or false, but is 0.")]
    [InlineData("model", """[ { "dense": 3, "frozen": true, "rate": 0.1 } ]""", "$.model[0].rate is given beside frozen, which is a rate of 0.")]
    [InlineData("model", """[ { "dense": 3, "rate": -1 } ]""", "$.model[0].rate must be a number from 0 to")]
    [InlineData("model", """[ { "dense": 3, "bias": "orthogonal" } ]""", "$.model[0].bias cannot be orthogonal, which is about whole matrices or about data.")]
    [InlineData(
        "model",
        """[ { "dense": 3, "bias": true } ]""",
        "$.model[0].bias must be a number, a list with a number for each unit, an initialiser, or false"
    )]
    [InlineData("init", """{ "bias": { "norml": 1 } }""", "$.init.bias names no initializer: 'norml' is not known. Did you mean 'normal'?")]
    [InlineData("init", """{ "weights": "heNormall" }""", "$.init.weights names no initializer: 'heNormall' is not known. Did you mean 'heNormal'")]
    [InlineData("init", """{ "weights": { "normal": -1 } }""", "$.init.weights.normal.deviation must be a number from 0 to")]
    [InlineData("init", """{ "weights": { "normal": {} } }""", "$.init.weights.normal lacks 'deviation', the standard deviation.")]
    [InlineData("init", """{ "weights": { "heNormal": { "fan": "up" } } }""", "$.init.weights.heNormal.fan must be \"in\" or \"out\", but is \"up\".")]
    [InlineData("kink", "2", "$.kink must be a number from 0 to 1, but is 2.")]
    [InlineData("batch", "2.5", "$.batch must be a whole number of at least 1, but is 2.5.")]
    [InlineData("epochs", "\"ten\"", "$.epochs must be a whole number of at least 1, but is \"ten\".")]
    [InlineData("seed", "-1", "$.seed must be a whole number of at least 0, but is -1.")]
    [InlineData("clipNorm", "0", "$.clipNorm must be a finite number greater than 0, but is 0.")]
    [InlineData("schema", "\"relumine.recipe/2\"", "$.schema must be \"relumine.recipe/1\", but is \"relumine.recipe/2\".")]
    [InlineData("bach", "32", "$ has no key 'bach'. Did you mean 'batch'? Allowed are schema, data, ")]
    [InlineData("model", "[]", "$.model is empty; a network needs at least one layer.")]
    [InlineData("model", "{}", "$.model must be a list of layers, but is an object.")]
    [InlineData("model", """[ { "dens": 3 } ]""", "$.model[0] names no layer: 'dens' is not known. Did you mean 'dense'?")]
    [InlineData("model", """[ { "dense": 3, "relu": {} } ]""", "$.model[0] names 2 layers (dense, relu). Give each an object of its own.")]
    [InlineData("model", """[ { "dense": 0 } ]""", "$.model[0].dense.units must be a whole number of at least 1, but is 0.")]
    [InlineData("model", """[ { "dense": { "units": 3, "bias": 1 }, "bias": 2 } ]""", "$.model[0] gives 'bias' twice. Keep one of them.")]
    [InlineData("model", """[ { "dense": 3, "kink": 1 } ]""", "$.model[0] has no key 'kink'.")]
    [InlineData("model", """[ { "dense": 3, "bias": [] } ]""", "$.model[0].bias is empty.")]
    [InlineData("model", """[ { "relu": 3 } ]""", "$.model[0].relu must be an object { … }, but is 3.")]
    [InlineData("model", """[ { "residual": [ { "dense": true } ] } ]""", "$.model[0].residual.body[0].dense.units must be a whole number")]
    [InlineData("model", """[ { "clippedRelu": -1 } ]""", "$.model[0].clippedRelu cannot be: ClippedRelu")]
    [InlineData("model", """[ { "rrelu": { "lower": 0.5 } } ]""", "$.model[0].rrelu draws slopes from 0.5 to 0.3333333333333333")]
    [InlineData("data", "{}", "$.data names no source. Allowed are abs, bars, blobs, ")]
    [InlineData("data", """{ "blob": {} }""", "$.data names no source of data: 'blob' is not known. Did you mean 'blobs'?")]
    [InlineData("data", """{ "blobs": {}, "abs": {} }""", "$.data names 2 sources (abs, blobs); a recipe has one.")]
    [InlineData("data", """{ "blobs": {}, "validation": 1 }""", "$.data.validation must be a number from 0 to 0.999999, but is 1.")]
    [InlineData("data", """{ "blobs": {}, "sead": 1 }""", "$.data has no key 'sead'.")]
    [InlineData("data", """{ "csv": {} }""", "$.data.csv lacks 'path', the CSV file.")]
    [InlineData("data", """{ "csv": { "path": "a", "delimiter": ",," } }""", "$.data.csv.delimiter must be one character")]
    [InlineData("data", """{ "csv": { "path": "a", "kinds": { "x": "words" } } }""", "$.data.csv.kinds.x names no kind of column: 'words' is not known.")]
    [InlineData(
        "data",
        """{ "csv": { "path": "a", "missing": { "numbers": "zero" } } }""",
        "$.data.csv.missing.numbers must be median, mean, mostFrequent or a number"
    )]
    [InlineData(
        "data",
        """{ "csv": { "path": "a", "dates": ["years"] } }""",
        "$.data.csv.dates[0] names no part of a date: 'years' is not known. Did you mean 'year'?"
    )]
    [InlineData("data", """{ "csv": { "path": "a", "label": "x", "target": "x" } }""", "$.data.csv has a label and a target, which are the same.")]
    [InlineData("data", """{ "csv": { "path": "a", "missing": { "mark": [] } } }""", "$.data.csv.missing has no key 'mark'.")]
    [InlineData(
        "data",
        """{ "csv": { "path": "a", "targets": "b", "label": "last" } }""",
        "$.data.csv has targets in another file and in its column 'last' too."
    )]
    [InlineData("data", """{ "npz": { "path": "a", "labels": "y", "targets": "t" } }""", "$.data.npz has labels and targets")]
    [InlineData("data", """{ "npy": { "features": "a", "labels": "y", "targets": "t" } }""", "$.data.npy has labels and targets")]
    [InlineData(
        "data",
        """{ "npy": { "features": "a" } }""",
        "$.data.npy lacks the file to learn from: give \"labels\" for classes or \"targets\" for numbers."
    )]
    public void EveryErrorNamesItsPlaceAndWhatIsAllowed(string key, string json, string message)
    {
        var error = Should.Throw<RelumineException>(() => Recipe.Parse(Texts.With(key, json)));

        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldStartWith("the recipe: " + message);
    }

    [Fact]
    public void ATableGivenAsARecipeIsToldWhereItBelongs()
    {
        using var scratch = new Scratch();
        Should.Throw<RelumineException>(() => Recipe.Read(scratch.File("flowers.csv", "length,width\n1,2\n")))
            .Message.ShouldContain("this is a table; a recipe is expected. Name the table in one: { \"data\": { \"csv\": { \"path\": \"flowers.csv\" } }");
    }

    [Theory]
    [InlineData("", "line 1, column 1: this is not JSON.")]
    [InlineData("{", "line 1, column 2: this is not JSON.")]
    [InlineData("[]", "$ must be an object { … }, but is a list.")]
    [InlineData("{}", "$ lacks 'data', where the samples come from")]
    [InlineData("{ \"seed\": 1, \"seed\": 2 }", "$ gives 'seed' twice. Keep one of them.")]
    [InlineData("""{ "data": { "abs": {}, "validation": 0.1 }, "validation": 0.1 }""", "$.validation is given inside data too.")]
    [InlineData(
        """{ "data": { "abs": {}, "standardize": true, "standardise": true } }""",
        "$.data gives 'standardize' and 'standardise', which are two spellings of one key. Keep one of them."
    )]
    [InlineData("""{ "data": { "abs": {}, "winsorize": true }, "winsorise": true }""", "$.winsorise is given inside data too. Keep one of them.")]
    [InlineData("""{ "data": { "abs": { "standardise": true } } }""", "$.data.abs has no key 'standardise'. Allowed are samples, seed.")]
    [InlineData("""{ "data": { "abs": {} }, "model": [ "relu" ] }""", "$ lacks 'loss', ")]
    [InlineData("""{ "\ud800": 1 }""", "$ has a key that is no text of whole characters.")]
    public void ATextThatIsNoRecipeIsRefused(string text, string message)
    {
        var error = Should.Throw<RelumineException>(() => Recipe.Parse(text));

        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldStartWith("the recipe: " + message);
    }

    [Theory]
    [InlineData("""[ { "dense": 64 }, { "relu": {} } ]""", "$.model gives [64] for each sample, but [10] is needed. End it with { \"dense\": 10 }.")]
    [InlineData(
        """[ { "dense": 64 }, { "conv": 3 } ]""",
        "$.model[1] (conv) does not fit: A convolution cannot follow 'dense1', whose samples have the shape [64]"
    )]
    [InlineData(
        """[ { "residual": [ { "dense": 3 } ] } ]""",
        "$.model[0] (residual) does not fit: The body of a residual block gives [3], but what it is added to is [20]."
    )]
    [InlineData("""[ { "residual": [ { "maxPool": 2 } ] } ]""", "$.model[0].residual[0] (maxPool) does not fit")]
    [InlineData("""[ { "dense": { "units": 4, "bias": [1, 2] } } ]""", "$.model[0] (dense) does not fit: A dense layer has 4 units, but 2 biases are given.")]
    [InlineData("""[ { "maxout": { "units": 2000000000, "pieces": 2000000000 } } ]""", "$.model[0] (maxout) does not fit")]
    public void LayersThatDoNotFitAreNamed(string model, string message)
    {
        var error = Should.Throw<RelumineException>(() => Recipe.Parse(Texts.With("model", model)).ToNetwork(new Shape(20), 10));

        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldStartWith("the recipe: " + message);
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        var error = Should.Throw<RelumineException>(() => Recipe.Read("no-such-recipe.json"));

        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldBe("no-such-recipe.json: there is no such file. Check the path.");
    }

    [Fact]
    public void NestingIsLimited()
    {
        var model = string.Concat(Enumerable.Repeat("[ { \"residual\": ", 14)) + "[ \"relu\" ]" + string.Concat(Enumerable.Repeat(" } ]", 14));

        // JSON itself may be 64 deep; fourteen blocks are less than that and less than our own limit.
        Recipe.Parse(Texts.With("model", model)).ToNetwork(new Shape(3)).SampleShape.ShouldBe(new Shape(3));
        var deeper = string.Concat(Enumerable.Repeat("[ { \"residual\": ", 18)) + "[ \"relu\" ]" + string.Concat(Enumerable.Repeat(" } ]", 18));
        Should.Throw<RelumineException>(() => Recipe.Parse(Texts.With("model", deeper))).Message.ShouldContain("is nested more than 16 deep");
    }

    [Theory]
    [InlineData(Texts.Blobs)]
    [InlineData(Texts.Everything)]
    public void WhateverIsDoneToATextOnlyOurOwnErrorComesOut(string text)
    {
        const int Seed = 20261;
        var random = new Random(Seed);
        string[] pieces =
        [
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "true",
            "-1",
            "0",
            "1e308",
            "1e999",
            "2147483648",
            "\"relu\"",
            "\"\"",
            "\"\\ud800\"",
            "\"residual\"",
            "{}",
            "[[]]",
            "//",
            "\"dense\": 3,",
            "\0",
            "\u202e",
            "NaN",
        ];
        string[] numbers = ["0", "9", "-1", "1.5", "1e-9", "65536", "2147483647", "1e308", "1e999", "00"];
        var read = 0;
        for (var trial = 0; trial < 1500; trial++)
        {
            var broken = new StringBuilder(text);
            for (var cut = random.Next(1, 4); cut > 0; cut--)
            {
                // Half of the cuts change a number, so that many texts stay JSON.
                var at = random.Next(broken.Length);
                var number = random.Next(2) == 0;
                while (number && !char.IsAsciiDigit(broken[at]))
                {
                    at = (at + 1) % broken.Length;
                }

                broken.Remove(at, number ? 1 : Math.Min(broken.Length - at, random.Next(0, 12)));
                broken.Insert(at, number ? numbers[random.Next(numbers.Length)] : pieces[random.Next(pieces.Length)]);
            }

            read += Survives(broken.ToString(), $"seed {Seed}, trial {trial}") ? 1 : 0;
        }

        // Otherwise nothing but the JSON reader was tested.
        read.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void WhateverStandsInPlaceOfAValueOnlyOurOwnErrorComesOut()
    {
        string[] values = ["null", "true", "-1", "0", "3", "2147483647", "1e308", "1e999", "\"\"", "\"relu\"", "[]", "[1]", "{}", "{ \"dense\": 2 }", "[[[]]]"];
        var whole = JsonNode.Parse(Texts.Everything)!;
        foreach (var path in Paths(whole))
        {
            foreach (var value in values)
            {
                var broken = whole.DeepClone();
                var place = path.Aggregate(broken, (node, step) => step(node)!);
                place.ReplaceWith(JsonNode.Parse(value));
                Survives(broken.ToJsonString(), $"{place.GetPath()} = {value}");
            }
        }
    }

    private static IEnumerable<List<Func<JsonNode, JsonNode?>>> Paths(JsonNode node)
    {
        IEnumerable<(Func<JsonNode, JsonNode?> Step, JsonNode? Child)> children = node switch
        {
            JsonObject o => o.Select(p => ((Func<JsonNode, JsonNode?>)(n => n[p.Key]), p.Value)),
            JsonArray a => a.Select((v, i) => ((Func<JsonNode, JsonNode?>)(n => n[i]), v)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            yield return [step];
            foreach (var rest in child is null ? [] : Paths(child))
            {
                yield return [step, .. rest];
            }
        }
    }

    private static bool Survives(string text, string what)
    {
        try
        {
            var recipe = Recipe.Parse(text);
            Recipe.Parse(recipe.ToJson()).ShouldBe(recipe, what);
            recipe.ToNetwork(new Shape(1, 8, 8));
            return true;
        }
        catch (RelumineException e)
        {
            e.Kind.ShouldBe(ErrorKind.InvalidRequest, what);
            e.Message.ShouldStartWith("the recipe: ", customMessage: what);
            return false;
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            throw new InvalidOperationException($"{what}: {text}", e);
        }
    }
}
