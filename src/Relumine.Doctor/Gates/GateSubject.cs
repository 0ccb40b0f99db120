using Relumine.Doctor.Audits;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Json;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Gates;

/// <summary>What gates judge: an audit, or the untreated training of a checkup.</summary>
/// <param name="Layers">Every observed layer.</param>
/// <param name="Findings">What was found.</param>
public sealed record GateSubject(IReadOnlyList<LayerResult> Layers, IReadOnlyList<Finding> Findings)
{
    /// <summary>The data of an audit; null for training, where the samples are the data themselves.</summary>
    public AuditedData? Data { get; init; }

    /// <summary>What counts as few samples.</summary>
    public UnitThresholds Limits { get; init; } = Thresholds.Default.Units;

    /// <summary>Whether there were enough samples to tell a dead unit of this layer from a rare one.</summary>
    public bool CanJudge(LayerResult layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Data is null || !Limits.AreFew(layer.Kind, Math.Min(layer.Samples, Data.Evidence), layer.Positions);
    }

    /// <summary>Whether there were enough samples for what a finding says of units.</summary>
    public bool CanJudge(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return Data is null || !finding.Cures.Contains(Cure.MoreSamples);
    }

    /// <summary>The number of dead units in all layers.</summary>
    public int Dead => Layers.Sum(l => l.Dead ?? 0);

    /// <summary>The number of units that can die in all layers; of all units if none can.</summary>
    public int Units => AuditTotals.UnitsIn(Layers);

    /// <summary>An audit.</summary>
    public static GateSubject Of(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new(result.Layers, result.Findings) { Data = result.Data, Limits = result.Thresholds.Units };
    }

    /// <summary>A checkup. What is judged is the recipe as it is: a cure that was found does not make it pass.</summary>
    public static GateSubject Of(CheckupResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new(result.Untreated.Layers, result.Findings);
    }

    /// <summary>The audit in a document, as a baseline.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">Where it came from, for messages.</param>
    /// <exception cref="RelumineException">It is not an audit (<see cref="ErrorKind.BrokenFile"/>).</exception>
    public static GateSubject OfAudit(string json, string name) => Of(AuditJson.Read(json, name));

    /// <summary>The checkup in a document, as a baseline.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">Where it came from, for messages.</param>
    /// <exception cref="RelumineException">It is not a checkup (<see cref="ErrorKind.BrokenFile"/>).</exception>
    public static GateSubject OfCheckup(string json, string name) => Of(CheckupJson.Read(json, name));
}
