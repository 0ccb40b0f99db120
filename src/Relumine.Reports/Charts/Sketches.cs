using static Relumine.Reports.Charts.Sketch;

namespace Relumine.Reports.Charts;

/// <summary>The sketch of every finding and cause, by id: what is drawn belongs to the word, whichever of the two it names.</summary>
internal static class Sketches
{
    private const string Healthy = "hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh";
    private const string Signal = "How pre-activations are spread; the dotted line is 0, and a rectifier passes only what lies right of it.";
    private const string Cells = "A cell for each unit of a layer.";
    private const string Depth = "The size layer by layer, on a logarithmic scale.";
    private const string Loss = "The loss over the steps.";
    private const string Values = "How the values are spread.";

    private static readonly Dictionary<string, Sketch> s_all = new(StringComparer.Ordinal)
    {
        // Units.
        ["dead-units"] = Layer("units that never fire and do not learn", "hhdhhhhdhhdhhhhhdhhhdhhhhhdhhdhh"),
        ["born-dead-units"] = Layer("dead before the first update", "ddhdddhdddddhdddhddddddhddhddddd"),
        ["killed-units"] = new(
            "Units that live, over the steps.", Over("all live", _ => 0.9),
                Over("many die in a few updates", x => x < 0.3 ? 0.9 : Math.Max(0.3, 1.5 - (2 * x)))),
        ["nearly-dead-units"] = Layer("units that fire on next to no sample", "hhhrhhhhhrhhrhhhhhhhrhhrhhhhhhrh"),
        ["always-on-units"] = new(Signal, Bell("some pass, some do not", 0.5, 0.12), Bell("all pass: the rectifier bends nothing", 0.8, 0.07)),
        ["constant-units"] = Layer("units that say the same of every sample", "hhchhhhchhhhchhhhhhhhchhhhchhhch"),
        ["dormant-units"] = Layer("units that are far weaker than the others", "hshhhsshhhhshhhhshhhhshhhhsshhhh"),
        ["collapsed-layer"] = Layer("no unit tells samples apart", "dddddddddddddddddddddddddddddddd"),
        ["blocked-output-head"] = Layer("an output that is dead cannot say its class", "hhhhhhhd"),
        ["symmetric-units"] = new(
            "The weights of a layer's units.",
            new Bars("each its own", "units", 0.3, 0.8, 0.5, 0.95, 0.2, 0.65),
            new Bars("all the same, for ever", "units", 0.6, 0.6, 0.6, 0.6, 0.6, 0.6)),
        ["init-symmetric"] = new(
            "The weights that units begin with.",
            new Bars("each its own", "units", 0.3, 0.8, 0.5, 0.95, 0.2, 0.65),
            new Bars("all the same: all learn the same", "units", 0.6, 0.6, 0.6, 0.6, 0.6, 0.6)),
        ["saturated-units"] = new(
            "A curve that levels off; where it is level it has no slope to learn by.", Squash("in the steep part", 5),
                Squash("pushed onto the level ends", 40)),
        ["saturating-activation"] = new(
            "What goes in against what comes out.",
            new Lines("a rectifier keeps its slope", "input", x => Math.Max(0, (2 * x) - 1)) { Zero = 0.5 },
            Squash("a curve that levels off passes little gradient", 14)),
        ["non-finite-activations"] = Layer("numbers that are none, which spread to all that reads them", "hhhhhhhxhhxxhxxxxxxxxxxxxxxxxxxx"),
        ["non-finite-weights"] = Layer("weights that are no numbers: all they touch is lost", "hhhxhhhhhhhhhhxhhhhhhhhhhhhhxhhh"),
        ["no-activation"] = Bend("straight everywhere: layers without bends are one layer"),
        ["missing-activations"] = Bend("straight everywhere: more layers add nothing"),
        ["init-bias"] = new(Signal, Bell("around 0", 0.5, 0.12), Bell("begun far to the left: nothing passes", 0.2, 0.08)),

        // Through the layers.
        ["vanishing-signal"] = Through("fades on its way to the output", x => 0.95 - (0.85 * x)),
        ["exploding-activations"] = Through("grows on its way to the output", x => 0.1 + (0.85 * x)),
        ["vanishing-gradient"] = Through("the gradient fades towards the first layer", x => 0.1 + (0.85 * x)),
        ["exploding-gradient"] = Through("the gradient grows towards the first layer", x => 0.95 - (0.85 * x)),
        ["init-too-small"] = Through("every layer makes the signal smaller", x => 0.95 - (0.85 * x)),
        ["init-too-large"] = Through("every layer makes the signal larger", x => 0.1 + (0.85 * x)),
        ["missing-normalisation"] = Through("depth adds up, in one direction or the other", x => 0.95 - (0.85 * x)),
        ["selu-conditions"] = Through("without its initialization the signal drifts", x => 0.5 + (0.45 * x)),

        // The loss.
        ["not-learning"] = Falls("stays where it began", x => 0.85 + (0.02 * Math.Sin(50 * x))),
        ["below-potential"] = Falls("ends above what is possible", x => 0.4 + (0.5 * Math.Exp(-6 * x))),
        ["loss-above-constant"] = new(
            "The loss over the steps, and dashed that of always answering the same.",
            new Lines("below it", "step", Fall, _ => 0.7),
            new Lines("above it: worse than no network", "step", x => 0.8 + (0.1 * Math.Exp(-5 * x)), _ => 0.7)),
        ["diverged-training"] = Falls("leaves all bounds", x => x < 0.4 ? 0.9 - x : x > 0.75 ? double.NaN : 0.5 + (9 * (x - 0.4) * (x - 0.4))),
        ["overfitting"] = new(
            "The loss over the steps, and dashed that on data that were kept aside.",
            new Lines("both fall", "step", Fall, x => Fall(x) + 0.07),
            new Lines("they part: it learns by heart", "step", Fall, x => Fall(x) + 0.05 + (0.6 * x * x))),
        ["too-few-steps"] = Falls("ends while it still falls", x => x > 0.45 ? double.NaN : 0.9 - x),
        ["weights-hardly-move"] = Falls("falls by next to nothing", x => 0.9 - (0.08 * x)),
        ["learning-rate-too-high"] = Falls("is thrown about, or up", x => 0.65 + (0.3 * Math.Sin(43 * x) * Math.Cos(17 * x))),
        ["learning-rate-too-low"] = Falls("creeps", x => 0.9 - (0.15 * x)),
        ["momentum-too-high"] = Falls("swings past its goal again and again", x => 0.45 + (0.4 * Math.Cos(22 * x) * Math.Exp(-0.8 * x))),
        ["layers-frozen"] = Falls("stops where random layers allow no more", x => 0.6 + (0.3 * Math.Exp(-8 * x))),
        ["schedule-too-low"] = new(
            "The learning rate over the steps.", Over("falls while there is less to do", x => 0.9 - (0.6 * x)),
                Over("is gone early", x => 0.9 * Math.Exp(-12 * x))),
        ["epsilon-too-large"] = Falls("updates are divided by a number that drowns them", x => 0.9 - (0.12 * x)),
        ["clipping-too-tight"] = Falls("gradients are cut to next to nothing", x => 0.9 - (0.1 * x)),
        ["delta-too-small"] = Falls("errors count alike, large or small, and little", x => 0.9 - (0.18 * x)),
        ["weight-decay-too-strong"] = new(
            "The size of the weights over the steps.", Over("finds its measure", x => 0.4 + (0.35 * (1 - Math.Exp(-4 * x)))), Over("shrinks towards 0",
                x => 0.8 * Math.Exp(-5 * x))),
        ["strong-dropout"] = Layer("more units are switched off than the layer can spare", "nnhnnnnhnnnnhnnnnnhnnnnnnhnnnnnn"),
        ["dropout-too-strong"] = Layer("more units are switched off than the layer can spare", "nnhnnnnhnnnnhnnnnnhnnnnnnhnnnnnn"),
        ["architecture-too-narrow"] = new(
            "The units of a layer.", new Units("room for what is to be told apart", Healthy), new Units("too few: each has to do for many", "hhd")),
        ["batch-statistics"] = Apart("learning by batches and running on averages are two networks"),
        ["unsettled-statistics"] = Apart("averages that have not settled are another network"),
        ["small-batches"] = Falls("means of a few samples are noise", x => Fall(x) + (0.16 * Math.Sin(60 * x) * Math.Cos(23 * x)) + 0.1),
        ["nothing-to-learn"] = new(
            "Feature against target.",
            new Lines("one follows from the other", "feature", x => 0.15 + (0.7 * x)),
            new Lines("they have nothing to do with each other", "feature", x => 0.5 + (0.4 * Math.Sin(71 * x) * Math.Cos(29 * x)))),

        // The data.
        ["data-not-centred"] = new(Values, Bell("around 0", 0.5, 0.12), Bell("far from 0: weights begin on one side", 0.88, 0.04)),
        ["data-scale"] = Scales("features", "one of hundreds beside some of tenths"),
        ["target-scale"] = new(
            "Targets, and what a network begins with.",
            new Bars("of one size", "outputs | targets", 0.4, 0.45),
            new Bars("thousands against tenths", "outputs | targets", 0.01, 0.95)),
        ["targets-out-of-reach"] = new(
            "What outputs can be, and dashed what they ought to be.",
            new Lines("within reach", "sample", x => 0.5 + (0.4 * Math.Sin(7 * x)), x => 0.5 + (0.35 * Math.Sin(7 * x))),
            new Lines("beyond the end of what comes out", "sample", x => Math.Min(0.45, 0.3 + (0.3 * Math.Sin(7 * x))), x => 0.6 + (0.3 * Math.Sin(7 * x)))),
        ["data-outliers"] = new(
            Values,
            new Bars("together", "value", 0.1, 0.3, 0.7, 0.95, 0.7, 0.3, 0.1, 0, 0, 0, 0, 0),
            new Bars("a few far away, which rule the gradient", "value", 0.4, 0.95, 0.4, 0, 0, 0, 0, 0, 0, 0, 0, 0.06)),
        ["class-imbalance"] = new(
            "Samples of each class.", new Bars("alike", "class", 0.7, 0.65, 0.75), new Bars("one has nearly all", "class", 0.95, 0.06, 0.03)),
        ["constant-features"] = new(
            "A feature, sample by sample.",
            new Lines("differs", "sample", x => 0.5 + (0.35 * Math.Sin(31 * x) * Math.Cos(13 * x))),
            new Lines("is always the same", "sample", _ => 0.5)),
        ["duplicate-features"] = new(
            "Two features, sample by sample.",
            new Lines("two stories", "sample", x => 0.7 + (0.2 * Math.Sin(15 * x)), x => 0.3 + (0.2 * Math.Cos(23 * x))),
            new Lines("one story, told twice", "sample", x => 0.5 + (0.3 * Math.Sin(15 * x)), x => 0.5 + (0.3 * Math.Sin(15 * x)))),
        ["non-stationary-data"] = new(
            "The data in the order in which they are learned.",
            new Lines("mixed", "step", x => 0.5 + (0.3 * Math.Sin(67 * x) * Math.Cos(31 * x))),
            new Lines("sorted: later ones are others", "step", x => 0.15 + (0.7 * x) + (0.08 * Math.Sin(67 * x)))),
        ["samples-in-order"] = new(
            "The class of the samples in the order in which they are learned.",
            new Lines("mixed", "step", x => 0.5 + (0.35 * Math.Sign(Math.Sin(71 * x) * Math.Cos(29 * x)))),
            new Lines("sorted: one after the other", "step", x => x < 1 / 3.0 ? 0.15 : x < 2 / 3.0 ? 0.5 : 0.85)),
        ["output-activation"] = new(
            "What outputs can be, and dashed what they ought to be.",
            new Lines("any number", "sample", x => 0.5 + (0.38 * Math.Sin(7 * x)), x => 0.5 + (0.34 * Math.Sin(7 * x))),
            new Lines("cut off by a function at the end", "sample", x => Math.Max(0.5, 0.5 + (0.38 * Math.Sin(7 * x))), x => 0.5 + (0.34 * Math.Sin(7 * x)))),
        ["constant-output"] = new(
            "The output, sample by sample.",
            new Lines("depends on the sample", "sample", x => 0.5 + (0.35 * Math.Sin(31 * x) * Math.Cos(13 * x))),
            new Lines("is the same for each", "sample", _ => 0.5)),
    };

