using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming;

/// <summary>
/// Which units of a node's output are constant, found by running the node on one sample in which all that is not known
/// is NaN: what comes out as the same finite number at every position does not depend on it.
/// </summary>
internal static class ConstantUnits
{
    // Left of every flat side's end, and within the range of every type.
    private const double FarLeft = -1e4;

    /// <summary>Fills in the constants of an output's along.</summary>
    public static void Find(Node node, SlotAxis along, UnitMap map)
    {
        // What is not known can be marked in floating-point numbers only.
        if (!map.Varying(node).Any(i => map.SlotsOf(i) is { HasConstants: true }) || map.Varying(node).Any(i => !map.Shapes[i].Type.IsFloat()))
        {
            return;
        }

        var inputs = node.Inputs.Select(i => i.Length == 0 ? null : map.Shapes.Constant(i) ?? Sample(map.Shapes[i], map.SlotsOf(i))).ToArray();
        var output = Run(node, inputs, map.Shapes[node.Outputs[0]]);
        var (outer, inner) = (output.Shape.Product(0, along.Axis), output.Shape.Product(along.Axis + 1, output.Shape.Rank));
        for (var i = 0; i < along.Length; i++)
        {
            var first = output.NumberAt(i * inner);
            var isConstant = double.IsFinite(first);
            for (var o = 0; o < outer && isConstant; o++)
            {
                for (var at = 0; at < inner && isConstant; at++)
                {
                    isConstant = output.NumberAt(((o * along.Length) + i) * inner + at).Equals(first);
                }
            }

            along.Constants[i] = isConstant ? first : double.NaN;
        }
    }

    /// <summary>The number that an activation gives on its flat side, in the type that it computes with.</summary>
    public static double Level(Node activation, ElementType type)
    {
        // Where the slope is a weight, a unit is silent only if its own is 0, and then it gives 0.
        if (activation.Inputs.Where((_, i) => activation.Op.RoleOf(i) == InputRole.Slope).Any())
        {
            return 0;
        }

        return Given(activation, type, FarLeft);
    }

    /// <summary>What an activation without parameters of each unit gives for a number, in the type that it computes with.</summary>
    public static double Given(Node activation, ElementType type, double number)
    {
        var single = new TensorType(type, new Shape(1));
        return Run(activation, [Filled(single, number)], single).NumberAt(0);
    }

    private static ModelTensor Run(Node node, ModelTensor?[] inputs, TensorType type)
    {
        var outputs = new ModelTensor?[node.Outputs.Count];
        outputs[0] = ModelTensor.Zeros(type.Type, type.Shape);
        node.Op.Forward(new ForwardContext(inputs, outputs));
        return outputs[0]!;
    }

    private static ModelTensor Sample(TensorType type, SlotAxis? along)
    {
        var sample = Filled(type, double.NaN);
        for (var i = 0; along is not null && type.Type.IsFloat() && i < sample.Length; i++)
        {
            sample.SetNumber(i, along.Constants[i / type.Shape.Product(along.Axis + 1, type.Shape.Rank) % along.Length]);
        }

        return sample;
    }

    private static ModelTensor Filled(TensorType type, double value)
    {
        var tensor = ModelTensor.Zeros(type.Type, type.Shape);
        for (var i = 0; type.Type.IsFloat() && i < tensor.Length; i++)
        {
            tensor.SetNumber(i, value);
        }

        return tensor;
    }
}
