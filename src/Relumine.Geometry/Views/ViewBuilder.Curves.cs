using Relumine.Geometry.Maps;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Functions;
using Relumine.Kernels;

namespace Relumine.Geometry.Views;

/// <content>
/// Smooth functions, kept for bounds. Softmax is a sum of exponentials of differences and its inverse (Wei et al. 2023, "ER"): of each element
/// 1 / Σ exp(xⱼ − xᵢ), where nothing overflows and intervals are those of softmax itself.
/// </content>
internal sealed partial class ViewBuilder
{
    // A softmax of n elements has n² differences.
    private const int MostSoftmax = 128;

    private static readonly Lazy<Curve> s_exponential = new(() => new Curve(Math.Exp, Math.Exp, isRising: true, [], most: 700));
    private static readonly Lazy<Curve> s_inverse = new(() => new Curve(x => 1 / x, x => -1 / (x * x), isRising: false, [], least: 1));
    private static readonly Lazy<Curve> s_logarithm = new(() => new Curve(x => -Math.Log(x), x => -1 / x, isRising: false, [], least: 1));

    // Makes a layer of what was kept as smooth, if it can be one.
    private void ReadCurve(string name)
    {
        if (_smooth[name] is not { Before: { } before } smooth)
        {
            return;
        }

        var reader = _node;
        _node = smooth.Node;
        var form = smooth.Node.Op switch
        {
            Activate activate => CurveOf(activate.Function) is { } curve ? Curved(before, curve) : null,
            Exp => Curved(before, s_exponential.Value),
            Softmax softmax => Shares(before, softmax.Axis, s_inverse.Value),
            LogSoftmax softmax => Shares(before, softmax.Axis, s_logarithm.Value),
            _ => null,
        };
        _node = reader;
        if (form is not null)
        {
            _forms[name] = form;
            _smooth.Remove(name);
        }
    }

    private Curve? CurveOf(Activation function) =>
        _curves.TryGetValue(function, out var known) ? known : _curves[function] = Curve.Of(function);

    private AffineForm Curved(AffineForm x, Curve curve) => Layer(x, new Bend(x.Size, curve));

    private AffineForm? Shares(AffineForm x, int axis, Curve last)
    {
        var shape = _shapes[_node.Inputs[0]].Shape;
        axis = axis < 0 ? axis + shape.Rank : axis;
        var (size, inner) = (shape[axis], shape.Product(axis + 1, shape.Rank));
        if (size > MostSoftmax)
        {
            return null;
        }

        // For each element one difference to every other of its group.
        var (differences, sums, row) = (new List<(int, int, double)>(), new List<(int, int, double)>(), 0);
        for (var i = 0; i < x.Size; i++)
        {
            var (at, first) = (i / inner % size, i - (i / inner % size * inner));
            for (var other = 0; other < size; other++)
            {
                if (other != at)
                {
                    differences.Add((row, first + (other * inner), 1));
                    differences.Add((row, i, -1));
                    sums.Add((i, row++, 1));
                }
            }
        }

        if (row == 0)
        {
            return AffineForm.Of(Array.ConvertAll(new double[x.Size], last.Value));
        }

        var exponentials = Curved(Then(x, LinearMap.Of(row, x.Size, differences)), s_exponential.Value);
        var total = exponentials.Then(LinearMap.Of(x.Size, row, sums)).Plus(AffineForm.Of([.. Enumerable.Repeat(1.0, x.Size)]));
        return Curved(total, last);
    }
}
