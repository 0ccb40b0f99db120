using System.Text.Json.Serialization;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;

namespace Relumine.Doctor.Units;

/// <summary>What was observed of one layer of rectifiers: an element of <c>layers</c> in JSON.</summary>
public sealed record LayerResult
{
    /// <summary>The name of the activation's output tensor in the model.</summary>
    public required string Name { get; init; }

    /// <summary>What the layer is, in words, e.g. <c>first dense layer, 784 → 256</c>; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    /// <summary>Name and title, e.g. <c>9 · first dense layer, 784 → 256</c>.</summary>
    [JsonIgnore]
    public string Heading => Title is null ? Name : $"{Name} · {Title}";

    /// <summary>The activation's name, e.g. <c>Relu</c>.</summary>
    public required string Activation { get; init; }

    /// <summary>Whether units are neurons or channels.</summary>
    public required LayerKind Kind { get; init; }

    /// <summary>The number of units.</summary>
    public required int Units { get; init; }

    /// <summary>The number of values of one unit on one sample: 1 in a dense layer, height × width of a channel.</summary>
    public required long Positions { get; init; }

    /// <summary>The number of samples.</summary>
    public required long Samples { get; init; }

    /// <summary>The number of dead units; null for functions without a flat side, whose units cannot die.</summary>
    public required int? Dead { get; init; }

    /// <summary>The number of units whose z was never above 0.</summary>
    public required int NeverPositive { get; init; }

    /// <summary>The number of units that fired, but rarely.</summary>
    public required int NearlyDead { get; init; }

    /// <summary>The number of units whose mean |a| is a small share of the layer's; dead ones are among them.</summary>
    public required int Dormant { get; init; }

    /// <summary>The number of units with z &gt; 0 everywhere on every sample.</summary>
    public required int AlwaysOn { get; init; }

    /// <summary>The number of units that are not dead and whose activation hardly changes.</summary>
    public required int Constant { get; init; }

    /// <summary>The share of values (of positions, for channels) with z not above 0, from 0 to 1.</summary>
    public required double Sparsity { get; init; }

    /// <summary>The mean of z over all units and samples.</summary>
    public required double MeanPreActivation { get; init; }

    /// <summary>The population standard deviation of z over all units and samples.</summary>
    public required double StdPreActivation { get; init; }

    /// <summary>The largest activation.</summary>
    public required double MaxActivation { get; init; }

    /// <summary>The largest finite |z| of a unit's extremes; NaN if the result was read from JSON, which does not carry it.</summary>
    [JsonIgnore]
    public double LargestPreActivation { get; init; } = double.NaN;

    /// <summary>
    /// For every unit the slope of its left side, where it is a weight of a finished model (PReLU): of several, the one that is largest in
    /// absolute value, so that 0 says that all are 0 and the unit can die. Null elsewhere.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Slopes { get; init; }

    /// <summary>The number of units with a NaN or infinite z.</summary>
    public required int NonFinite { get; init; }

    /// <summary>Of the dead units of a training run, how many were dead before the first update; null outside of training.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? BornDead { get; init; }

    /// <summary>The step after which units that had fired before were first seen dead at an examination; null if none was, and outside of training.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? KilledAtStep { get; init; }

    /// <summary>The number of units whose slope is next to nothing on nearly all samples (<see cref="UnitThresholds.SaturatedSlope"/>); null where it was not
    /// measured.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Saturated { get; init; }

    /// <summary>The share of values, over all units and samples, at which the slope is next to nothing; null where it was not measured.</summary>
    [JsonIgnore]
    public double? SaturatedValues { get; init; }

    /// <summary>What a batch normalization in front says of the channels; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NormalizationEvidence? Normalization { get; init; }

    /// <summary>What is true of the units for every input of a box; null where none was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LayerProofs? Proofs { get; init; }

    /// <summary>The indices of the dead units, ascending.</summary>
    public required IReadOnlyList<int> DeadUnits { get; init; }

    /// <summary>For every unit, on how many samples it fired.</summary>
    public required IReadOnlyList<long> FiringCounts { get; init; }

    /// <summary>Every unit; empty if the result was read from JSON, which does not carry it.</summary>
    [JsonIgnore]
    public IReadOnlyList<UnitResult> Details { get; init; } = [];

    /// <summary>
    /// How much the samples move the units: the root mean square, over units, of the standard deviation of z over
    /// samples. Unlike <see cref="StdPreActivation"/> it leaves out how units differ from one another.
    /// </summary>
    [JsonIgnore]
    public double Response { get; init; } = double.NaN;

    /// <summary>The axis of the activation's output along which units are counted, from 0; −1 if the result does not come from a plan.</summary>
    [JsonIgnore]
    public int Axis { get; init; } = -1;

    /// <summary>Whether the function is a straight line for z &gt; 0, so that an always-on unit is linear.</summary>
    [JsonIgnore]
    public bool IsLinearWhenOn { get; init; }

    /// <summary>The share of dead units, from 0 to 1; 0 where units cannot die.</summary>
    [JsonIgnore]
    public double DeadShare => (Dead ?? 0) / (double)Units;

    /// <summary>The number of values of z that were looked at, over all units.</summary>
    [JsonIgnore]
    public double Values => (double)Samples * Positions * Units;
}
