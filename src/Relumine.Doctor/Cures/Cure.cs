using Relumine.Doctor.Units;

namespace Relumine.Doctor.Cures;

/// <summary>The names of what may help, as findings give them; <see cref="CureCatalogue"/> tells what they mean.</summary>
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
    public const string Reinitialize = "reinitialise";

    /// <summary>Insert batch normalisation.</summary>
    public const string Normalize = "batch-normalisation";

    /// <summary>Scale the data as they were scaled in training.</summary>
    public const string ScaleData = "scale-data";

    /// <summary>Find where the first NaN or infinity came from.</summary>
    public const string TraceOrigin = "trace-origin";

    /// <summary>Weaken weight decay.</summary>
    public const string LessDecay = "less-weight-decay";

    /// <summary>Raise the learning rate.</summary>
    public const string RaiseRate = "higher-learning-rate";

    /// <summary>Bring every feature to mean 0 and variance 1.</summary>
    public const string Standardize = "standardise";

    /// <summary>Bring targets to mean 0 and variance 1.</summary>
    public const string StandardizeTargets = "standardise-targets";

    /// <summary>Limit numbers far outside of their feature's usual range.</summary>
    public const string Winsorize = "winsorise";

    /// <summary>Let the network end without an activation.</summary>
    public const string LinearOutput = "linear-output";

    /// <summary>Make the layers wider.</summary>
    public const string Widen = "wider-layers";

    /// <summary>Train with Adam.</summary>
    public const string Adam = "adam";

    /// <summary>Limit the norm of the gradients.</summary>
    public const string ClipGradients = "clip-gradients";

    /// <summary>Let the rate grow during the first steps.</summary>
    public const string WarmUp = "warm-up";

    /// <summary>Train longer.</summary>
    public const string MoreSteps = "more-steps";

    /// <summary>Put activations between the layers.</summary>
    public const string InsertActivations = "activations-between-layers";

    /// <summary>Drop fewer units.</summary>
    public const string LessDropout = "less-dropout";

    /// <summary>Take more samples in a batch.</summary>
    public const string LargerBatches = "larger-batches";

    /// <summary>Let running statistics follow faster.</summary>
    public const string SettleStatistics = "faster-statistics";

    /// <summary>Give rare classes more weight.</summary>
    public const string BalanceClasses = "balanced-classes";

    /// <summary>Keep what holds on other samples.</summary>
    public const string StopEarly = "stop-early";

    /// <summary>Look at the data.</summary>
    public const string CheckData = "check-data";

    /// <summary>Give SELU what it needs.</summary>
    public const string SeluConditions = "lecun-and-alpha-dropout";

    /// <summary>What a cure means, in a sentence; the name itself if it is not known.</summary>
    public static string Explain(string cure, Thresholds? limits = null) => CureCatalogue.Find(cure)?.ExplanationFor(limits ?? Thresholds.Default) ?? cure;
}
