using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>Which values an output is made of without any weights in between: a reshape, a softmax or a mean says nothing new.</summary>
internal static class OutputHeads
{
    /// <summary>The names of the outputs, and of the values that lead to one through nodes of one input and no weights.</summary>
    public static HashSet<string> Of(Model model, IReadOnlyDictionary<string, Shape> inputShapes)
    {
        var heads = model.Graph.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        ShapeInference shapes;
        try
        {
            shapes = new ShapeInference(model, inputShapes);
        }
        catch (RelumineException)
        {
            return heads;
        }

        // Nodes stand in the order of computation, so that a reader comes before its maker here.
        foreach (var node in model.Graph.Nodes.Reverse().Where(n => n.Outputs.Any(heads.Contains)))
        {
            var data = node.Inputs.Where(shapes.Varies).ToArray();
            if (data.Length == 1 && !node.Op.MakesUnits && !node.Inputs.Where((name, i) => IsWeight(node, i, name, shapes)).Any())
            {
                heads.Add(data[0]);
            }
        }

        return heads;
    }

    private static bool IsWeight(Node node, int input, string name, ShapeInference shapes) =>
        name.Length > 0 && node.Op.RoleOf(input) is not (InputRole.Setting or InputRole.Slope)
        && shapes.Constant(name) is { } constant && constant.Type.IsFloat();
}
