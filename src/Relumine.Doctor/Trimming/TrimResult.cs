using System.Text.Json.Serialization;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming;

namespace Relumine.Doctor.Trimming;

/// <summary>What a removal of units promises.</summary>
public enum TrimPromise
{
    /// <summary>Nothing was removed, so the network is the same.</summary>
    Unchanged,

    /// <summary>Some of the removed units were only observed to be dead, constant or linear on the data: for other inputs the outputs may differ.</summary>
    Observed,

    /// <summary>All removed units are proven dead, constant, linear or copies of others, for every input or every input in the range that was given.</summary>
    Proven,
}

/// <summary>What was removed from a network: the document <c>relumine.trim/1</c>.</summary>
public sealed record TrimResult
{
    /// <summary>The name and version of the document's form.</summary>
    public const string CurrentSchema = "relumine.trim/1";

    /// <summary>The name and version of the document's form.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The network as it was given.</summary>
    public required AuditedModel Model { get; init; }

    /// <summary>The smaller network, with the evidence in its metadata; the given one if nothing was removed. JSON does not carry it.</summary>
    [JsonIgnore]
    public Model Network { get; init; } = new(new ModelGraph("", default, default, default), new Dictionary<string, ModelTensor>());

    /// <summary>The number of floating-point numbers in the weights afterwards.</summary>
    public required long Parameters { get; init; }

    /// <summary>The file that the smaller network was written to; null if it was not.</summary>
    public string? Output { get; init; }

    /// <summary>The data.</summary>
    public required AuditedData Data { get; init; }

    /// <summary>What the removal promises.</summary>
    public required TrimPromise Promise { get; init; }

    /// <summary>What the promise rests on, as the model's metadata say it, e.g. <c>observed on 10000 samples</c>.</summary>
    public required string Evidence { get; init; }

    /// <summary>The inputs that a proof covers, to be read after "proven" or "dead", e.g. <c>for every input from 0 to 1</c>.</summary>
    public required string ProvenFor { get; init; }

    /// <summary>What speaks against relying on these data, a sentence each.</summary>
    public required IReadOnlyList<string> Doubts { get; init; }

    /// <summary>Every layer of rectifiers, in the order of computation.</summary>
    public required IReadOnlyList<TrimmedLayer> Layers { get; init; }

    /// <summary>
    /// Whether removed units gave a constant other than 0 where they were read, which went into biases, or were copies of
    /// others, whose weights took theirs in. If not, only terms of 0 are missing, and sums that are taken term by term are the same bits.
    /// </summary>
    public required bool ConstantsMoved { get; init; }

    /// <summary>The share of samples whose largest output was the label's, before; null without labels.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Accuracy { get; init; }

    /// <summary>The same of the smaller network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? AccuracyAfter { get; init; }

    /// <summary>How much every output of the network changed on the data; empty if nothing was removed.</summary>
    public required IReadOnlyList<OutputDifference> Outputs { get; init; }

    /// <summary>What samples say that were held back; null where all that went is proven, or there were too few.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HeldBack? HeldBack { get; init; }

    /// <summary>How long both networks take; null where that was not asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InferenceTimes? Times { get; init; }

    /// <summary>The number of units that were removed.</summary>
    [JsonIgnore]
    public int Removed => Layers.Sum(l => l.RemovedUnits.Count);

    /// <summary>Of the removed units, how many are proven to be dead or constant, or are copies of others by their weights.</summary>
    [JsonIgnore]
    public int RemovedProven => Layers.Sum(l =>
        l.ProvenUnits.Concat(l.Copies.Select(c => c.Unit)).Concat(l.MergesAreProven ? l.MergedUnits : []).Intersect(l.RemovedUnits).Count());

    /// <summary>Of the removed units, how many were only observed to be dead or constant.</summary>
    [JsonIgnore]
    public int RemovedUnproven => Layers.Sum(l =>
        l.DeadUnits.Concat(l.ConstantUnits).Except(l.ProvenUnits).Concat(l.MergesAreProven ? [] : l.MergedUnits).Intersect(l.RemovedUnits).Count());

