using System.Text.Json.Serialization;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Trimming;

/// <summary>What a removal of units promises.</summary>
public enum TrimPromise
{
    /// <summary>Nothing was removed, so the network is the same.</summary>
    Unchanged,

    /// <summary>Some of the removed units were only observed to be dead on the data: for other inputs the outputs may differ.</summary>
    Observed,

    /// <summary>All removed units are proven dead, for every input or every input in the range that was given.</summary>
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
    /// Whether removed units gave a constant other than 0 where they were read, which went into biases. If not, only terms
    /// of 0 are missing, and sums that are taken term by term are the same bits.
    /// </summary>
    public required bool ConstantsMoved { get; init; }

    /// <summary>How much every output of the network changed on the data; empty if nothing was removed.</summary>
    public required IReadOnlyList<OutputDifference> Outputs { get; init; }

    /// <summary>The number of units that were removed.</summary>
    [JsonIgnore]
    public int Removed => Layers.Sum(l => l.RemovedUnits.Count);

    /// <summary>Of the removed units, how many are proven to be dead.</summary>
    [JsonIgnore]
    public int RemovedProven => Layers.Sum(l => l.ProvenUnits.Intersect(l.RemovedUnits).Count());

    /// <summary>Of the removed units, how many were only observed to be dead.</summary>
    [JsonIgnore]
    public int RemovedUnproven => Layers.Sum(l => l.DeadUnits.Except(l.ProvenUnits).Intersect(l.RemovedUnits).Count());
}

/// <summary>What was removed from one layer.</summary>
/// <param name="Name">The name of the activation's output tensor.</param>
/// <param name="Activation">The activation's name.</param>
/// <param name="Kind">Whether units are neurons or channels.</param>
/// <param name="Units">The number of units before.</param>
/// <param name="Dead">The number of dead units; null for functions without a flat side, whose units cannot die.</param>
/// <param name="NearlyDead">The number of units that fired, but rarely: that is no reason to remove them.</param>
/// <param name="DeadUnits">The indices of the dead units.</param>
/// <param name="ProvenUnits">The indices of the dead units that are proven dead.</param>
/// <param name="RemovedUnits">
/// The indices of the removed units. One that is not dead itself is among them if all that reads it is dead: of two
/// rectifiers in a row, the first may fire and the second never.
/// </param>
/// <param name="Kept">The dead units that stayed, by the reason.</param>
public sealed record TrimmedLayer(
    string Name, string Activation, LayerKind Kind, int Units, int? Dead, int NearlyDead,
    IReadOnlyList<int> DeadUnits, IReadOnlyList<int> ProvenUnits, IReadOnlyList<int> RemovedUnits, IReadOnlyList<KeptUnits> Kept);

/// <summary>Dead units of a layer that stayed.</summary>
/// <param name="Reason">Why, with the operator and the node that is in the way.</param>
/// <param name="Units">Their indices.</param>
public sealed record KeptUnits(string Reason, IReadOnlyList<int> Units);
