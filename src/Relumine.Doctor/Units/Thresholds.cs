using Relumine.Engine.Inference;
using Relumine.Engine.Program;

namespace Relumine.Doctor.Units;

/// <summary>
/// Every number that turns a measurement into a verdict, in one place. The defaults are supported by measurements on
/// sick and healthy networks; shares are from 0 to 1.
/// </summary>
public sealed record Thresholds
{
    /// <summary>The usual thresholds.</summary>
    public static Thresholds Default { get; } = new();

    /// <summary>A unit that fires, but on a smaller share of the samples than this, is nearly dead.</summary>
    public double NearlyDeadRate { get; init; } = 0.01;

    /// <summary>τ: a unit whose mean |a| is at most this share of its layer's mean is dormant (Sokar et al. 2023, ReDo).</summary>
    public double Dormancy { get; init; } = 0.025;

    /// <summary>A unit that is not dead is constant if the standard deviation of a is at most this, times |mean| where that is above 1.</summary>
    public double ConstantDeviation { get; init; } = 1e-6;

    /// <summary>The share of dead units of a layer from which it is worth knowing. Healthy networks reach 12 to 25 %.</summary>
    public double DeadInfo { get; init; } = 0.10;

    /// <summary>The share of dead units of a layer from which it is a warning.</summary>
    public double DeadWarning { get; init; } = 0.40;

    /// <summary>The share of nearly dead units of a layer from which it is worth knowing.</summary>
    public double NearlyDeadInfo { get; init; } = 0.10;

    /// <summary>The share of dormant units of a layer, dead ones left out, from which it is worth knowing.</summary>
    public double DormantInfo { get; init; } = 0.10;

    /// <summary>The share of always-on units of a layer from which it is worth knowing.</summary>
    public double AlwaysOnInfo { get; init; } = 0.10;

    /// <summary>The share of constant units of a layer from which it is worth knowing.</summary>
    public double ConstantInfo { get; init; } = 0.10;

    /// <summary>The share of constant units of a layer above which it is a warning.</summary>
    public double ConstantWarning { get; init; } = 0.50;

    /// <summary>Fewer samples than this make units of dense layers look dead that are not.</summary>
    public int DenseSamples { get; init; } = 2048;

    /// <summary>Fewer samples than this make channels look dead that are not.</summary>
    public int ChannelSamples { get; init; } = 512;

    /// <summary>Fewer positions than this, over all samples, make channels look dead that are not.</summary>
    public int ChannelPositions { get; init; } = 2048;

    /// <summary>How many layers in a row a gain must be measured over.</summary>
    public int GainLayers { get; init; } = 4;

    /// <summary>The geometric mean of std(z) of a layer over std(z) of the one before above which activations explode.</summary>
    public double ExplodingGain { get; init; } = 1.4;

    /// <summary>std(z) of the last layer over std(z) of the first above which activations explode.</summary>
    public double ExplodingTotal { get; init; } = 1e3;

    /// <summary>The geometric mean of the gain below which the signal vanishes.</summary>
    public double VanishingGain { get; init; } = 0.7;

    /// <summary>std(z) of the last layer over std(z) of the first below which a vanishing signal is critical.</summary>
    public double VanishingTotal { get; init; } = 1e-4;

    /// <summary>Inputs with a larger root mean square than this may be unscaled.</summary>
    public double LargeInput { get; init; } = 10;

    /// <summary>Unscaled inputs give the first layer's z a larger standard deviation than this.</summary>
    public double LargeFirstLayer { get; init; } = 30;

    /// <summary>Inputs none of which is larger than this in absolute value may have been scaled twice.</summary>
    public double SmallInput { get; init; } = 0.02;

    /// <summary>Inputs scaled twice move the first layer's units by less than this (the root mean square of their standard deviations).</summary>
    public double SmallFirstLayer { get; init; } = 0.05;

    /// <summary>A unit whose slope is below this share of its function's largest slope hardly passes a gradient.</summary>
    public double SaturatedSlope { get; init; } = 0.01;

