namespace Relumine.Doctor.Units;

/// <summary>What counts as much and as little in a layer, and in what becomes of a signal from layer to layer. Shares are of the layer's units.</summary>
public sealed record LayerThresholds
{
    /// <summary>The share of dead units from which it is worth knowing. Healthy networks reach 12 to 25 %.</summary>
    public double DeadInfo { get; init; } = 0.10;

    /// <summary>The share of dead units from which it is a warning: no healthy network was seen to reach it.</summary>
    public double DeadWarning { get; init; } = 0.40;

    /// <summary>The share of nearly dead units from which it is worth knowing; fewer may be specialists.</summary>
    public double NearlyDeadInfo { get; init; } = 0.10;

    /// <summary>The share of dormant units, dead ones left out, from which it is worth knowing.</summary>
    public double DormantInfo { get; init; } = 0.10;

    /// <summary>The share of always-on units from which it is worth knowing.</summary>
    public double AlwaysOnInfo { get; init; } = 0.10;

    /// <summary>The share of constant units from which it is worth knowing.</summary>
    public double ConstantInfo { get; init; } = 0.10;

    /// <summary>The share of constant units above which it is a warning: most of the layer does not look at its input.</summary>
    public double ConstantWarning { get; init; } = 0.50;

    /// <summary>The share of saturated units above which it is a warning: most of the layer hardly passes a gradient.</summary>
    public double SaturatedWarning { get; init; } = 0.50;

    /// <summary>The share of units that are copies of others (of all but one) from which the layer is symmetric.</summary>
    public double SymmetricShare { get; init; } = 0.5;

    /// <summary>How many layers a gain must be measured over: over fewer, single layers decide.</summary>
    public int GainLayers { get; init; } = 4;

    /// <summary>A factor per layer, the geometric mean of std(z) over std(z) of the layer before: above it activations explode. Healthy: 0.95 to
    /// 1.08.</summary>
    public double ExplodingGain { get; init; } = 1.4;

    /// <summary>std(z) of the last layer over std(z) of the first above which activations explode, however many layers there are.</summary>
    public double ExplodingTotal { get; init; } = 1e3;

    /// <summary>The same factor per layer, below which the signal vanishes. Weights from N(0, 0.01) have 0.05.</summary>
    public double VanishingGain { get; init; } = 0.7;

    /// <summary>std(z) of the last layer over std(z) of the first below which a vanishing signal is critical: next to biases nothing is left of it.</summary>
    public double VanishingTotal { get; init; } = 1e-4;

    /// <summary>dL/dz of the first layer over that of the last below which, and with <see cref="VanishingGain"/> per layer, gradients vanish.</summary>
    public double VanishingGradient { get; init; } = 1e-3;

    /// <summary>The same, below which it is critical if the network does not learn.</summary>
    public double VanishingGradientCritical { get; init; } = 1e-5;

    /// <summary>dL/dz of the first layer over that of the last above which, and with <see cref="ExplodingGain"/> per layer, gradients explode.</summary>
    public double ExplodingGradient { get; init; } = 1e3;
}
