using Relumine.Data.Fit;

namespace Relumine.Engine.Inference.Feed;

/// <summary>
/// Recognizes networks whose inputs do not all count samples in front: a recurrent state <c>[2, batch, 128]</c> beside an input <c>[batch, 512]</c>, or
/// a square matrix <c>[nodes, nodes]</c>. Their data cannot be cut into samples, so that they are one run.
/// </summary>
internal static class WholeRun
{
    /// <summary>The inputs, each bound as one run, if a symbol that comes first somewhere stands further back elsewhere, and the data give every symbol
    /// one size; else null.</summary>
    public static IReadOnlyList<InputBinding>? Of(IReadOnlyList<InputBinding> inputs)
    {
        var first = inputs.Select(b => b.Input.Dims).Where(d => d.Count > 0 && d[0].Symbol is not null).Select(d => d[0].Symbol!).ToHashSet();
        if (!inputs.Any(b => b.Input.Dims.Skip(1).Any(d => d.Symbol is { } symbol && first.Contains(symbol))))
        {
            return null;
        }

        var sizes = new Dictionary<string, long>();
        var fits = inputs.All(b => b.Input.RankKnown && b.Input.Dims.Count == b.Source.Dims.Count && b.Input.Dims.Zip(b.Source.Dims).All(p =>
            p.First.Size is { } size ? size == p.Second
                : p.First.Symbol is not { } symbol || sizes.TryAdd(symbol, p.Second) || sizes[symbol] == p.Second));
        return fits ? [.. inputs.Select(b => b with { Layout = SampleLayout.Fit(b.Source.Dims, [.. b.Source.Dims.Select(d => (long?)d)])! })] : null;
    }
}
