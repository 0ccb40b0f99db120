using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Checkups.State;

/// <summary>What is remembered of a run, whole: also what the documents of audits leave out of their layers.</summary>
/// <param name="History">What the run showed.</param>
/// <param name="Start">What documents leave out of <see cref="CaseHistory.Start"/>.</param>
/// <param name="End">What documents leave out of <see cref="CaseHistory.End"/>.</param>
internal sealed record RunMemory(CaseHistory History, IReadOnlyList<LayerMemory> Start, IReadOnlyList<LayerMemory> End)
{
    /// <summary>Takes a run apart.</summary>
    public static RunMemory Of(CaseHistory history) => new(history, LayerMemory.Of(history.Start), LayerMemory.Of(history.End));

    /// <summary>Puts it together again; null if the parts do not belong together.</summary>
    public CaseHistory? Whole() => Start.Count == History.Start.Count && End.Count == History.End.Count
        ? History with { Start = LayerMemory.Join(History.Start, Start), End = LayerMemory.Join(History.End, End) }
        : null;
}

/// <summary>What documents leave out of a layer.</summary>
/// <param name="Response">As <see cref="LayerResult.Response"/>.</param>
/// <param name="IsLinearWhenOn">As <see cref="LayerResult.IsLinearWhenOn"/>.</param>
/// <param name="Details">As <see cref="LayerResult.Details"/>.</param>
internal sealed record LayerMemory(double Response, bool IsLinearWhenOn, IReadOnlyList<UnitResult> Details)
{
    /// <summary>Of every layer.</summary>
    public static IReadOnlyList<LayerMemory> Of(IReadOnlyList<LayerResult> layers) =>
        [.. layers.Select(l => new LayerMemory(l.Response, l.IsLinearWhenOn, l.Details))];

    /// <summary>Gives it back to every layer.</summary>
    public static IReadOnlyList<LayerResult> Join(IReadOnlyList<LayerResult> layers, IReadOnlyList<LayerMemory> memories) =>
        [.. layers.Zip(memories, (l, m) => l with { Response = m.Response, IsLinearWhenOn = m.IsLinearWhenOn, Details = m.Details })];
}
