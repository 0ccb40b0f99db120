using Relumine.Doctor.Units;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Bounds;
using Relumine.Kernels.Calculus;

namespace Relumine.Doctor.Trimming;

/// <summary>Which dead units are dead for every input: those whose pre-activation cannot leave the flat side of their function.</summary>
internal static class Proof
{
    /// <summary>The indices of the proven units of each layer, in the order of the layers.</summary>
    public static IReadOnlyList<int[]> Of(Model model, IReadOnlyList<LayerResult> layers, TrimOptions options, IReadOnlyDictionary<string, Shape> inputShapes)
    {
        if (layers.All(l => l.DeadUnits.Count == 0))
        {
            return [.. layers.Select(_ => Array.Empty<int>())];
        }

        var bounds = new UnitBounds(model, options.InputLow, options.InputHigh, inputShapes);
        return [.. layers.Select(layer =>
        {
            var node = model.Graph.Nodes.First(n => n.Outputs.Contains(layer.Name));
            return layer.DeadUnits.Count > 0 && node.Op is Activate activate && FlatSide.Edge(activate.Function) is { } edge
                ? layer.DeadUnits.Where(u => bounds.IsAtMost(node.Inputs[0], layer.Axis, u, edge)).ToArray()
                : [];
        })];
    }
}
