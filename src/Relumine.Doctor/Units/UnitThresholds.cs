using Relumine.Engine.Program;

namespace Relumine.Doctor.Units;

/// <summary>What counts as much and as little in one unit.</summary>
public sealed record UnitThresholds
{
    /// <summary>Of the samples: a unit that fires, but on a smaller share than this, is nearly dead. It learns from fewer than one sample in a
    /// hundred.</summary>
    public double NearlyDeadRate { get; init; } = UnitExamination.NearlyDeadRate;

    /// <summary>τ, of the layer's mean |a|: a unit whose mean |a| is at most this share of it is dormant (Sokar et al. 2023, ReDo).</summary>
    public double Dormancy { get; init; } = 0.025;

    /// <summary>
    /// In units of a, times |mean| where that is above 1: a unit that is not dead is constant if its standard deviation is at most
    /// this, some ten times what rounding to float32 makes of a constant.
    /// </summary>
    public double ConstantDeviation { get; init; } = 1e-6;

    /// <summary>Of the function's largest slope: where its slope is below this share a unit hardly passes a gradient (sigmoid: |z| above 5.99).</summary>
    public double SaturatedSlope { get; init; } = 0.01;

    /// <summary>Of the samples: on how large a share a unit's slope must be so small for it to count as saturated; a few samples may still pass.</summary>
    public double SaturatedSamples { get; init; } = 0.95;

    /// <summary>Fewer samples than this make units of dense layers look dead that are not: of a healthy layer 1.6 % on so many, 17 % on 32.</summary>
    public int DenseSamples { get; init; } = 2048;

    /// <summary>Fewer samples than this make channels look dead that are not; every sample has many positions.</summary>
    public int ChannelSamples { get; init; } = 512;

    /// <summary>Fewer positions than this, over all samples, make channels look dead that are not, as samples do in a dense layer.</summary>
    public int ChannelPositions { get; init; } = 2048;

    /// <summary>Of a trim's samples, every how-manyth is held back to check what the others say.</summary>
    public int HeldBackOneOf { get; init; } = 5;

    /// <summary>So many held-back samples, on none of which a network changed, say that it changes on fewer than one in a hundred (3/N).</summary>
    public int HeldBackSamples { get; init; } = 300;

    /// <summary>Whether so many samples are enough to hold some back.</summary>
    /// <param name="samples">The number of samples.</param>
    public bool CanHoldBack(long samples) => samples / HeldBackOneOf >= HeldBackSamples;

    /// <summary>How many samples are needed to tell a dead unit from a rare one.</summary>
    /// <param name="kind">What a unit is.</param>
    public int Samples(LayerKind kind) => kind == LayerKind.Dense ? DenseSamples : ChannelSamples;

    /// <summary>Whether the samples are too few to tell a dead unit from a rare one.</summary>
    /// <param name="kind">What a unit is.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="positions">The number of positions of one sample; 1 in a dense layer.</param>
    public bool AreFew(LayerKind kind, long samples, long positions) =>
        samples < Samples(kind) || (kind != LayerKind.Dense && samples * positions < ChannelPositions);
}