    /// <summary>On how large a share of the samples a unit's slope must be so small for it to count as saturated.</summary>
    public double SaturatedSamples { get; init; } = 0.95;

    /// <summary>The share of saturated units of a layer above which it is a warning.</summary>
    public double SaturatedWarning { get; init; } = 0.50;

    /// <summary>dL/dz of the first layer over that of the last below which, and with <see cref="VanishingGain"/> per layer, gradients vanish.</summary>
    public double VanishingGradient { get; init; } = 1e-3;

    /// <summary>The same, below which it is critical if the network does not learn.</summary>
    public double VanishingGradientCritical { get; init; } = 1e-5;

    /// <summary>dL/dz of the first layer over that of the last above which gradients explode.</summary>
    public double ExplodingGradient { get; init; } = 1e3;

    /// <summary>A network that has learned a smaller share than this of what separates the constant answer from a perfect one is not learning.</summary>
    public double NoSkill { get; init; } = 0.15;

    /// <summary>A network whose score is a smaller share than this of what is known to be possible is below its potential.</summary>
    public double OfPotential { get; init; } = 0.95;

    /// <summary>A network that has learned at least so much of what separates the constant answer from a perfect one needs no experiments.</summary>
    public double GoodSkill { get; init; } = 0.9;

    /// <summary>γ of the data from which it is worth knowing that they are not centred.</summary>
    public double UncenteredInfo { get; init; } = 1;

    /// <summary>γ of the data from which it is a warning.</summary>
    public double UncenteredWarning { get; init; } = 2;

    /// <summary>γ of the data from which it is critical if the network does not learn.</summary>
    public double UncenteredCritical { get; init; } = 5;

    /// <summary>Features with a larger standard deviation than this are unscaled.</summary>
    public double LargeFeature { get; init; } = 10;

    /// <summary>Features with a smaller standard deviation than this are unscaled.</summary>
    public double SmallFeature { get; init; } = 0.1;

    /// <summary>The largest standard deviation of a feature over the smallest above which features have different scales.</summary>
    public double FeatureRatio { get; init; } = 100;

    /// <summary>A number farther from its feature's median than this many robust standard deviations is an outlier.</summary>
    public double Outlier { get; init; } = 50;

    /// <summary>Targets whose mean is farther from 0 than this many standard deviations, or whose standard deviation is larger, are unscaled.</summary>
    public double LargeTarget { get; init; } = 10;

    /// <summary>Targets with a smaller standard deviation than this are unscaled.</summary>
    public double SmallTarget { get; init; } = 0.1;

    /// <summary>The share of a layer's units that are copies of others from which it is symmetric.</summary>
    public double SymmetricShare { get; init; } = 0.5;

    /// <summary>Update ratios (the median of the first 20 steps) above this are large.</summary>
    public double LargeUpdate { get; init; } = 0.1;

    /// <summary>Update ratios below this are small.</summary>
    public double SmallUpdate { get; init; } = 1e-3;

    /// <summary>The root mean square of weights times √(fan in) below which they began too small (He: 1.41, LeCun: 1).</summary>
    public double SmallWeights { get; init; } = 0.7;

    /// <summary>The same, above which they began too large.</summary>
    public double LargeWeights { get; init; } = 2.1;

    /// <summary>
    /// The upper end of the 95 % confidence interval for the firing rate of a unit that never fired on
    /// <paramref name="samples"/> independent samples: 3/n, since 0.95 ≈ 1 − e⁻³ (Hanley and Lippman-Hand 1983).
    /// </summary>
    public static double FiringRateBound(long samples) => samples <= 3 ? 1 : 3.0 / samples;

    /// <summary>Whether the samples are too few to tell a dead unit from a rare one.</summary>
    /// <param name="kind">What a unit is.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="positions">The number of positions of one sample; 1 in a dense layer.</param>
    public bool AreFew(LayerKind kind, long samples, long positions) => kind == LayerKind.Dense
        ? samples < DenseSamples
        : samples < ChannelSamples || samples * positions < ChannelPositions;
}
