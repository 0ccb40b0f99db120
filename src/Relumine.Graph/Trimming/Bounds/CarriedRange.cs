using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Trimming.Bounds;

/// <summary>Ranges behind operators that are no products.</summary>
internal static class CarriedRange
{
    private static readonly HashSet<string> s_rising =
    [
        "Relu", "LeakyRelu", "ThresholdedRelu", "ClippedRelu", "Relu6", "Elu", "Selu", "Celu", "Softplus", "HardSigmoid", "HardTanh", "Sigmoid", "Tanh", "Softsign", "SquaredRelu",
    ];

    /// <summary>The range of a value that carries units, unit by unit where that can be told.</summary>
    /// <param name="node">The node that makes it.</param>
    /// <param name="lane">Where it carries units.</param>
    /// <param name="map">The network.</param>
    /// <param name="of">The range of an input.</param>
    /// <param name="rounding">A bound of the rounding error of one operation.</param>
    public static ValueRange Of(Node node, Lane lane, UnitMap map, Func<string, ValueRange> of, double rounding)
    {
        // Units lie along the output's axis as along the input's, unless their number changes.
        ValueRange Along(string input) => of(input) is var range && range.Length == lane.Length && map.Lane(input)?.Length == lane.Length ? range : range.Hull;
        return node.Op switch
        {
            BatchNormalization normalization => Normalized(node, normalization, lane, map, Along(node.Inputs[0]), rounding),
            Concat => Beside(node, map, of),
            Reshape or Flatten or Squeeze or Unsqueeze => Spread(of(node.Inputs[0]), map.Lane(node.Inputs[0])!, lane, map),
            _ => Elementwise(node, map, i => Parameter(i, node, lane, map) ?? Along(i), rounding),
        };
    }

    /// <summary>The range of a value of which no units are known.</summary>
    public static ValueRange OfWhole(Node node, UnitMap map, Func<string, ValueRange> of, double rounding) =>
        node.Op is ReshapingOp or Transpose ? of(node.Inputs[0])
        : node.Op is Concat ? ValueRange.Whole(node.Inputs.Min(i => of(i).Low[0]), node.Inputs.Max(i => of(i).High[0]))
        : Elementwise(node, map, of, rounding);

    private static ValueRange Elementwise(Node node, UnitMap map, Func<string, ValueRange> of, double rounding)
    {
        var inputs = node.Inputs.Where(i => i.Length > 0).Select(of).ToArray();
        Func<(double Low, double High)[], (double, double)>? range = node.Op switch
        {
            Activate activate when IsRising(activate.Function) => x => (activate.Function.Value(x[0].Low), activate.Function.Value(x[0].High)),
            Identity or Dropout or MaxPool or GlobalMaxPool or Transpose => x => x[0],
            GlobalAveragePool or ReduceMean or Resize => x => x[0],
            AveragePool => x => (Math.Min(0, x[0].Low), Math.Max(0, x[0].High)),
            Add => x => (x[0].Low + x[1].Low, x[0].High + x[1].High),
            Sub => x => (x[0].Low - x[1].High, x[0].High - x[1].Low),
            Mul => x => Spanned(x[0], x[1]),
            Div => x => x[1].Low > 0 || x[1].High < 0 ? Spanned(x[0], (1 / x[1].High, 1 / x[1].Low)) : (double.NaN, double.NaN),
            Neg => x => (-x[0].High, -x[0].Low),
            Max => x => (x.Max(r => r.Low), x.Max(r => r.High)),
            Min => x => (x.Min(r => r.Low), x.Min(r => r.High)),
            _ => null,
        };
        return range is null || inputs.Length == 0 ? ValueRange.Unknown
            : ValueRange.Of(inputs.Max(r => r.Length), i =>
            {
                var operands = Array.ConvertAll(inputs, r => r[i]);
                var (low, high) = range(operands);
                var margin = rounding * operands.Max(o => Math.Max(Magnitude(o.Low), Magnitude(o.High)) + Math.Max(Magnitude(low), Magnitude(high)));
                return node.Op is Identity or Dropout or Transpose or MaxPool or GlobalMaxPool or Max or Min or Neg ? (low, high) : Rounding.Widen(low, high, margin);
            });
    }

    private static ValueRange Normalized(Node node, BatchNormalization normalization, Lane lane, UnitMap map, ValueRange x, double rounding)
    {
        var p = Enumerable.Range(1, 4).Select(i => map.Shapes.Constant(node.Inputs[i])!.ToDoubles()).ToArray();
        return ValueRange.Of(lane.Length, i =>
        {
            var factor = p[0][i] / Math.Sqrt(p[3][i] + normalization.Epsilon);
            var (low, high) = Spanned(x[i], (factor, factor));
            var term = p[1][i] - (factor * p[2][i]);
            var margin = 8 * rounding * (Magnitude(low) + Magnitude(high) + Math.Abs(p[1][i]) + Math.Abs(factor * p[2][i]));
            return (low + term - margin, high + term + margin);
        });
    }

    private static ValueRange Beside(Node node, UnitMap map, Func<string, ValueRange> of)
    {
        var axis = map.Lane(node.Outputs[0])!.Axis;
        var parts = node.Inputs.SelectMany(input => Enumerable.Range(0, map.Shapes[input].Shape[axis]).Select(i => of(input)[i])).ToArray();
        return ValueRange.Of(parts.Length, i => parts[i]);
    }

    // By slots, which elements keep whatever becomes of the shape.
    private static ValueRange Spread(ValueRange range, Lane from, Lane to, UnitMap map)
    {
        if (range.Length != from.Length)
        {
            return range.Hull;
        }

        var bySlot = Enumerable.Range(0, from.Length).GroupBy(i => map.Slots.Root(from.Slots[i])).ToDictionary(g => g.Key, g => (g.Min(i => range.Low[i]), g.Max(i => range.High[i])));
        return ValueRange.Of(to.Length, i => bySlot[map.Slots.Root(to.Slots[i])]);
    }

    // A constant with a number for each unit.
    private static ValueRange? Parameter(string input, Node node, Lane lane, UnitMap map)
    {
        if (input.Length == 0 || map.Shapes.Constant(input) is not { } constant || !constant.Type.IsFloat() || constant.Length != lane.Length)
        {
            return null;
        }

        var axis = lane.Axis - (map.Shapes[node.Outputs[0]].Shape.Rank - constant.Shape.Rank);
        return axis >= 0 && constant.Shape[axis] == lane.Length ? ValueRange.Of(lane.Length, i => (constant.NumberAt(i), constant.NumberAt(i))) : null;
    }

    private static bool IsRising(Activation function) =>
        s_rising.Contains(function.Card.Name) && (function.Card.Name == "HardTanh" || function.Parameters.All(p => p >= 0));

    private static (double Low, double High) Spanned((double Low, double High) a, (double Low, double High) b)
    {
        double[] corners = [Rounding.Times(a.Low, b.Low), Rounding.Times(a.Low, b.High), Rounding.Times(a.High, b.Low), Rounding.Times(a.High, b.High)];
        return (corners.Min(), corners.Max());
    }

    // What a bound adds to a margin: none if there is no bound, which no margin moves.
    private static double Magnitude(double bound) => double.IsFinite(bound) ? Math.Abs(bound) : 0;
}
