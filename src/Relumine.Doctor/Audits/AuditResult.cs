using System.Text.Json.Serialization;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Portraits;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Audits;

/// <summary>What an audit observed: the document <c>relumine.audit/1</c>.</summary>
public sealed record AuditResult
{
    /// <summary>The name and version of the document's form.</summary>
    public const string CurrentSchema = "relumine.audit/1";

    /// <summary>The name and version of the document's form.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The network.</summary>
    public required AuditedModel Model { get; init; }

    /// <summary>The data it was examined on.</summary>
    public required AuditedData Data { get; init; }

    /// <summary>Every observed layer, in the order of computation.</summary>
    public required IReadOnlyList<LayerResult> Layers { get; init; }

    /// <summary>Sums over the layers.</summary>
    public required AuditTotals Totals { get; init; }

    /// <summary>The share of samples whose largest output is the label's, from 0 to 1; null without labels.</summary>
    public double? Accuracy { get; init; }

    /// <summary>What was found, the gravest first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What was seen of the outputs of floating-point numbers; null if none was run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<OutputSummary>? Outputs { get; init; }

    /// <summary>The node that made the first number that is not finite; null if none was seen, or none was found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public NonFiniteOrigin? NonFiniteOrigin { get; init; }

    /// <summary>What may have caused what was found, none of it tested; null if nothing calls for a cause.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PossibleCause>? PossibleCauses { get; init; }

    /// <summary>The box over which dead and always-on units were proven or refuted; null if there was none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProofBox? Box { get; init; }

    /// <summary>
    /// How weights and pre-activations are spread, to be drawn; null unless <see cref="AuditOptions.Pictures"/> asked for it. JSON does not carry it.
    /// </summary>
    [JsonIgnore]
    public Portrait? Portrait { get; init; }

    /// <summary>Which dead units are proven dead near every sample, by distance; null if that was not asked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProofMargin>? Margins { get; init; }

    /// <summary>The thresholds that the verdicts rest on; the usual ones if the result was read from JSON.</summary>
    [JsonIgnore]
    public Thresholds Thresholds { get; init; } = Thresholds.Default;
}

/// <summary>The network that was examined.</summary>
/// <param name="Path">The file, as it was given.</param>
/// <param name="Producer">The program that wrote the file.</param>
/// <param name="Opset">The opset the file was written in.</param>
/// <param name="Parameters">The number of floating-point numbers in the weights.</param>
public sealed record AuditedModel(string Path, string Producer, int Opset, long Parameters);

/// <summary>The box that proofs are about: <c>box</c> in JSON.</summary>
/// <param name="Range">As it was given.</param>
/// <param name="Seconds">How long the search took.</param>
public sealed record ProofBox(string Range, double Seconds);

/// <summary>Sums over all layers.</summary>
/// <param name="Units">The number of units that can die; of all if none can.</param>
/// <param name="Dead">The number of dead units, in layers whose units can die.</param>
/// <param name="NearlyDead">The number of nearly dead units.</param>
/// <param name="AlwaysOn">The number of always-on units.</param>
/// <param name="Sparsity">The share of values with z not above 0, from 0 to 1.</param>
public sealed record AuditTotals(int Units, int Dead, int NearlyDead, int AlwaysOn, double Sparsity)
{
    /// <summary>The number of units that can die, of which dead ones are a share; of all units if none can.</summary>
    public static int UnitsIn(IReadOnlyCollection<LayerResult> layers) =>
        layers.All(l => l.Dead is null) ? layers.Sum(l => l.Units) : layers.Where(l => l.Dead is not null).Sum(l => l.Units);

    /// <summary>Adds up the layers.</summary>
    public static AuditTotals Of(IReadOnlyCollection<LayerResult> layers)
    {
        var values = layers.Sum(l => l.Values);
        return new(
            UnitsIn(layers),
            layers.Sum(l => l.Dead ?? 0),
            layers.Sum(l => l.NearlyDead),
            layers.Sum(l => l.AlwaysOn),
            values == 0 ? double.NaN : layers.Sum(l => l.Sparsity * l.Values) / values);
    }
}
