namespace Relumine.Recipes.Tests;

/// <summary>Recipes as text, for tests that read, break and write them.</summary>
internal static class Texts
{
    public const string Blobs = """
        { "schema": "relumine.recipe/1",
          "data":  { "blobs": { "samples": 1000, "features": 20, "classes": 10, "shift": 0 } }, // a comment
          "model": [ { "dense": 64 }, { "relu": {} }, { "dense": 64 }, { "relu": {} }, { "dense": 10 } ],
          "init":  { "weights": "heNormal", "bias": 0 },
          "kink":  0,
          "loss":  "softmaxCrossEntropy",
          "optimizer": { "sgd": { "lr": 0.1, "momentum": 0, "nesterov": false, "weightDecay": 0 } },
          "schedule": { "constant": {} }, "clipNorm": null,
          "batch": 32, "epochs": 10, "seed": 1, }
        """;

    public const string Everything = """
        { "data": { "bars": { "samples": 50, "seed": 3 }, "validation": 0.2, "standardize": true, "split": "random", "splitSeed": 9, "shuffle": false },
          "model": [
            { "conv": { "channels": 8, "kernel": 3, "padding": 1, "stride": 1, "dilation": 1, "groups": 1, "init": { "normal": 0.01 }, "bias": [0, 0, 0, 0, -5, -5, -5, -5] } },
            { "batchNormalization": { "momentum": 0.8 } }, { "relu": { "kink": 0.5 } }, { "maxPool": 2 },
            { "residual": [ { "conv": 8, "padding": 1, "bias": false, "frozen": true }, "layerNormalization", { "leakyRelu": { "alpha": 0.2 } } ] },
            { "residual": { "body": [ { "conv": 4, "padding": 1 } ], "shortcut": [ { "conv": 4, "kernel": 1 } ] } },
            { "averagePool": { "kernel": 2, "stride": 1, "padding": 1 } },
            { "concat": [ [ { "globalAveragePool": {} } ], [ { "globalMaxPool": {} } ] ] },
            { "dropout": 0.3 }, { "alphaDropout": 0.1 }, { "rrelu": { "lower": 0.1 } }, { "maxout": { "units": 6, "pieces": 3, "bias": { "uniform": { "bound": 0.1, "mean": 1 } } } }, { "prelu": { "alpha": 0.1, "shared": true, "kink": 1 } },
            { "reshape": [2, -1] }, "flatten", "exponential", "crelu", { "crelu": { "kink": 1 } }, { "selu": {} }, { "dense": 12, "init": { "orthogonal": { "gain": 1.5 } }, "bias": -2, "rate": 0.1 }, { "elu": 0.5 },
            { "dense": { "units": 4, "init": { "heUniform": { "fan": "out" } } } } ],
          "init": { "weights": { "uniform": 0.05 }, "bias": 0.1 }, "kink": 1,
          "loss": { "softmaxCrossEntropy": { "smoothing": 0.1 } }, "classWeights": { "0": 2, "3": 0.5 },
          "optimizer": { "adamW": { "lr": 0.01, "l1": 1e-5, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-7, "weightDecay": 0.1 } },
          "schedule": { "warmUp": { "steps": 10, "then": { "step": { "multiplier": 0.5, "epochs": 2 } } } },
          "clipNorm": 1, "clipValue": 0.5, "batch": 16, "epochs": 3, "earlyStopping": { "patience": 2, "minDelta": 0.1, "by": "auc" }, "seed": 18446744073709551615,
          "interventions": [ { "after": 2, "rate": 0.001 }, { "after": 4, "revive": true }, { "after": 4, "activation": { "leakyRelu": 0.3 }, "layer": 18 } ] }
        """;

    /// <summary>The first recipe with one key of its top replaced.</summary>
    public static string With(string key, string json)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(
            Blobs,
            documentOptions: new() { CommentHandling = System.Text.Json.JsonCommentHandling.Skip, AllowTrailingCommas = true }
        )!;
        node[key] = System.Text.Json.Nodes.JsonNode.Parse(json);
        return node.ToJsonString();
    }
}
