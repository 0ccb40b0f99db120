using Relumine.Doctor.Units;
using Relumine.Graph.Trimming.Linear;

namespace Relumine.Doctor.Trimming;

/// <summary>Units that are always on: which of a layer may be merged, and what became of them.</summary>
internal static class AlwaysOnLayers
{
    /// <summary>Why they stay where only dead units are to go.</summary>
    public const string OnlyDead = "only dead units were to go";

    /// <summary>Why they stay where merging them would be seen.</summary>
    public static string WouldShow(double difference) =>
        $"sums of their weights round more than the network itself does: an output would differ by {Wording.Number(difference)}";

    /// <summary>The always-on units of a layer in the network from which others were removed, and what they give on the data or on the box.</summary>
    public static LinearLayer Left(LayerResult layer, UnitEvidence known, IReadOnlyList<int> removed, TrimOptions options)
    {
        var gone = removed.ToHashSet();
        int[] units =
        [
            .. Trim.AlwaysOnOf(layer).Where(u => !gone.Contains(u)
                && (!options.OnlyProven || known.ProvenOn.Contains(u)) && (options.Observed || !known.Refuted.Contains(u))),
        ];
        var ranges = units.Select(u => known.Ranges.TryGetValue(u, out var range) ? range
            : (Low: Math.Max(0, layer.Details[u].SmallestPreActivation), High: layer.Details[u].LargestPreActivation)).ToArray();
        int[] now = [.. units.Select(u => u - removed.Count(r => r < u))];
        return new(layer.Name, layer.Axis, now, [.. ranges.Select(r => r.Low)], [.. ranges.Select(r => r.High)]);
    }

    /// <summary>Adds to what is said of a layer what became of its always-on units.</summary>
    /// <param name="described">The layer without them.</param>
    /// <param name="layer">Its audit.</param>
    /// <param name="known">What is proven.</param>
    /// <param name="given">Its always-on units as they were given to be merged.</param>
    /// <param name="merged">What became of them; null if they were not merged.</param>
    /// <param name="reason">Why they were not, for all layers; null if each has its own reason.</param>
    public static TrimmedLayer Describe(
        TrimmedLayer described, LayerResult layer, UnitEvidence known, LinearLayer given, MergedLayer? merged, string? reason)
    {
        var gone = described.RemovedUnits.ToHashSet();
        int[] left = [.. Enumerable.Range(0, layer.Units).Where(u => !gone.Contains(u))];
        int[] went = [.. (merged?.Removed ?? []).Select(u => left[u])];
        int[] stay = [.. Trim.AlwaysOnOf(layer).Except(described.RemovedUnits).Except(went)];
        return described with
        {
            RemovedUnits = went.Length == 0 ? described.RemovedUnits : [.. described.RemovedUnits.Concat(went).Order()],
            MergedUnits = went,
            MergesAreProven = went.Length > 0 && given.Units.All(u => known.ProvenOn.Contains(left[u])),
            IsFolded = merged?.IsFolded == true,
            AlwaysOnUnits = stay,
            AlwaysOnReason = stay.Length == 0 ? ""
                : given.Units.Count == 0 && stay.All(known.Refuted.Contains) ? "an input of the box turns them off"
                : given.Units.Count == 0 ? "they are observed to be always on, not proven"
                : reason ?? merged?.Reason ?? "",
        };
    }
}
