using Relumine.Graph.Errors;

namespace Relumine.Live.Play;

/// <summary>The lessons of the playground, in the order in which one takes them.</summary>
internal static class PresetCatalogue
{
    /// <summary>All of them; the first is where the playground begins.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new("first", "A first network",
            "Watch the creases turn until the thick line parts the two arms: every thin line is one unit of the first "
                + "layer, bent by the layers behind.",
            Of("""{ "spiral": { "classes": 2, "samples": 300 } }""",
                """{ "dense": 16 }, "relu", { "dense": 16 }, "relu", { "dense": 1 }""", "adam", "0.01")),
        new("dying", "A rate that kills",
            "The rate is far too large: units turn black within a few steps, and a unit that fires on nothing learns "
                + "nothing. Lower the rate, then revive them.",
            Of("""{ "spiral": { "classes": 2, "samples": 300 } }""",
                """{ "dense": 16 }, "relu", { "dense": 16 }, "relu", { "dense": 1 }""", "sgd", "20")),
        new("remedies", "What helps the dying, and what does not",
            "Adam with a rate of 0.3 kills the second layer. Revive the dead: they die again. Set the rate to 0.003, revive once "
                + "more, and show the untreated twin.",
            Of("""{ "spiral": { "classes": 2, "samples": 300 } }""",
                """{ "dense": 16 }, "relu", { "dense": 16 }, "relu", { "dense": 1 }""", "adam", "0.3")),
        new("born-dead", "Born dead",
            "Biases of −10 hold every unit of the first layer below zero before the first step: hatched cells. No rate "
                + "helps. Revive them, or set the bias to 0 under Build your own and begin anew with this.",
            Of("""{ "circles": { "samples": 300 } }""",
                """{ "dense": 16, "bias": -10 }, "relu", { "dense": 16 }, "relu", { "dense": 1 }""", "adam", "0.01")),
        new("vanishing", "Sigmoid, six deep",
            "Look at Backwards: the gradient shrinks from layer to layer until the first ones hardly move. Under Build your "
                + "own choose relu in every layer, and begin anew with this.",
            Of("""{ "circles": { "samples": 300 } }""",
                string.Join(", ", Enumerable.Repeat("""{ "dense": 12 }, "sigmoid" """, 6)) + """, { "dense": 1 }""", "sgd", "0.5", """ "glorotUniform" """)),
        new("pieces", "Six lines",
            "One layer of six units: six straight creases, and the cells between them. Point at a cell: on it the network is one "
                + "affine map, told below the picture.",
            Of("""{ "circles": { "samples": 300 } }""", """{ "dense": 6 }, "relu", { "dense": 1 }""", "adam", "0.02")),
        new("folding", "Depth folds the plane",
            "The same 32 units, eight in each of four layers: creases of the first layer are straight, those of later "
                + "layers break wherever an earlier one folds.",
            Of("""{ "spiral": { "classes": 2, "samples": 300 } }""",
                string.Join(", ", Enumerable.Repeat("""{ "dense": 8 }, "relu" """, 4)) + """, { "dense": 1 }""", "adam", "0.01")),
        new("too-small", "Weights that begin too small",
            "Look at Forwards: pre-activations shrink from layer to layer, and the gradient with them. Under Build your own "
                + "choose heNormal, and begin anew with this.",
            Of("""{ "spiral": { "classes": 2, "samples": 300 } }""",
                string.Join(", ", Enumerable.Repeat("""{ "dense": 16 }, "relu" """, 5)) + """, { "dense": 1 }""", "sgd", "0.1", """ { "normal": 0.02 } """)),
        new("too-large", "Weights that begin too large",
            "Pre-activations grow from layer to layer, and so does the loss. Under Build your own choose heNormal, and begin anew with this.",
            Of("""{ "spiral": { "classes": 2, "samples": 300 } }""",
                string.Join(", ", Enumerable.Repeat("""{ "dense": 16 }, "relu" """, 5)) + """, { "dense": 1 }""", "sgd", "0.001", """ { "normal": 2 } """)),
        new("unscaled", "Data that were not scaled",
            "Coordinates in the hundreds where weights expect ones: the first steps are enormous. Under Build your "
                + "own tick standardize, and begin anew with this.",
            Of("""{ "circles": { "samples": 300, "scale": 100 } }""",
                """{ "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 1 }""", "sgd", "0.1")),
        new("maxout", "Units that learn their own shape",
            "Maxout takes the larger of two pieces, so none can die. Choose other activations for the layer behind, and "
                + "compare: leakyRelu, elu, selu.",
            Of("""{ "spiral": { "classes": 2, "samples": 300 } }""",
                """{ "maxout": 8 }, { "dense": 8 }, "prelu", { "dense": 8 }, "leakyRelu", { "dense": 1 }""", "adam", "0.01")),
        new("reading", "A healthy network with dead units",
            "It learns well and loses units on the way. Choose a black cell and ask how it died; then decide whether to do anything.",
            Of("""{ "spiral": { "classes": 2, "samples": 300 } }""",
                """{ "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 1 }""", "adam", "0.03")),
        new("kink", "Where there is no derivative",
            "All weights of the second layer begin at zero, so its pre-activations are exactly 0, where ReLU has no "
                + "derivative. With λ = 0 it stays dead. Under Build your own set λ to 1, and begin anew with this.",
            Of("""{ "circles": { "samples": 300 } }""",
                """{ "dense": 16 }, "relu", { "dense": 16, "init": { "constant": 0 } }, "relu", { "dense": 1 }""", "adam", "0.01")),
    ];

    /// <summary>The lesson with a name.</summary>
    /// <exception cref="RelumineException">There is none.</exception>
    public static Preset Find(string id) => All.FirstOrDefault(p => p.Id == id) ?? throw new RelumineException(
        ErrorKind.InvalidRequest,
        $"There is no lesson of this name.{Nearest.Question(id, All.Select(p => p.Id))} There are {string.Join(", ", All.Select(p => p.Id))}.");

    private static string Of(string data, string model, string optimizer, string rate, string init = "\"heNormal\"") => $$"""
        { "data": {{data}}, "validation": 0.2, "model": [ {{model}} ], "init": { "weights": {{init}} },
          "loss": "binaryCrossEntropy", "optimizer": { "{{optimizer}}": { "lr": {{rate}} } }, "batch": 16, "epochs": 20000, "seed": 1 }
        """;
}
