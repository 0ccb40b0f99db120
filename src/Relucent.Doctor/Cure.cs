namespace Relucent;

/// <summary>The names of what may help, as findings give them, each with a sentence on what it means.</summary>
public static class Cure
{
    /// <summary>Remove the units that do nothing.</summary>
    public const string Trim = "trim";

    /// <summary>Examine on more samples before acting.</summary>
    public const string MoreSamples = "more-samples";

    /// <summary>Live with it.</summary>
    public const string LeaveAlone = "leave-alone";

    /// <summary>Train again with a lower learning rate.</summary>
    public const string LowerRate = "lower-rate";

    /// <summary>Give the units new weights and train on.</summary>
    public const string Revive = "revive";

    /// <summary>Use an activation without a flat side.</summary>
    public const string SwapActivation = "swap-activation";

    /// <summary>Initialise by He, LeCun or LSUV.</summary>
    public const string Reinitialise = "reinitialise";

    /// <summary>Insert batch normalisation.</summary>
    public const string Normalise = "batch-normalisation";

    /// <summary>Scale the data as they were scaled in training.</summary>
    public const string ScaleData = "scale-data";

    /// <summary>Find where the first NaN or infinity came from.</summary>
    public const string TraceOrigin = "trace-origin";

    /// <summary>Weaken weight decay.</summary>
    public const string LessDecay = "less-weight-decay";

    /// <summary>Raise the learning rate.</summary>
    public const string RaiseRate = "higher-learning-rate";

    /// <summary>Bring every feature to mean 0 and variance 1.</summary>
    public const string Standardise = "standardise";

    /// <summary>Bring targets to mean 0 and variance 1.</summary>
    public const string StandardiseTargets = "standardise-targets";

    /// <summary>Limit numbers far outside of their feature's usual range.</summary>
    public const string Winsorise = "winsorise";

    /// <summary>Let the network end without an activation.</summary>
    public const string LinearOutput = "linear-output";

    /// <summary>What a cure means, in a sentence; the name itself if it is not known.</summary>
    public static string Explain(string cure) => cure switch
    {
        Trim => "Remove the units that did nothing on these data; the outputs on them stay the same and the network gets smaller.",
        MoreSamples => "Examine on more data before acting: a rare unit looks dead on a small sample.",
        LeaveAlone => "Leave it: networks with many such units can be accurate.",
        LowerRate => "If you can train again, lower the learning rate or warm it up: too large steps kill units.",
        Revive => "If you can train on, give the units new incoming weights and let them learn.",
        SwapActivation => "If you can train again, use an activation without a flat side, such as Leaky ReLU or ELU.",
        Reinitialise => "If you can train again, initialise the weights by He, LeCun or LSUV and the biases by 0.",
        Normalise => "If you can train again, insert batch normalisation before the activations.",
        ScaleData => "Scale the data as they were scaled in training, e.g. with --divide 255, --mean or --std.",
        TraceOrigin => "Find the first operator that makes a NaN or an infinity, and the samples on which it does.",
        LessDecay => "If you can train again, use less weight decay: it pulls weights to 0 until only biases are left.",
        RaiseRate => "Raise the learning rate until the weights move by about a hundredth of their size in the first steps.",
        Standardise => "Bring every feature to mean 0 and variance 1 ({ \"standardise\": true } in a recipe); the model keeps the transform.",
        StandardiseTargets => "Bring the targets to mean 0 and variance 1 ({ \"standardiseTargets\": true } in a recipe); the model undoes it.",
        Winsorise => "Correct the samples, or limit every feature to its usual range ({ \"winsorise\": true } in a recipe); the model keeps the limits.",
        LinearOutput => "Take the activation behind the last layer away; the loss knows what to do with any number.",
        _ => cure,
    };
}
