using Relumine.Doctor.Units;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Bounds;
using Relumine.Kernels.Calculus;

namespace Relumine.Doctor.Trimming;

/// <summary>Which dead units are dead for every input, because their pre-activation cannot leave the flat side of their function; which constant ones are
/// constant for every input, because no weight leads to them.</summary>
internal static class Proof
{
    /// <summary>The indices of the proven units of each layer, in the order of the layers.</summary>
    public static IReadOnlyList<int[]> Of(Model model, IReadOnlyList<LayerResult> layers, TrimOptions options, IReadOnlyDictionary<string, Shape> inputShapes)
    {
        if (layers.All(l => l.DeadUnits.Count == 0 && Trim.ConstantsOf(l).Count == 0))
        {
            return [.. layers.Select(_ => Array.Empty<int>())];
        }

        var bounds = new UnitBounds(model, options.InputLow, options.InputHigh, inputShapes);
        return [.. layers.Select(layer =>
        {
            var node = model.Graph.Nodes.First(n => n.Outputs.Contains(layer.Name));
            var edge = node.Op is Activate activate ? FlatSide.Edge(activate.Function) : layer.Slopes is not null ? 0 : null;
            return layer.DeadUnits.Where(u => edge is { } limit && bounds.IsAtMost(node.Inputs[0], layer.Axis, u, limit))
                .Concat(Trim.ConstantsOf(layer).Where(u => bounds.IsConstant(layer.Name, layer.Axis, u))).Order().ToArray();
        })];
    }
}