    /// <summary>The ids that have a sketch.</summary>
    public static IReadOnlyCollection<string> Ids => s_all.Keys;

    /// <summary>The sketch of a finding or cause; null if there is none.</summary>
    public static Sketch? Find(string id) => s_all.GetValueOrDefault(id);

    private static double Fall(double x) => 0.12 + (0.78 * Math.Exp(-5 * x));

    private static Sketch Layer(string about, string letters) => new(
        Cells, new Units("units that fire on some samples", Healthy[..letters.Length]), new Units(about, letters));

    private static Lines Over(string about, Func<double, double> line) => new(about, "step", line);

    private static Sketch Falls(string about, Func<double, double> line) => new(Loss, new Lines("falls and settles", "step", Fall),
        new Lines(about, "step", line));

    private static Sketch Apart(string about) => new(
        "The loss while learning, and dashed when the network is used.",
        new Lines("both alike", "step", Fall, x => Fall(x) + 0.06),
        new Lines(about, "step", Fall, x => 0.6 + (0.15 * Math.Sin(19 * x))));

    private static Sketch Through(string about, Func<double, double> line) => new(
        Depth, new Lines("keeps its size", "layer", x => 0.5 + (0.04 * Math.Sin(9 * x))), new Lines(about, "layer", line));

    private static Lines Bell(string about, double middle, double deviation) => new(
        about, "value", x => 0.9 * Math.Exp(-(x - middle) * (x - middle) / (2 * deviation * deviation)))
    { Zero = 0.5 };

    private static Lines Squash(string about, double steepness) => new(
        about, "input", x => 0.05 + (0.9 / (1 + Math.Exp(-steepness * (x - 0.5)))))
    { Zero = 0.5 };

    private static Sketch Bend(string about) => new(
        "What a network can draw.",
            new Lines("lines with bends", "input", x => x < 0.3 ? 0.2 + x : x < 0.6 ? 0.8 - x : 0.2 + (1.5 * (x - 0.6))), new Lines(about, "input",
            x => 0.2 + (0.5 * x)));

    private static Sketch Scales(string what, string about) => new(
        "How large numbers are.", new Bars("of one size", what, 0.5, 0.6, 0.45, 0.55), new Bars(about, what, 0.03, 0.95, 0.02, 0.04));
}
