using Relumine.Geometry.Maps;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Geometry.Views;

/// <content>Operators that are affine.</content>
internal sealed partial class ViewBuilder
{
    private bool ReadAffine(Node node)
    {
        switch (node.Op)
        {
            case Gemm gemm:
                Set(OfGemm(gemm, node));
                return true;
            case MatMul:
                Set(OfMatMul(node));
                return true;
            case Conv conv:
                Set(Convolution(conv, node));
                return true;
            case Add or Sum:
                Set(Total(node));
                return true;
            case Sub:
                Set(Broadcast(node, 0).Plus(Broadcast(node, 1), -1));
                return true;
            case Mean:
                Set(Scaled(Total(node), 1.0 / node.Inputs.Count));
                return true;
            case Neg:
                Set(Scaled(Form(node.Inputs[0]), -1));
                return true;
            case Mul:
                Set(Product(node));
                return true;
            case Div when !_shapes.Varies(node.Inputs[1]):
                Set(Factors(Broadcast(node, 0), Array.ConvertAll(Broadcast(node, 1).Constant, d => 1 / d)));
                return true;
            case BatchNormalization normalization:
                Set(Normalized(normalization, node));
                return true;
            case AveragePool pool:
                Set(Averages(pool, node));
                return true;
            case GlobalAveragePool:
                var shape = _shapes[node.Inputs[0]].Shape;
                Set(Sums(node, i => i / shape.Product(2, shape.Rank), 1.0 / shape.Product(2, shape.Rank)));
                return true;
            case ReduceMean or ReduceSum:
                var (groups, target) = ReducedTo(node, (ReducingOp)node.Op);
                Set(Sums(node, i => target[i], node.Op is ReduceMean ? (double)groups / target.Length : 1));
                return true;
            default:
                return false;
        }
    }

    private AffineForm OfGemm(Gemm gemm, Node node)
    {
        var (a, b) = (_shapes[node.Inputs[0]].Shape, _shapes[node.Inputs[1]].Shape);
        var c = node.Inputs.Count > 2 && node.Inputs[2].Length > 0 ? Scaled(Broadcast(node, 2), gemm.Beta) : null;
        var product = Matrices(node, gemm.TransA ? new Shape(a[1], a[0]) : a, gemm.TransA, gemm.TransB ? new Shape(b[1], b[0]) : b, gemm.TransB, gemm.Alpha);
        return c is null ? product : product.Plus(c);
    }

    private AffineForm OfMatMul(Node node)
    {
        var (a, b) = (_shapes[node.Inputs[0]].Shape, _shapes[node.Inputs[1]].Shape);
        var varies = _shapes.Varies(node.Inputs[0]) ? b : a;
        return varies.Rank <= 2
            ? Matrices(node, a.Rank == 1 ? a.Prepend(1) : a, false, b.Rank == 1 ? new Shape(b[0], 1) : b, false, 1)
            : throw Refuse($"it multiplies stacks of matrices ({a} and {b}), which is not supported");
    }

    // One of the two is constant; the other may be a stack of matrices if the constant one is behind it.
    private AffineForm Matrices(Node node, Shape a, bool transA, Shape b, bool transB, double alpha)
    {
        var (variesA, variesB) = (_shapes.Varies(node.Inputs[0]), _shapes.Varies(node.Inputs[1]));
        if (variesA && variesB)
        {
            throw Refuse("it multiplies two values that both depend on the input, which gives squares");
        }

        var entries = new List<(int, int, double)>();
        var (k, n) = (a[-1], b[-1]);
        if (variesA)
        {
            var w = _shapes.Constant(node.Inputs[1])!.ToDoubles();
            var rows = a.ElementCount / Math.Max(1, k);
            for (var m = 0; m < rows; m++)
            {
                for (var i = 0; i < k; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        entries.Add(((m * n) + j, transA ? (i * rows) + m : (m * k) + i, alpha * w[transB ? (j * k) + i : (i * n) + j]));
                    }
                }
            }

            return Then(Form(node.Inputs[0]), LinearMap.Of(rows * n, rows * k, entries));
        }

