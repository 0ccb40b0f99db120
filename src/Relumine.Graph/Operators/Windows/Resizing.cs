using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Windows;

/// <summary>Resizes axis after axis: linear interpolation in several dimensions is linear interpolation in each.</summary>
internal static class Resizing
{
    public static void Run<T>(ForwardContext context, Resize op) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (from, to) = (context.Input(0).Shape, context.Output(0).Shape);
        var changes = 0;
        var (size, largest) = ((long)from.ElementCount, 0L);
        for (var d = 0; d < from.Rank; d++)
        {
            if (from[d] != to[d])
            {
                changes++;
                size = size / from[d] * to[d];
                largest = Math.Max(largest, size);
            }
        }

        if (changes == 0)
        {
            context.Input(0).Bytes.CopyTo(context.Output(0).Bytes);
            return;
        }

        // Results on the way take turns in two halves of the working memory; the last goes to the output.
        var half = changes > 1 ? checked((int)largest) : 0;
        var memory = context.Scratch<T>(2 * half);
        ReadOnlySpan<T> x = context.Input(0).Values<T>();
        for (int d = 0, outer = 1, turn = 0; d < from.Rank; outer *= to[d], d++)
        {
            if (from[d] == to[d])
            {
                continue;
            }

            var inner = from.Product(d + 1, from.Rank);
            var y = --changes == 0 ? context.Output(0).Values<T>() : memory.Slice(turn * half, outer * to[d] * inner);
            var scale = ResizeScale.Of(op, from, d, Given(context, 2), Given(context, 3)).Scale;
            Along(x, y, op, from[d], to[d], inner, scale);
            x = y;
            turn = 1 - turn;
        }
    }

    /// <summary>The transpose of <see cref="Run"/>: gradients go back to the elements from which they were interpolated, from the last axis to the
    /// first.</summary>
    public static void Back<T>(BackwardContext context, Resize op) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (from, to) = (context.Input(0).Shape, context.OutputGradient(0).Shape);
        var changes = 0;
        var (size, largest) = ((long)from.ElementCount, 0L);
        for (var d = 0; d < from.Rank; d++)
        {
            if (from[d] != to[d])
            {
                changes++;
                size = size / from[d] * to[d];
                largest = Math.Max(largest, size);
            }
        }

        var g = context.Upstream<T>();
        var dx = context.InputGradient(0).Values<T>();
        if (changes == 0)
        {
            g.CopyTo(dx);
            return;
        }

        var half = changes > 1 ? checked((int)largest) : 0;
        var memory = context.Scratch<T>(2 * half);
        for (int d = from.Rank - 1, inner = 1, turn = 0; d >= 0; inner *= from[d], d--)
        {
            if (from[d] == to[d])
            {
                continue;
            }

            var target = --changes == 0 ? dx : memory.Slice(turn * half, to.Product(0, d) * from[d] * inner);
            var scale = ResizeScale.Of(op, from, d, Given(context, 2), Given(context, 3)).Scale;
            BackAlong(g, target, op, from[d], to[d], inner, scale);
            g = target;
            turn = 1 - turn;
        }
    }

    private static ModelTensor? Given(ForwardContext context, int i) => context.HasInput(i) && context.Input(i).Length > 0 ? context.Input(i) : null;

    private static ModelTensor? Given(BackwardContext context, int i) => context.HasInput(i) && context.Input(i).Length > 0 ? context.Input(i) : null;

    private static void Along<T>(ReadOnlySpan<T> x, Span<T> y, Resize op, int from, int to, int inner, double scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (inner == 1)
        {
            AlongRows(x, y, op, from, to, scale);
            return;
        }

        for (var i = 0; i < to; i++)
        {
            var (a, b, weight) = Sources<T>(op, i, from, to, scale);
            for (int source = 0, target = i * inner; source < x.Length; source += from * inner, target += to * inner)
            {
                var left = x.Slice(source + a * inner, inner);
                var line = y.Slice(target, inner);
                if (T.IsZero(weight))
                {
                    left.CopyTo(line);
                    continue;
                }

                var right = x.Slice(source + b * inner, inner);
                for (var k = 0; k < line.Length; k++)
                {
                    line[k] = (T.One - weight) * left[k] + weight * right[k];
                }
            }
        }
    }

    // Along the last axis: where elements come from is found once for many rows.
    private static void AlongRows<T>(ReadOnlySpan<T> x, Span<T> y, Resize op, int from, int to, double scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Block = 256;
        Span<int> left = stackalloc int[Block], right = stackalloc int[Block];
        Span<T> weights = stackalloc T[Block];
        for (var first = 0; first < to; first += Block)
        {
            var (count, copies) = (Math.Min(Block, to - first), true);
            for (var k = 0; k < count; k++)
            {
                (left[k], right[k], weights[k]) = Sources<T>(op, first + k, from, to, scale);
                copies &= T.IsZero(weights[k]);
            }

            for (int source = 0, target = first; source < x.Length; source += from, target += to)
            {
                var line = x.Slice(source, from);
                var row = y.Slice(target, count);
                for (var k = 0; copies && k < row.Length; k++)
                {
                    row[k] = line[left[k]];
                }

                for (var k = 0; !copies && k < row.Length; k++)
                {
                    row[k] = T.IsZero(weights[k]) ? line[left[k]] : (T.One - weights[k]) * line[left[k]] + weights[k] * line[right[k]];
                }
            }
        }
    }

    private static void BackAlong<T>(ReadOnlySpan<T> g, Span<T> dx, Resize op, int from, int to, int inner, double scale)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dx.Clear();
        for (var i = 0; i < to; i++)
        {
            var (a, b, weight) = Sources<T>(op, i, from, to, scale);
            for (int target = 0, source = i * inner; target < dx.Length; target += from * inner, source += to * inner)
            {
                var line = g.Slice(source, inner);
                var left = dx.Slice(target + a * inner, inner);
                TensorPrimitives.MultiplyAdd(line, T.One - weight, left, left);
                if (!T.IsZero(weight))
                {
                    var right = dx.Slice(target + b * inner, inner);
                    TensorPrimitives.MultiplyAdd(line, weight, right, right);
                }
            }
        }
    }

    /// <summary>The element of an axis that an element is, if the nearest is taken.</summary>
    public static int NearestSource(Resize op, int i, int from, int to, double scale) =>
        from == to ? i : (int)Math.Clamp(Nearest(op.Nearest, Place(op.Coordinates, i, from, to, scale), scale), 0, from - 1);

    // The two elements from which an element is interpolated, and the weight of the second.
    private static (int A, int B, T Weight) Sources<T>(Resize op, int i, int from, int to, double scale) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var place = Place(op.Coordinates, i, from, to, scale);
        var first = op.Linear ? Math.Floor(place) : Nearest(op.Nearest, place, scale);
        return ((int)Math.Clamp(first, 0, from - 1), (int)Math.Clamp(first + 1, 0, from - 1), op.Linear ? T.CreateTruncating(place - first) : T.Zero);
    }

    /// <summary>The place in the input that an element comes from.</summary>
    public static double Place(ResizeCoordinates coordinates, int i, int from, int to, double scale) => coordinates switch
    {
        ResizeCoordinates.Asymmetric => i / scale,
        ResizeCoordinates.AlignCorners => from * scale == 1 ? 0 : i * (from - 1) / (from * scale - 1),
        ResizeCoordinates.PytorchHalfPixel when to == 1 => 0,
        ResizeCoordinates.HalfPixelSymmetric => from / 2.0 * (1 - to / (scale * from)) + (i + 0.5) / scale - 0.5,
        _ => (i + 0.5) / scale - 0.5,
    };

    /// <summary>The element that is the nearest to a place.</summary>
    public static double Nearest(ResizeNearest nearest, double place, double scale) => nearest switch
    {
        ResizeNearest.RoundPreferFloor => Math.Ceiling(place - 0.5),
        ResizeNearest.RoundPreferCeil => Math.Floor(place + 0.5),
        ResizeNearest.Floor => Math.Floor(place),
        ResizeNearest.Outwards when scale >= 1 => Math.Floor(place),
        _ => Math.Ceiling(place),
    };
}
