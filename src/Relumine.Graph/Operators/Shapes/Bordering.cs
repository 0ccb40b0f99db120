using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>Adds borders: along each axis, a table says which element of the input comes where, or none.</summary>
internal static class Bordering
{
    private const int None = -1;

    public static void Run(ForwardContext context, PadMode mode, ModelTensor pads, ModelTensor? axes)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        var tables = context.Scratch<int>(Places(y.Shape));
        Fill(tables, x.Shape, y.Shape, mode, pads, axes);
        var place = tables[^y.Shape.Rank..];
        var size = y.Type.Size();
        var value = context.HasInput(2) ? context.Input(2).Bytes : default;
        for (var at = 0; at < y.Length; at++)
        {
            var target = y.Bytes.Slice(at * size, size);
            var from = From(x.Shape, y.Shape, tables, place);
            if (from != None)
            {
                x.Bytes.Slice(from * size, size).CopyTo(target);
            }
            else if (value.IsEmpty)
            {
                target.Clear();
            }
            else
            {
                value.CopyTo(target);
            }

            Advance(place, y.Shape);
        }
    }

    /// <summary>Adds every gradient to that of the element that it came from; those of a border of one value go to the value.</summary>
    public static void Back<T>(BackwardContext context, PadMode mode, ModelTensor pads, ModelTensor? axes) where T : unmanaged, INumber<T>
    {
        var (x, y) = (context.Input(0).Shape, context.OutputGradient(0).Shape);
        var tables = context.Scratch<int>(Places(y));
        Fill(tables, x, y, mode, pads, axes);
        var place = tables[^y.Rank..];
        var g = context.Upstream<T>();
        var dx = context.Wants(0) ? context.InputGradient(0).Values<T>() : [];
        dx.Clear();
        var border = 0.0;
        for (var at = 0; at < g.Length; at++)
        {
            var from = From(x, y, tables, place);
            if (from == None)
            {
                border += double.CreateTruncating(g[at]);
            }
            else if (!dx.IsEmpty)
            {
                dx[from] += g[at];
            }

            Advance(place, y);
        }

        if (context.Wants(2))
        {
            context.InputGradient(2).Values<T>()[0] = T.CreateTruncating(border);
        }
    }

    // One table after another, and the current place in each.
    private static int Places(Shape y)
    {
        var total = y.Rank;
        foreach (var dim in y.Dims)
        {
            total += dim;
        }

        return total;
    }

    private static void Fill(Span<int> tables, Shape x, Shape y, PadMode mode, ModelTensor pads, ModelTensor? axes)
    {
        tables[^y.Rank..].Clear();
        for (int d = 0, first = 0; d < y.Rank; first += y[d], d++)
        {
            var before = (int)Pad.Widths(pads, axes, d, y.Rank).Before;
            for (var i = 0; i < y[d]; i++)
            {
                tables[first + i] = Source(i - before, x[d], mode);
            }
        }
    }

    private static void Advance(Span<int> place, Shape y)
    {
        for (var d = y.Rank - 1; d >= 0 && ++place[d] == y[d]; d--)
        {
            place[d] = 0;
        }
    }

    private static int From(Shape x, Shape y, ReadOnlySpan<int> tables, ReadOnlySpan<int> place)
    {
        var from = 0;
        for (int d = 0, first = 0; d < place.Length; first += y[d], d++)
        {
            var index = tables[first + place[d]];
            if (index == None)
            {
                return None;
            }

            from = from * x[d] + index;
        }

        return from;
    }

    private static int Source(int i, int size, PadMode mode) => mode switch
    {
        _ when i >= 0 && i < size => i,
        PadMode.Edge => Math.Clamp(i, 0, size - 1),
        PadMode.Wrap => Modulo(i, size),
        PadMode.Reflect => size == 1 ? 0 : size - 1 - Math.Abs(Modulo(i, 2 * size - 2) - size + 1),
        _ => None,
    };

    private static int Modulo(int i, int n) => (i % n + n) % n;
}