        var (left, height, stacks) = (_shapes.Constant(node.Inputs[0])!.ToDoubles(), a[0], b.ElementCount / Math.Max(1, k * n));
        for (var s = 0; s < stacks; s++)
        {
            for (var m = 0; m < height; m++)
            {
                for (var i = 0; i < k; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        entries.Add(
                            (
                                ((s * height) + m) * n + j,
                                (s * k * n) + (transB ? (j * k) + i : (i * n) + j),
                                alpha * left[transA ? (i * height) + m : (m * k) + i]
                            )
                        );
                    }
                }
            }
        }

        return Then(Form(node.Inputs[1]), LinearMap.Of(stacks * height * n, stacks * k * n, entries));
    }

    private AffineForm Convolution(Conv conv, Node node)
    {
        if (_shapes.Constant(node.Inputs[1]) is not { } kernel)
        {
            throw Refuse("its weights depend on the input, which gives squares");
        }

        var (x, w) = (_shapes[node.Inputs[0]].Shape, kernel.ToDoubles());
        var window = conv.WindowOver(x, kernel.Shape.Dims[2..]);
        var (units, channels, taps) = (kernel.Shape[0] / conv.Groups, kernel.Shape[1], window.Taps);
        if ((long)x[0] * kernel.Length * window.OutputSize > _options.MostEntries)
        {
            throw Refuse($"its matrix has {(long)x[0] * kernel.Length * window.OutputSize} entries, more than the {_options.MostEntries} that are allowed");
        }

        var entries = new List<(int, int, double)>();
        for (var block = 0; block < x[0] * conv.Groups; block++)
        {
            for (var tap = 0; tap < taps; tap++)
            {
                for (var runs = new TapRuns(in window, tap); runs.Next();)
                {
                    for (var at = 0; at < units * channels; at++)
                    {
                        var (unit, channel) = (at / channels, at % channels);
                        var weight = w[(((((block % conv.Groups) * units) + unit) * channels) + channel) * taps + tap];
                        for (var i = 0; i < runs.Count; i++)
                        {
                            entries.Add(
                                (
                                    (((block * units) + unit) * window.OutputSize) + runs.Output + i,
                                    (((block * channels) + channel) * window.InputSize) + runs.Input + (i * runs.Step),
                                    weight
                                )
                            );
                        }
                    }
                }
            }
        }

        var size = _shapes[node.Outputs[0]].Shape.ElementCount;
        var result = Then(Form(node.Inputs[0]), LinearMap.Of(size, x.ElementCount, entries));
        if (node.Inputs.Count < 3 || node.Inputs[2].Length == 0)
        {
            return result;
        }

        var bias = _shapes.Constant(node.Inputs[2])?.ToDoubles() ?? throw Refuse("its bias depends on the input");
        return result.Plus(AffineForm.Of([.. Enumerable.Range(0, size).Select(i => bias[i / window.OutputSize % bias.Length])]));
    }

    private AffineForm Averages(AveragePool pool, Node node)
    {
        var (x, size) = (_shapes[node.Inputs[0]].Shape, _shapes[node.Outputs[0]].Shape.ElementCount);
        var window = pool.WindowOver(x, pool.KernelShape.Span, pool.CeilMode);
        var divisors = new double[window.OutputSize];
        Pooling.Count<double>(divisors, window, pool.CountIncludePad);
        var entries = Taps(window, size).Select(t => (t.Output, t.Input, 1 / divisors[t.Output % window.OutputSize])).ToList();
        return Then(Form(node.Inputs[0]), LinearMap.Of(size, x.ElementCount, entries));
    }

    // Which elements each window sees, plane by plane.
    private static List<(int Output, int Input)> Taps(Window window, int size)
    {
        var pairs = new List<(int, int)>();
        for (var plane = 0; plane * window.OutputSize < size; plane++)
        {
            for (var tap = 0; tap < window.Taps; tap++)
            {
                for (var runs = new TapRuns(in window, tap); runs.Next();)
                {
                    for (var i = 0; i < runs.Count; i++)
                    {
                        pairs.Add(((plane * window.OutputSize) + runs.Output + i, (plane * window.InputSize) + runs.Input + (i * runs.Step)));
                    }
                }
            }
        }

        return pairs;
    }

    private AffineForm Normalized(BatchNormalization normalization, Node node)
    {
        var p = Enumerable
            .Range(1, 4)
            .Select(i => _shapes.Constant(node.Inputs[i])?.ToDoubles() ?? throw Refuse("its parameters depend on the input"))
            .ToArray();
        var shape = _shapes[node.Inputs[0]].Shape;
        var inner = shape.Rank > 1 ? shape.Product(2, shape.Rank) : 1;
        var factors = new double[shape.ElementCount];
        var offsets = new double[shape.ElementCount];
        for (var i = 0; i < factors.Length; i++)
        {
            var channel = i / inner % p[0].Length;
            factors[i] = p[0][channel] / Math.Sqrt(p[3][channel] + normalization.Epsilon);
            offsets[i] = p[1][channel] - (factors[i] * p[2][channel]);
        }

        return Factors(Form(node.Inputs[0]), factors).Plus(AffineForm.Of(offsets));
    }

    private AffineForm Product(Node node) => (_shapes.Varies(node.Inputs[0]), _shapes.Varies(node.Inputs[1])) switch
    {
        (true, true) => throw Refuse("it multiplies two values that both depend on the input, which gives squares"),
        (true, _) => Factors(Broadcast(node, 0), Broadcast(node, 1).Constant),
        _ => Factors(Broadcast(node, 1), Broadcast(node, 0).Constant),
    };

    private AffineForm Total(Node node) =>
        Enumerable.Range(0, node.Inputs.Count).Select(i => Broadcast(node, i)).Aggregate((a, b) => a.Plus(b));

    private AffineForm Sums(Node node, Func<int, int> target, double factor)
    {
        var x = Form(node.Inputs[0]);
        return Then(x, LinearMap.Of(_shapes[node.Outputs[0]].Shape.ElementCount, x.Size, [.. Enumerable.Range(0, x.Size).Select(i => (target(i), i, factor))]));
    }

    private static AffineForm Scaled(AffineForm form, double factor) => factor == 1 ? form : Factors(form, Enumerable.Repeat(factor, form.Size).ToArray());

    private static AffineForm Factors(AffineForm form, double[] factors) =>
        form.Then(LinearMap.Pick(form.Size, Enumerable.Range(0, form.Size).ToArray(), factors));

    /// <summary>Input <paramref name="i"/>, repeated to the shape of the output.</summary>
    private AffineForm Broadcast(Node node, int i)
    {
        var (from, to) = (_shapes[node.Inputs[i]].Shape, _shapes[node.Outputs[0]].Shape);
        var form = Form(node.Inputs[i]);
        return from.ElementCount == to.ElementCount ? form : form.Then(LinearMap.Pick(form.Size, Repeated(from, to)));
    }
}
