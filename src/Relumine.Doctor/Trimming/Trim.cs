using System.Globalization;
using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Proofs;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Trimming;
using Relumine.Graph.Trimming.Linear;

namespace Relumine.Doctor.Trimming;

/// <summary>Removes units that do nothing from a trained network, exactly, and says which promise holds.</summary>
public static class Trim
{
    /// <summary>The key of a model's metadata that says what a removal rests on.</summary>
    public const string EvidenceKey = "relumine.trim.evidence";

    /// <summary>The key of a model's metadata that says how many units of which layers were removed.</summary>
    public const string RemovedKey = "relumine.trim.removed";

    /// <summary>
    /// Audits a network, removes the dead units that can go, and runs both networks over all data to compare them. Units
    /// that fired on a single sample stay. Memory does not grow with the number of samples.
    /// </summary>
    /// <param name="model">The network; it is not changed.</param>
    /// <param name="data">The data of its inputs, at their start; they are read several times, and not disposed of here.</param>
    /// <param name="options">How to trim; null for all dead units, on all cores.</param>
    /// <param name="progress">Told after every block; the data count twice.</param>
    /// <param name="labels">One class index for each sample, at the start, for accuracy before and after; null for none. Not disposed of here.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="RelumineException">
    /// The data do not fit the model, are broken or not finite; the model cannot be run. Or, as a fault, the outputs differ by
    /// more than rounding explains.
    /// </exception>
    /// <exception cref="OperationCanceledException">The work was ended.</exception>
    public static TrimResult Run(
        Model model,
        IReadOnlyList<DataSource> data,
        TrimOptions? options = null,
        IProgress<AuditProgress>? progress = null,
        DataSource? labels = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new TrimOptions();
        var auditing = new AuditOptions { Path = options.Path, Threads = options.Threads, Output = options.Output };
        var audit = Audit.Run(model, data, labels, auditing, Half(progress), cancellation);
        cancellation.ThrowIfCancellationRequested();
        CheckRange(audit, options);
        audit = options.Box is { } box ? BoxProofs.Add(model, audit, data, box, cancellation) : audit;

        var shapes = new SampleFeed(model.Graph, data).Inputs.ToDictionary(b => b.Input.Name, b => b.Layout.RunShape(1));
        var known = UnitEvidence.Of(model, audit, options, shapes);

        // On one sample everything is constant.
        if (audit.Data.Evidence < 2)
        {
            audit = audit with { Layers = [.. audit.Layers.Select(l => l with { Details = [.. l.Details.Select(u => u with { Constant = double.NaN })] })] };
        }

        var silent = audit.Layers.Select((l, i) => Silent(l, options, known[i])).ToArray();
        var removal = UnitRemoval.Apply(model, silent, shapes, mergesCopies: !options.OnlyDead);
        var linear = audit.Layers.Select((l, i) => AlwaysOnLayers.Left(l, known[i], removal.Layers[i].Removed, options)).ToArray();
        var merge = options.OnlyDead ? null : LinearMerge.Apply(removal.Model, linear, shapes);
        var run = new PlanOptions { Threads = options.Threads, AnyWork = options.AnyWork };
        TrimResult Result(LinearMergeResult? merged, string? reason) => new()
        {
            Model = audit.Model,
            Network = merged?.Model ?? removal.Model,
            Parameters = (merged?.Model ?? removal.Model).Parameters,
            Data = audit.Data,
            Promise = TrimPromise.Unchanged,
            Evidence = "",
            ProvenFor = options.Box is { } proven ? $"for every input of the box {proven.Box.Text}" : Range(options.InputLow, options.InputHigh),
            Doubts = [.. Doubts(audit)],
            Layers = [.. audit.Layers.Select((l, i) => AlwaysOnLayers.Describe(
                Describe(l, known[i], removal.Layers[i], options), l, known[i], linear[i], merged?.Layers[i], reason))],
            Accuracy = audit.Accuracy,
            AccuracyAfter = audit.Accuracy,
            ConstantsMoved = !removal.IsExact || merged?.Layers.Any(l => l.Removed.Count > 0) == true,
            Outputs = [],
        };
        TrimResult Compared(TrimResult result) => result.Removed == 0 ? result : result with
        {
            Outputs = OutputComparison.Run(
                model, result.Network, data, run, done => progress?.Report(new(audit.Data.Samples + done, 2 * audit.Data.Samples)), cancellation),
        };

        // Where sums of weights round more than the network itself does, units that are always on stay.
        var result = Compared(Result(merge, options.OnlyDead ? AlwaysOnLayers.OnlyDead : null));
        if (Unexplained(model, result.Outputs, data, run, cancellation) is { } excess && result.RemovedMerged > 0)
        {
            result = Compared(Result(null, AlwaysOnLayers.WouldShow(excess.Difference)));
        }

        if (result.Removed == 0)
        {
            return result;
        }

        CheckRounding(model, result.Outputs, data, run, cancellation);
        return Conclude(result with
        {
            AccuracyAfter = AccuracyOf(result.Network, data, labels, auditing, cancellation),
            HeldBack = result.RemovedUnproven == 0 ? null : HeldBack.Of(model, data, audit, Removable(result, known, options), auditing, cancellation),
            Times = options.MeasuresTime ? InferenceTimes.Of(model, result.Network, data, run, cancellation) : null,
        });
    }

