namespace Relumine.Cli.Explanations.Lessons;

/// <summary>The lessons of docs/lessons, in the order in which one takes them.</summary>
internal static class LessonCatalogue
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Lesson> All { get; } =
    [
        new("rectifier", "What a rectifier is", "first", ["Relu", "neuron", "activation-function"]),
        new("kink", "No derivative at 0", "kink", ["kink", "gradient"]),
        new("pieces", "Piecewise linear, sparse, unbounded", "pieces", ["sparsity", "exploding-activations", "nan", "non-finite-activations"]),
        new(
            "vanishing",
            "Vanishing gradients",
            "vanishing",
            [
                "Sigmoid", "Tanh", "vanishing-gradients", "exploding-gradients", "saturation", "initialization", "he", "xavier", "lecun", "residual",
                "vanishing-gradient", "exploding-gradient", "vanishing-signal", "saturated-units", "saturating-activation", "init-too-small", "init-too-large",
            ]),
        new("folding", "How depth folds", "folding", ["folding", "linear-regions", "universal-approximation"]),
        new(
            "dying",
            "Dying",
            "dying",
            ["dying-relu", "dead-units", "killed-units", "born-dead-units", "nearly-dead-units", "collapsed-layer", "blocked-output-head", "momentum"]),
        new("causes", "What kills units", "born-dead", ["learning-rate", "scaling", "outliers", "symmetry", "finding:", "cause:"]),
        new("remedies", "What helps", "remedies", ["revive", "warm-up", "gradient-clipping", "batch-norm", "layer-norm", "adam-optimizer", "cure:"]),
        new("variants", "Other rectifiers, and when", "maxout", ["activation:"]),
        new("reading", "Reading a real network", "reading", ["trim", "rule-of-three", "dormant", "always-on-units", "constant-units", "dormant-units"]),
    ];

    /// <summary>The lesson about something; where none names it, that about its kind, or null.</summary>
    /// <param name="kind">What it is, e.g. <c>finding</c>.</param>
    /// <param name="id">Its name.</param>
    public static Lesson? For(string kind, string id) =>
        All.FirstOrDefault(l => l.Explains.Contains(id)) ?? All.FirstOrDefault(l => l.Explains.Contains(kind + ":"));
}
