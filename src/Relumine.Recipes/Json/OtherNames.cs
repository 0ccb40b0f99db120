namespace Relumine.Recipes.Json;

/// <summary>What other libraries and textbooks call things of a recipe, so that an error can say what they are called here.</summary>
internal static class OtherNames
{
    /// <summary>The kind of a key of an object, beside the kinds of names that <see cref="RecipeUnion"/> knows.</summary>
    public const string Key = "key";

    // What it is called here, as it is written if that is not the name alone, and what others call it, without capitals, signs and the endings below.
    private static readonly (string Kind, string Here, string? Written, string Others)[] s_table =
    [
        ("loss", "meanSquaredError", null, "mse l2 squarederror squared quadratic"),
        ("loss", "meanAbsoluteError", null, "mae l1 absoluteerror absolute"),
        ("loss", "huber", null, "smoothl1"),
        ("loss", "softmaxCrossEntropy", null, "ce crossentropy categoricalcrossentropy sparsecategoricalcrossentropy nll negativeloglikelihood"),
        ("loss", "binaryCrossEntropy", null, "bce bcewithlogits log logistic sigmoid sigmoidcrossentropy"),
        ("loss", "hinge", null, "svm margin"),
        ("optimizer", "sgd", """{ "sgd": { "momentum": 0.9 } }""", "momentum nag gradientdescent"),
        ("layer", "dense", null, "linear fc fullyconnected innerproduct gemm affine perceptron"),
        ("layer", "conv", null, "convolution convolutional"),
        ("layer", "maxPool", null, "maxpooling"),
        ("layer", "averagePool", null, "avgpool averagepooling avgpooling meanpool"),
        ("layer", "globalAveragePool", null, "gap globalaveragepooling globalavgpool adaptiveavgpool globalmeanpool"),
        ("layer", "globalMaxPool", null, "gmp globalmaxpooling adaptivemaxpool"),
        ("layer", "batchNormalization", null, "bn batchnorm"),
        ("layer", "layerNormalization", null, "ln layernorm"),
        ("layer", "residual", null, "skip shortcut add resblock basicblock"),
        ("layer", "reshape", null, "view unflatten"),
        ("initializer", "constant", """{ "constant": 0 }""", "zero zeros"),
        ("initializer", "constant", """{ "constant": 1 }""", "one ones"),
        ("initializer", "glorotNormal", null, "xaviernormal"),
        ("initializer", "glorotUniform", null, "xavier xavieruniform glorot"),
        ("initializer", "heNormal", null, "he kaiming kaimingnormal msra variancescaling"),
        ("initializer", "heUniform", null, "kaiminguniform"),
        ("initializer", "lecunNormal", null, "lecun"),
        ("initializer", "normal", """{ "normal": 0.01 }""", "randomnormal random gaussian randn"),
        ("initializer", "uniform", """{ "uniform": 0.05 }""", "randomuniform rand"),
        ("schedule", "step", null, "steplr staircase stepdecay"),
        ("schedule", "multiStep", null, "multisteplr piecewiseconstant piecewiseconstantdecay"),
        ("schedule", "exponential", null, "exponentiallr exponentialdecay"),
        ("schedule", "cosine", null, "cosineannealing cosineannealinglr cosinedecay"),
        ("schedule", "oneCycle", null, "onecyclelr"),
        ("schedule", "warmUp", null, "linearwarmup"),
        (Key, "lr", null, "learningrate eta stepsize"),
        (Key, "batch", null, "batchsize minibatch minibatchsize"),
        (Key, "epochs", null, "nepochs numepochs maxepochs iterations maxiter"),
        (Key, "loss", null, "criterion objective lossfunction lossfn"),
        (Key, "model", null, "layers network architecture net"),
        (Key, "optimizer", null, "optim solver"),
        (Key, "schedule", null, "scheduler lrscheduler lrschedule"),
        (Key, "validation", null, "validationsplit valsplit validationfraction testsize testsplit"),
        (Key, "standardize", null, "normalize normalise scaling standardscaler zscore"),
        (Key, "standardizeTargets", null, "normalizetargets normalisetargets scaletargets"),
        (Key, "seed", null, "randomstate randomseed rng"),
        (Key, "data", null, "dataset train trainingdata"),
        (Key, "init", null, "initialization initialisation initializer weightinit"),
        (Key, "clipNorm", null, "gradclip gradientclip gradientclipping clipgradnorm maxnorm clip"),
        (Key, "classWeights", null, "classweight weighting"),
        (Key, "earlyStopping", null, "earlystop"),
        (Key, "label", null, "target y labelcolumn targetcolumn labels"),
        (Key, "kernel", null, "kernelsize filtersize ksize"),
        (Key, "weightDecay", null, "l2 l2penalty"),
        (Key, "epsilon", null, "eps"),
        (Key, "path", null, "file filename"),
    ];

