using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;

namespace Relumine.Graph.Trimming.Linear;

/// <summary>
/// Removes units that are always on, and so linear, where fewer say the same. A unit whose weights are a sum of multiples of those of others is
/// that sum of what the others give, and a constant. Units that are read with weights that are sums of each other's can be added up before they
/// are read. And a layer that is linear as a whole goes, if its weights times those behind are fewer. All of it changes weights, and so rounds.
/// </summary>
public static class LinearMerge
{
    // Above this many products a layer takes too long to compare.
    private const double MostWork = 1L << 34;

    // How far above 0 units that are put together are kept, as a share of what they can give: so much no rounding of a sum takes away.
    private const double Room = 1.0 / 1024;

    /// <summary>Merges what can be merged.</summary>
    /// <param name="model">The network; it is not changed.</param>
    /// <param name="layers">The layers, each with its units that are always on.</param>
    /// <param name="inputShapes">The shape of one sample, by input; null for those that the model declares, with 1 for every symbol.</param>
    public static LinearMergeResult Apply(Model model, IReadOnlyList<LinearLayer> layers, IReadOnlyDictionary<string, Shape>? inputShapes = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(layers);
        var left = layers.ToArray();
        MergedLayer[] merged = [.. layers.Select(l => new MergedLayer(l.Value, [], false, ""))];

        // A layer that became smaller may let those around it become smaller, too.
        for (var isNew = true; isNew;)
        {
            isNew = false;
            for (var i = 0; i < left.Length; i++)
            {
                if (!merged[i].IsFolded)
                {
                    var more = One(ref model, ref left[i], inputShapes);
                    isNew |= more.Removed.Count > 0;
                    merged[i] = more with { Removed = Together(merged[i].Removed, more.Removed) };
                }
            }
        }

        return new(model, merged);
    }

    // The second indices count what the first ones left.
    private static int[] Together(IReadOnlyList<int> first, IReadOnlyList<int> second)
    {
        var (all, at, left) = (first.ToHashSet(), 0, 0);
        foreach (var unit in second)
        {
            for (; first.Contains(at) || left < unit; at++)
            {
                left += first.Contains(at) ? 0 : 1;
            }

            all.Add(at);
        }

        return [.. all.Order()];
    }

    private static MergedLayer One(ref Model model, ref LinearLayer layer, IReadOnlyDictionary<string, Shape>? inputShapes)
    {
        if (layer.Units.Count == 0)
        {
            return new(layer.Value, [], false, "");
        }

        var map = new UnitMap(model, inputShapes, new Dictionary<string, SilentUnits>());
        if (UnitPath.Find(map, layer, out var why) is not { } path)
        {
            return new(layer.Value, [], false, why.ToString());
        }

        var count = map.SlotsOf(layer.Value)!.Length;
        var sums = new LinearSums(map, path, layer);
        if (sums.Work > MostWork)
        {
            return new(layer.Value, [], false, "there are too many weights to compare");
        }

        sums.Leave();
        sums.Gather(Room);
        var (gone, reason) = ((int[])[.. sums.Gone.Order()], sums.Reason);
        if (gone.Length > 0)
        {
            var removal = UnitRemoval.Apply(Edit(map, path, sums, count), [Silent(layer, gone, sums.CarriesConstants)], inputShapes);
            if (removal.Layers[0].Removed.Count < gone.Length)
            {
                return new(layer.Value, [], false, removal.Layers[0].Kept.Select(k => k.Reason).FirstOrDefault() ?? "they cannot be taken out");
            }

            model = removal.Model;
        }

        var areAll = layer.Units.Count == count;
        layer = sums.Rest;
        if (areAll && LayerFold.Apply(model, layer, inputShapes) is { } folded)
        {
            model = folded;
            return new(layer.Value, [.. Enumerable.Range(0, count)], true, "");
        }

        return new(layer.Value, gone, false, reason);
    }

    // The first of the units that go carries all constants: it gives 1, and they are the weights with which it is read.
    private static SilentUnits Silent(LinearLayer layer, int[] gone, bool carries) =>
        new(layer.Value, layer.Axis, gone) { Levels = [.. gone.Select((_, i) => i == 0 && carries ? 1.0 : 0.0)] };

    private static Model Edit(UnitMap map, UnitPath path, LinearSums sums, int count)
    {
        var edit = new TrimEdit(map, [], new Dictionary<int, (int, double)>());
        var nodes = new Dictionary<string, Node>(StringComparer.Ordinal);
        if (sums.Made.Count > 0)
        {
            Give(path.Maker.Node, path.Maker.Weights, sums.Making.With(sums.Made));
        }

        if (sums.Biases.Any(b => b.Value != path.Bias(b.Key)))
        {
            var (node, input, value) = path.With(sums.Biases, count);
            Give(node, input, value);
        }

        foreach (var (product, vectors, read) in sums.Read)
        {
            Give(product.Node, product.Weights, vectors.With(read));
        }

        foreach (var node in nodes.Values)
        {
            edit.Replace(node);
        }

        return edit.Finish();

        void Give(Node node, int input, ModelTensor value)
        {
            var current = nodes.GetValueOrDefault(node.Outputs[0]) ?? node;
            var inputs = current.Inputs.ToArray();
            inputs[input] = edit.Store(node.Inputs[input], value);
            nodes[node.Outputs[0]] = current with { Inputs = inputs };
        }
    }
}
