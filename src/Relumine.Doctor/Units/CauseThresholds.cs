namespace Relumine.Doctor.Units;

/// <summary>What makes a checkup think of a cause, and by how much it is then changed.</summary>
public sealed record CauseThresholds
{
    /// <summary>Units of a dense layer: one with fewer is narrow. Of as many, half of which fire, never all are born dead.</summary>
    public int NarrowLayer { get; init; } = 32;

    /// <summary>How many times as wide narrow layers are made first.</summary>
    public int Widening { get; init; } = 8;

    /// <summary>How many times as wide narrow layers are made otherwise.</summary>
    public int LesserWidening { get; init; } = 4;

    /// <summary>Layers of one width from which a network is deep: with more than that plain ones become worse the more there are.</summary>
    public int DeepNetwork { get; init; } = 16;

    /// <summary>The scale of weights (root mean square times √(fan in)) from which a growing signal is theirs.</summary>
    public double SuspiciousWeights { get; init; } = 1.6;

    /// <summary>A factor per layer above which the signal of sound weights drifts upwards.</summary>
    public double DriftingUp { get; init; } = 1.3;

    /// <summary>How many times the signal must grow or shrink in all to have drifted: over a few layers a drift does not come to much.</summary>
    public double DriftedFar { get; init; } = 5;

    /// <summary>How many times a signal must grow in all to have drifted over any number of layers.</summary>
    public double DriftedVeryFar { get; init; } = 30;

    /// <summary>dL/dz of the first layer over that of the last below which saturating activations are to blame; sigmoid leaves a quarter per layer.</summary>
    public double FadedGradient { get; init; } = 0.05;

    /// <summary>The share of killed units of a layer from which large steps may have killed them.</summary>
    public double MassDeath { get; init; } = 0.3;

    /// <summary>The update ratio above which a step may kill a unit.</summary>
    public double KillingUpdate { get; init; } = 0.01;

    /// <summary>The update ratio from which the rate cannot be too low.</summary>
    public double BriskUpdate { get; init; } = 0.03;

    /// <summary>The update ratio that a raised rate aims at: a hundredth of a weight's size per step.</summary>
    public double HealthyUpdate { get; init; } = 0.01;

    /// <summary>A rate that suits plain gradient descent when nothing is known.</summary>
    public double UsualRate { get; init; } = 0.01;

    /// <summary>A rate that suits optimizers that scale gradients themselves (Kingma and Ba 2015).</summary>
    public double UsualAdaptiveRate { get; init; } = 0.001;

    /// <summary>By how many times a rate is lowered or raised at once: rates are told apart by powers of ten.</summary>
    public double RateStep { get; init; } = 10;

    /// <summary>The highest rate that is tried for plain gradient descent: a higher one would only make up for what else holds the steps back.</summary>
    public double HighestRate { get; init; } = 1;

    /// <summary>The highest rate that is tried for optimizers that scale gradients themselves.</summary>
    public double HighestAdaptiveRate { get; init; } = 0.1;

    /// <summary>The momentum that is customary; 1/(1 − μ) steps add up.</summary>
    public double UsualMomentum { get; init; } = 0.9;

    /// <summary>How far features' means wander between tenths of the data, in standard deviations, from which the data change.</summary>
    public double Drift { get; init; } = 0.5;

    /// <summary>Standard deviations of a target's mean from 0 from which it is worth a try to standardise it.</summary>
    public double SuspiciousTarget { get; init; } = 1;

    /// <summary>Rate · decay · steps above which decay alone shrinks weights to nothing: to 1/e.</summary>
    public double TotalDecay { get; init; } = 1;

    /// <summary>The pull of decay over the gradient of the loss above which it prevails: the gradient of a batch is mostly noise that averages out, the pull is
    /// not.</summary>
    public double DecayPull { get; init; } = 0.5;

    /// <summary>Of the usual norm of the gradients: a limit below this share cuts off not the rare ones but all.</summary>
    public double TightClip { get; init; } = 0.1;

    /// <summary>The mean factor of a schedule over the run below which it leaves next to nothing: a cosine leaves a half, a falling rate a third.</summary>
    public double HeldRate { get; init; } = 0.25;

    /// <summary>An epsilon from which it may be larger than the gradients of single weights, which are seldom more than a hundredth.</summary>
    public double LargeEpsilon { get; init; } = 1e-3;

    /// <summary>Of the targets' deviation: a delta below this share leaves all errors on the straight part of Huber's loss.</summary>
    public double SmallDelta { get; init; } = 0.1;

    /// <summary>How many times as narrow hidden layers are made where a network learns by heart.</summary>
    public int Narrowing { get; init; } = 4;

    /// <summary>A weight decay that suits when nothing is known.</summary>
    public double UsualDecay { get; init; } = 0.01;

    /// <summary>A dropout that suits hidden layers when nothing is known (Srivastava et al. 2014).</summary>
    public double UsualDropout { get; init; } = 0.5;

    /// <summary>Of the rate: a layer that has so much of it or less hardly learns while the others do. Rates that fall from layer to layer on purpose end at a
    /// tenth or so.</summary>
    public double HeldLayer { get; init; } = 0.01;

    /// <summary>How far the labels of neighbouring samples are from a random order (0) to a sorted one (1), from which batches are one-sided.</summary>
    public double Grouped { get; init; } = 0.5;

    /// <summary>A batch that suits when nothing is known.</summary>
    public int UsualBatch { get; init; } = 32;
}
