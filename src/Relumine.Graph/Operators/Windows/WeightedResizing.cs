using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Windows;

/// <summary>Resizes axis after axis by weighted sums: cubic interpolation, means over windows, and parts of the input.</summary>
internal static class WeightedResizing
{
    public static void Run<T>(ForwardContext context, Resize op) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (from, to) = (context.Input(0).Shape, context.Output(0).Shape);
        var largest = Math.Max(from.ElementCount, to.ElementCount);
        long size = from.ElementCount;
        for (var d = 0; d < from.Rank; d++)
        {
            size = size / from[d] * to[d];
            largest = checked((int)Math.Max(largest, size));
        }

        var memory = context.Scratch<T>(2 * largest);
        context.Input(0).Values<T>().CopyTo(memory);
        var length = from.ElementCount;
        var turn = 0;
        for (int d = 0, outer = 1; d < from.Rank; outer *= to[d], d++)
        {
            var (scale, _) = ResizeScale.Of(op, from, d, context.HasInput(2) && context.Input(2).Length > 0 ? context.Input(2) : null,
                context.HasInput(3) ? context.Input(3) : null);
            var at = ResizeScale.IndexOf(op, d, from.Rank);
            var isCrop = op.Coordinates == ResizeCoordinates.Crop && at >= 0;
            if (from[d] == to[d] && scale == 1 && !isCrop)
            {
                continue;
            }

            var part = isCrop ? (context.Input(1).NumberAt(at), context.Input(1).NumberAt(at + context.Input(1).Length / 2)) : default;
            var inner = from.Product(d + 1, from.Rank);
            var target = outer * to[d] * inner;
            Along(memory.Slice(turn * largest, length), memory.Slice((1 - turn) * largest, target), op, from[d], to[d], inner, scale, isCrop, part);
            (length, turn) = (target, 1 - turn);
        }

        memory.Slice(turn * largest, length).CopyTo(context.Output(0).Values<T>());
    }

    private static void Along<T>(
        ReadOnlySpan<T> x, Span<T> y, Resize op, int from, int to, int inner, double scale, bool isCrop, (double Start, double End) part)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < to; i++)
        {
            var place = isCrop ? Cropped(i, from, from * scale, part) : Resizing.Place(op.Coordinates, i, from, to, scale);
            var isOutside = isCrop && (place < 0 || place > from - 1);
            for (int source = 0, target = i * inner; target < y.Length; source += from * inner, target += to * inner)
            {
                var line = y.Slice(target, inner);
                if (isOutside)
                {
                    line.Fill(T.CreateTruncating(op.Extrapolation));
                }
                else
                {
                    Mix(x.Slice(source, from * inner), line, op, from, scale, place);
                }
            }
        }
    }

    private static double Cropped(int i, int from, double to, (double Start, double End) part) =>
        to == 1 ? 0.5 * (part.Start + part.End) * (from - 1) : (part.Start * (from - 1)) + (i * (part.End - part.Start) * (from - 1) / (to - 1));

    private static void Mix<T>(ReadOnlySpan<T> x, Span<T> line, Resize op, int from, double scale, double place)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var inner = line.Length;
        if (!op.Linear && op.CubicSlope is null)
        {
            var index = (int)Math.Clamp(Resizing.Nearest(op.Nearest, place, scale), 0, from - 1);
            x.Slice(index * inner, inner).CopyTo(line);
            return;
        }

        // Windows are wider where an axis shrinks, and the element on the left of a place counts as the one before it.
        var width = op.Antialias ? Math.Min(scale, 1) : 1;
        var reach = (int)Math.Floor((op.Linear ? -1 : -2) / width) + 1;
        var first = Math.Ceiling(place) - 1;
        var rest = place - first;
        line.Clear();
        var sum = 0.0;
        for (var k = reach; k <= 1 - reach; k++)
        {
            sum += Weight(op, width, k - rest, first + k, from);
        }

        for (var k = reach; k <= 1 - reach; k++)
        {
            var weight = T.CreateTruncating(Weight(op, width, k - rest, first + k, from) / sum);
            var source = x.Slice((int)Math.Clamp(first + k, 0, from - 1) * inner, inner);
            for (var j = 0; j < inner && !T.IsZero(weight); j++)
            {
                line[j] += weight * source[j];
            }
        }
    }

    private static double Weight(Resize op, double width, double distance, double place, int from) =>
        op.ExcludeOutside && (place < 0 || place >= from) ? 0
        : op.CubicSlope is { } slope ? Cubic.Weight(width * distance, slope)
        : Math.Max(0, 1 - Math.Abs(width * distance));
}