    /// <summary>The units of a layer that are alive and gave the very same number on every sample and at every position.</summary>
    internal static IReadOnlyList<int> ConstantsOf(LayerResult layer) =>
        [.. layer.Details.Where(u => double.IsFinite(u.Constant) && !layer.DeadUnits.Contains(u.Index)).Select(u => u.Index)];

    /// <summary>The units of a layer that are linear on the data, because their pre-activation was never at or below 0, and not constant.</summary>
    internal static IReadOnlyList<int> AlwaysOnOf(LayerResult layer) =>
        layer.IsLinearWhenOn ? [.. layer.Details.Where(u => u.IsAlwaysOn && double.IsNaN(u.Constant)).Select(u => u.Index)] : [];

    private static SilentUnits Silent(LayerResult layer, TrimOptions options, UnitEvidence known)
    {
        int[] units =
        [
            .. layer.DeadUnits.Concat(options.OnlyDead ? [] : ConstantsOf(layer))
                .Where(u => (!options.OnlyProven || known.Proven.Contains(u)) && (options.Observed || !known.Refuted.Contains(u))).Order(),
        ];
        var dead = layer.DeadUnits.ToHashSet();

        // A unit of PReLU that can die gives 0; what other functions give on their flat side, the function itself says.
        return !units.Any(u => !dead.Contains(u)) && layer.Slopes is null
            ? new(layer.Name, layer.Axis, units)
            : new(layer.Name, layer.Axis, units)
            {
                Levels = [.. units.Select(u => !dead.Contains(u) ? layer.Details[u].Constant : layer.Slopes is not null ? 0 : double.NaN)],
            };
    }

    // Which units of samples' choice count: of layers from which units of their kind could go, and not those that stay because they are refuted.
    private static Func<LayerResult, int, bool> Removable(TrimResult result, IReadOnlyList<UnitEvidence> known, TrimOptions options)
    {
        var layers = result.Layers.Index().ToDictionary(l => l.Item.Name);
        return (layer, unit) =>
        {
            var (at, trimmed) = layers[layer.Name];
            return (options.Observed || !known[at].Refuted.Contains(unit)) && !(known[at].Proven.Contains(unit) || known[at].ProvenOn.Contains(unit))
                && (layer.DeadUnits.Contains(unit) ? trimmed.RemovedUnits.Count > 0 || trimmed.DeadUnits.Count == 0
                    : double.IsFinite(layer.Details[unit].Constant) ? result.RemovedConstant > 0
                    : result.RemovedMerged > 0 && layer.IsLinearWhenOn && layer.Details[unit].IsAlwaysOn && trimmed.MergedUnits.Count > 0);
        };
    }

