using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Windows;

/// <summary>How an axis is resized.</summary>
/// <param name="Scale">From the size of the input to that of the output, before that is a whole number.</param>
/// <param name="Size">The size of the output.</param>
internal readonly record struct ResizeScale(double Scale, double Size)
{
    /// <summary>What scales or sizes say of an axis.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="from">The input's shape.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="scales">The scales, if they are given.</param>
    /// <param name="sizes">The sizes, if they are given.</param>
    public static ResizeScale Of(Resize op, Shape from, int axis, ModelTensor? scales, ModelTensor? sizes)
    {
        var at = IndexOf(op, axis, from.Rank);
        if (at < 0)
        {
            return new(1, from[axis]);
        }

        if (scales is { Length: > 0 })
        {
            var scale = scales.NumberAt(at);
            return new(scale, Math.Floor(from[axis] * scale));
        }

        if (sizes is null)
        {
            return new(1, from[axis]);
        }

        var size = sizes.IntegerAt(at);
        if (op.Policy == ResizePolicy.Stretch)
        {
            return new((double)size / from[axis], size);
        }

        // One scale for all axes that are named.
        double? common = null;
        for (var i = 0; i < sizes.Length; i++)
        {
            var d = op.Axes.Count == 0 ? i : op.Axes[i] < 0 ? op.Axes[i] + from.Rank : op.Axes[i];
            var own = (double)sizes.IntegerAt(i) / from[d];
            common = common is not { } before ? own : op.Policy == ResizePolicy.NotLarger ? Math.Min(before, own) : Math.Max(before, own);
        }

        return new(common!.Value, Math.Floor((common.Value * from[axis]) + 0.5));
    }

    /// <summary>Where scales, sizes and parts hold the number for an axis; −1 if they have none.</summary>
    public static int IndexOf(Resize op, int axis, int rank)
    {
        for (var i = 0; i < op.Axes.Count; i++)
        {
            if (op.Axes[i] == axis || op.Axes[i] + rank == axis)
            {
                return i;
            }
        }

        return op.Axes.Count == 0 ? axis : -1;
    }
}
