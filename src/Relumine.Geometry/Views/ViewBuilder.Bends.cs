using Relumine.Geometry.Maps;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Geometry.Views;

/// <content>Operators that bend every element by itself.</content>
internal sealed partial class ViewBuilder
{
    private bool ReadBend(Node node)
    {
        switch (node.Op)
        {
            case Activate activate:
                if (ActivationSegments.Of(activate.Function).Segments is not { } segments)
                {
                    return false;
                }

                SetBend(Form(node.Inputs[0]), Same(segments, Form(node.Inputs[0]).Size));
                return true;
            case Abs:
                SetBend(Form(node.Inputs[0]), Same(Segments.Bent(0, -1, 1), Form(node.Inputs[0]).Size));
                return true;
            case Clip:
                SetBend(Form(node.Inputs[0]), Same(Clipped(node), Form(node.Inputs[0]).Size));
                return true;
            case PRelu:
                SetBend(Form(node.Inputs[0]), LearnedSlopes(node));
                return true;
            default:
                return false;
        }
    }

    private void SetBend(AffineForm x, IReadOnlyList<Segments> units)
    {
        if (units.Any(u => u.Knots.Length > 0))
        {
            Set(Layer(x, new Bend(units)));
        }
        else
        {
            Set(Factors(x, [.. units.Select(u => u.Slopes[0])]).Plus(AffineForm.Of([.. units.Select(u => u.Offsets[0])])));
        }
    }

    private static Segments[] Same(Segments segments, int units) => Enumerable.Repeat(segments, units).ToArray();

    private Segments Clipped(Node node)
    {
        var (low, high) = (Bound(node, 1, double.NegativeInfinity), Bound(node, 2, double.PositiveInfinity));
        return low >= high ? Segments.Line(0, high)
            : (double.IsFinite(low), double.IsFinite(high)) switch
            {
                (true, true) => new Segments([low, high], [0, 1, 0], [low, 0, high]),
                (true, _) => Segments.Bent(low, 0, 1, low),
                (_, true) => Segments.Bent(high, 1, 0, high),
                _ => Segments.Line(1, 0),
            };
    }

    // The largest numbers of float32 are how older opsets say that there is no bound.
    private double Bound(Node node, int i, double none)
    {
        if (node.Inputs.Count <= i || node.Inputs[i].Length == 0)
        {
            return none;
        }

        var bound = _shapes.Constant(node.Inputs[i])?.ToDoubles()[0] ?? throw Refuse($"its bound '{node.Inputs[i]}' depends on the input");
        return Math.Abs(bound) >= float.MaxValue ? (bound > 0 ? double.PositiveInfinity : double.NegativeInfinity) : bound;
    }

    // f(−1) tells the slope of each element, however it is broadcast.
    private Segments[] LearnedSlopes(Node node)
    {
        var slope = _shapes.Constant(node.Inputs[1]) ?? throw Refuse("its slope depends on the input, which gives squares");
        var shape = _shapes[node.Inputs[0]].Shape;
        var (x, y) = (ModelTensor.Zeros(ElementType.Float64, shape), ModelTensor.Zeros(ElementType.Float64, shape));
        x.Values<double>().Fill(-1);
        node.Op.Forward(new ForwardContext([x, slope], [y]));
        return Array.ConvertAll(y.ToDoubles(), v => v == -1 ? Segments.Line(1, 0) : Segments.Bent(0, -v, 1));
    }
}