    private static double? AccuracyOf(Model trimmed, IReadOnlyList<DataSource> data, DataSource? labels, AuditOptions options, CancellationToken cancellation)
    {
        if (labels is null)
        {
            return null;
        }

        labels.Reset();
        foreach (var source in data)
        {
            source.Reset();
        }

        return Audit.Run(trimmed, data, labels, options, null, cancellation).Accuracy;
    }

    private static TrimResult Conclude(TrimResult result)
    {
        var evidence = Evidence(result);
        var removed = string.Join(", ", result.Layers.Where(l => l.RemovedUnits.Count > 0).Select(l => $"{l.Name}: {l.RemovedUnits.Count} of {l.Units}"));
        var metadata = new Dictionary<string, string>(result.Network.Metadata, StringComparer.Ordinal);

        // A network that is trimmed again rests on what it rested on before, too.
        metadata[EvidenceKey] = metadata.TryGetValue(EvidenceKey, out var earlier) ? $"{earlier}; {evidence}" : evidence;
        metadata[RemovedKey] = metadata.TryGetValue(RemovedKey, out var before) ? $"{before}; {removed}" : removed;
        return result with
        {
            Promise = result.RemovedUnproven == 0 ? TrimPromise.Proven : TrimPromise.Observed,
            Evidence = evidence,
            Network = result.Network with { Metadata = metadata },
        };
    }

    private static string Evidence(TrimResult result)
    {
        var observed = string.Create(CultureInfo.InvariantCulture, $"observed on {result.Data.Samples} samples");
        return result.RemovedUnproven == 0 ? "proven " + result.ProvenFor
            : result.RemovedProven == 0 ? observed
            : string.Create(CultureInfo.InvariantCulture, $"{observed}; {result.RemovedProven} of {result.Removed} removed units proven {result.ProvenFor}");
    }

    private static string Range(double low, double high) => (double.IsInfinity(low), double.IsInfinity(high)) switch
    {
        (true, true) => "for every input",
        (true, false) => string.Create(CultureInfo.InvariantCulture, $"for every input up to {high:R}"),
        (false, true) => string.Create(CultureInfo.InvariantCulture, $"for every input from {low:R} on"),
        _ => string.Create(CultureInfo.InvariantCulture, $"for every input from {low:R} to {high:R}"),
    };

    private static void CheckRounding(
        Model model, IReadOnlyList<OutputDifference> outputs, IReadOnlyList<DataSource> data, PlanOptions run, CancellationToken cancellation)
    {
        if (Unexplained(model, outputs, data, run, cancellation) is { } excess)
        {
            throw new RelumineException(
                ErrorKind.Fault,
                $"The output '{excess.Output}' of the trimmed network differs by {Wording.Number(excess.Difference)}, of which rounding "
                    + $"explains {Wording.Number(excess.Explained)}. "
                    + "Nothing was kept of it. This is a fault of Relumine: please report it with the model.");
        }
    }

    // The first output that differs by more than rounding explains; null if none does.
    private static (string Output, double Difference, double Explained)? Unexplained(
        Model model, IReadOnlyList<OutputDifference> outputs, IReadOnlyList<DataSource> data, PlanOptions run, CancellationToken cancellation)
    {
        if (outputs.All(o => o.LargestDifference == 0))
        {
            return null;
        }

        var explained = OutputComparison.Explained(model, outputs, data, run, cancellation);
        return outputs.Select((o, i) => ((string, double, double)?)(o.Name, o.LargestDifference, explained[i]))
            .FirstOrDefault(o => !(o!.Value.Item2 <= o.Value.Item3) || double.IsInfinity(o.Value.Item2));
    }