    /// <summary>Of the removed units, how many were constant without being dead.</summary>
    [JsonIgnore]
    public int RemovedConstant => Layers.Sum(l => l.ConstantUnits.Intersect(l.RemovedUnits).Count());

    /// <summary>Of the removed units, how many were copies of others.</summary>
    [JsonIgnore]
    public int RemovedCopies => Layers.Sum(l => l.Copies.Count);

    /// <summary>Of the removed units, how many were always on: others say what they said.</summary>
    [JsonIgnore]
    public int RemovedMerged => Layers.Sum(l => l.MergedUnits.Count);
}

/// <summary>What was removed from one layer.</summary>
/// <param name="Name">The name of the activation's output tensor.</param>
/// <param name="Activation">The activation's name.</param>
/// <param name="Kind">Whether units are neurons or channels.</param>
/// <param name="Units">The number of units before.</param>
/// <param name="Dead">The number of dead units; null for functions without a flat side, whose units cannot die.</param>
/// <param name="NearlyDead">The number of units that fired, but rarely: that is no reason to remove them.</param>
/// <param name="DeadUnits">The indices of the dead units.</param>
/// <param name="ProvenUnits">The indices of the dead units that are proven dead, and of the constant ones that are proven constant.</param>
/// <param name="RemovedUnits">
/// The indices of the removed units. One that is not dead itself is among them if all that reads it is dead: of two
/// rectifiers in a row, the first may fire and the second never.
/// </param>
/// <param name="Kept">The dead and the constant units that stayed, by the reason.</param>
public sealed record TrimmedLayer(
    string Name, string Activation, LayerKind Kind, int Units, int? Dead, int NearlyDead,
    IReadOnlyList<int> DeadUnits, IReadOnlyList<int> ProvenUnits, IReadOnlyList<int> RemovedUnits, IReadOnlyList<KeptUnits> Kept)
{
    /// <summary>What people would call the layer, e.g. <c>first dense layer, 784 → 256</c>; null where that is not known.</summary>
    public string? Title { get; init; }

    /// <summary>Its name, and what people would call it.</summary>
    public string Heading => Title is null ? Name : $"{Name} · {Title}";

    /// <summary>The indices of the units that are not dead and gave the very same number on every sample and at every position.</summary>
    public IReadOnlyList<int> ConstantUnits { get; init; } = [];

    /// <summary>The removed units that were copies of others of the layer, by their weights and so for every input.</summary>
    public IReadOnlyList<UnitCopy> Copies { get; init; } = [];

    /// <summary>The indices of the units that stayed although they are linear on the data, because their pre-activation was never at or below 0.</summary>
    public IReadOnlyList<int> AlwaysOnUnits { get; init; } = [];

    /// <summary>Why they stayed; empty if there are none.</summary>
    public string AlwaysOnReason { get; init; } = "";

    /// <summary>The removed units that were always on, and so linear: what they said, others of the layer or the weights behind it say.</summary>
    public IReadOnlyList<int> MergedUnits { get; init; } = [];

    /// <summary>Whether all units that these merges rest on are proven to be always on.</summary>
    public bool MergesAreProven { get; init; }

    /// <summary>Whether the layer went as a whole, because all of its units are always on and its weights times those behind it are fewer.</summary>
    public bool IsFolded { get; init; }

    /// <summary>The indices of dead and always-on units that an input of the box contradicts.</summary>
    public IReadOnlyList<int> RefutedUnits { get; init; } = [];

    /// <summary>How many units stayed that change so little that an audit calls them constant, and yet are not the very same number.</summary>
    public int HardlyChanging { get; init; }
}

/// <summary>Dead, or constant, units of a layer that stayed.</summary>
/// <param name="Reason">Why, with the operator and the node that is in the way.</param>
/// <param name="Units">Their indices.</param>
public sealed record KeptUnits(string Reason, IReadOnlyList<int> Units)
{
    /// <summary>Whether they are constant without being dead.</summary>
    public bool AreConstant { get; init; }
}