    // What stands elsewhere here, or nowhere.
    private static readonly Dictionary<string, string> s_elsewhere = new(StringComparer.Ordinal)
    {
        ["activation"] = "An activation is an element of the model of its own, behind the layer: \"relu\".",
        ["dropout"] = """Dropout is an element of the model of its own: { "dropout": 0.5 }.""",
        ["batchnorm"] = "Batch normalization is an element of the model of its own: \"batchNormalization\".",
        ["lr"] = """A learning rate belongs to an optimizer: { "adam": { "lr": 0.01 } }.""",
        ["learningrate"] = """A learning rate belongs to an optimizer: { "adam": { "lr": 0.01 } }.""",
        ["momentum"] = """Momentum belongs to an optimizer: { "sgd": { "lr": 0.1, "momentum": 0.9 } }.""",
        ["weightdecay"] = """Weight decay belongs to an optimizer: { "adamW": { "lr": 0.01, "weightDecay": 0.01 } }.""",
        ["betas"] = "They are given one by one, as 'beta1' and 'beta2'.",
        ["metrics"] = "Loss and score (accuracy, R², AUC where it is defined) are always measured.",
        ["device"] = "Everything runs on the processor.",
        ["threads"] = "How many threads compute is told to the command: the result does not depend on it.",
    };

    private static readonly string[] s_endings = ["loss", "layer", "initializer", "optimizer", "1d", "2d", "3d"];

    private static readonly Dictionary<(string Kind, string Other), (string Here, string Written)> s_all = s_table
        .SelectMany(row => row.Others.Split(' ').Select(other => (Key: (row.Kind, other), Value: (row.Here, row.Written ?? row.Here))))
        .ToDictionary(p => p.Key, p => p.Value);

    /// <summary>Every name that is known, and what it is called here.</summary>
    public static IEnumerable<(string Kind, string Other, string Here)> All => s_all.Select(p => (p.Key.Kind, p.Key.Other, p.Value.Here));

    /// <summary>What something is called here, as it is written; null if the name is not known or nothing allowed has it.</summary>
    /// <param name="kind">What kind of thing was named.</param>
    /// <param name="given">What it was called.</param>
    /// <param name="allowed">What may stand there.</param>
    public static string? Here(string kind, string given, IReadOnlyCollection<string> allowed)
    {
        var squeezed = Squeezed(given);
        var known = Find(kind, squeezed);
        foreach (var ending in s_endings)
        {
            known ??= squeezed.EndsWith(ending, StringComparison.Ordinal) ? Find(kind, squeezed[..^ending.Length]) : null;
        }

        return known is var (here, written) && allowed.Contains(here) ? written : null;
    }

    /// <summary>A sentence on a key that belongs elsewhere; null if none is known.</summary>
    /// <param name="key">The key, which is not allowed where it stands.</param>
    public static string? Elsewhere(string key) => s_elsewhere.GetValueOrDefault(Squeezed(key));

    private static string Squeezed(string given) => string.Concat(given.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static (string Here, string Written)? Find(string kind, string other) => s_all.TryGetValue((kind, other), out var known) ? known : null;
}