    // A range that the data leave is no range of the inputs. Both are compared in the precision of most networks.
    private static void CheckRange(AuditResult audit, TrimOptions options)
    {
        if (
            audit.Data.Inputs.Where(i => i.IsFloat).FirstOrDefault(i => (float)i.Min < (float)options.InputLow || (float)i.Max > (float)options.InputHigh) is
            { } input
        )
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"The inputs are said to lie from {Wording.Number(options.InputLow)} to {Wording.Number(options.InputHigh)}, but the data for '{input.Name}' "
                    + $"lie from {Wording.Number(input.Min)} to {Wording.Number(input.Max)}. "
                + "Give a range that holds for every input, as the network gets it.");
        }
    }

    private static TrimmedLayer Describe(LayerResult layer, UnitEvidence known, RemovedUnits removal, TrimOptions options)
    {
        var dead = layer.DeadUnits.ToHashSet();
        var kept = removal.Kept.GroupBy(k => (k.Reason, IsDead: dead.Contains(k.Unit)))
            .Select(g => new KeptUnits(g.Key.Reason, [.. g.Select(k => k.Unit)]) { AreConstant = !g.Key.IsDead }).ToList();
        var considered = removal.Removed.Concat(kept.SelectMany(k => k.Units)).ToHashSet();
        if (layer.DeadUnits.Where(u => !considered.Contains(u) && known.Refuted.Contains(u)).ToArray() is { Length: > 0 } refuted)
        {
            considered.UnionWith(refuted);
            kept.Add(new($"an input of the box fires {(refuted.Length == 1 ? "it" : "each of them")}, on which the network would change", refuted));
        }

        if (layer.DeadUnits.Where(u => !considered.Contains(u)).ToArray() is { Length: > 0 } unproven)
        {
            kept.Add(new("they are observed to be dead, not proven", unproven));
        }

        var constants = ConstantsOf(layer);
        if (constants.Where(u => !considered.Contains(u)).ToArray() is { Length: > 0 } stayed)
        {
            kept.Add(new(options.OnlyDead ? "only dead units were to go" : "they are observed to be constant, not proven", stayed) { AreConstant = true });
        }

        var gone = removal.Removed.ToHashSet();
        return new(layer.Name, layer.Activation, layer.Kind, layer.Units, layer.Dead, layer.NearlyDead, layer.DeadUnits, known.Proven, removal.Removed, kept)
        {
            Title = layer.Title,
            ConstantUnits = constants,
            Copies = removal.Copies,
            RefutedUnits = known.Refuted,
            HardlyChanging = layer.Details.Count(u => u.Verdict == UnitVerdict.Constant && double.IsNaN(u.Constant) && !gone.Contains(u.Index)),
        };
    }

    private static IEnumerable<string> Doubts(AuditResult audit)
    {
        foreach (var finding in audit.Findings.Where(f => f.Id == "data-scale"))
        {
            yield return finding.Message;
        }

        if (audit.Layers.FirstOrDefault(l => l.Dead > 0 && audit.Thresholds.Units.AreFew(l.Kind, l.Samples, l.Positions)) is { } few)
        {
            yield return $"{Wording.Count(few.Samples, "sample")} {(few.Samples == 1 ? "is" : "are")} few: a unit that fires rarely looks dead on them. "
                + $"Give at least "
                + $"{Wording.Count(few.Kind == LayerKind.Dense ? audit.Thresholds.Units.DenseSamples : audit.Thresholds.Units.ChannelSamples)}.";
        }
    }

    private static FirstHalf? Half(IProgress<AuditProgress>? progress) => progress is null ? null : new FirstHalf(progress);

    private sealed class FirstHalf(IProgress<AuditProgress> whole) : IProgress<AuditProgress>
    {
        public void Report(AuditProgress value) => whole.Report(value with { Total = 2 * value.Total });
    }
}
