using System.Numerics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Windows;

/// <summary>How ONNX GridSample interpolates.</summary>
public enum GridMode
{
    /// <summary>Linearly along every dimension.</summary>
    Linear,

    /// <summary>The nearest element.</summary>
    Nearest,

    /// <summary>By cubic convolution (Keys 1981), with −0.75.</summary>
    Cubic,
}

/// <summary>What ONNX GridSample takes outside of the input.</summary>
public enum GridBorder
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>The element at the border.</summary>
    Border,

    /// <summary>The elements mirrored at the border.</summary>
    Reflection,
}

/// <summary>
/// Elements of x [N, C, D₁ … Dₙ] at the places of a grid [N, O₁ … Oₙ, n], whose coordinates go from −1 to 1, the last dimension first
/// (ONNX GridSample; Jaderberg et al. 2015, NeurIPS).
/// </summary>
/// <param name="Mode">How it interpolates.</param>
/// <param name="Border">What it takes outside.</param>
/// <param name="AlignCorners">Whether −1 and 1 are the middles of the outermost elements, not their edges.</param>
public sealed record GridSample(GridMode Mode = GridMode.Linear, GridBorder Border = GridBorder.Zeros, bool AlignCorners = false) : Op,
    IFloatLoop<ForwardContext>
{
    private static readonly string[] s_modes = ["linear", "nearest", "cubic"];
    private static readonly string[] s_borders = ["zeros", "border", "reflection"];

    /// <inheritdoc/>
    public override string Type => "GridSample";

    /// <inheritdoc/>
    public override int Since => 16;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 20;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        // Before opset 20 the modes were called after two dimensions.
        var mode = reader.Text("mode", "linear") switch { "bilinear" => "linear", "bicubic" => "cubic", var other => other };
        var border = reader.Text("padding_mode", "zeros");
        var (m, b) = (Array.IndexOf(s_modes, mode), Array.IndexOf(s_borders, border));
        return m >= 0 && b >= 0 ? new GridSample((GridMode)m, (GridBorder)b, reader.Flag("align_corners"))
            : throw reader.Refuse($"its mode is '{mode}' with '{border}' outside", "Known are linear, nearest and cubic with zeros, border and reflection.");
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Mode != GridMode.Linear)
        {
            writer.Text("mode", s_modes[(int)Mode]);
        }

        if (Border != GridBorder.Zeros)
        {
            writer.Text("padding_mode", s_borders[(int)Border]);
        }

        if (AlignCorners)
        {
            writer.Int("align_corners", 1);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var ((type, x), grid) = (context.Need(0, Kinds.Float), context.Need(1, Kinds.Float).Shape);
        if (x.Rank < 3 || x.Rank > 2 + Window.MostDimensions || grid.Rank != x.Rank || grid[0] != x[0] || grid[^1] != x.Rank - 2 || x.Dims[2..].Contains(0)
            || (Mode == GridMode.Cubic && x.Rank != 4))
        {
            throw context.Fail($"the grid {grid} does not fit {x}");
        }

        context.Output(0, type, new Shape([x[0], x[1], .. grid.Dims[1..^1]]));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var (x, grid, y) = (context.Input(0), context.Input(1), context.Output(0));
        var rank = x.Shape.Rank - 2;
        var (plane, places) = (x.Shape.Product(2, rank + 2), y.Shape.Product(2, rank + 2));
        Span<double> at = stackalloc double[rank];
        for (var n = 0; n < x.Shape[0]; n++)
        {
            for (var place = 0; place < places; place++)
            {
                for (var d = 0; d < rank; d++)
                {
                    at[d] = Place(grid.NumberAt(((n * places) + place) * rank + rank - 1 - d), x.Shape[d + 2]);
                }

                for (var c = 0; c < x.Shape[1]; c++)
                {
                    var channel = (n * x.Shape[1]) + c;
                    var value = Sample<T>(x.Values<T>().Slice(channel * plane, plane), x.Shape.Dims[2..], at, 0, 0, 1);
                    y.Values<T>()[channel * places + place] = T.CreateTruncating(value);
                }
            }
        }
    }

    private double Place(double coordinate, int size)
    {
        var place = AlignCorners ? (coordinate + 1) / 2 * (size - 1) : (((coordinate + 1) * size) - 1) / 2;
        return Mode == GridMode.Nearest ? Math.Round(place, MidpointRounding.ToEven)
            : Mode == GridMode.Cubic || Border == GridBorder.Zeros ? place
            : Border == GridBorder.Border ? Math.Clamp(place, 0, size - 1)
            : Mirrored(place, size);
    }

    private double Mirrored(double place, int size)
    {
        var (low, high) = AlignCorners ? (0.0, size - 1.0) : (-0.5, size - 0.5);
        var range = high - low;
        if (range <= 0)
        {
            return 0;
        }

        var turns = Math.Abs(place - low) % (2 * range);
        return low + (turns > range ? (2 * range) - turns : turns);
    }

    // Dimension by dimension: a sum over the neighbours along each.
    private double Sample<T>(ReadOnlySpan<T> plane, ReadOnlySpan<int> dims, ReadOnlySpan<double> at, int d, int offset, double weight)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (d == dims.Length)
        {
            return weight * double.CreateTruncating(plane[offset]);
        }

        var first = Math.Floor(at[d]);
        var rest = at[d] - first;
        var (from, to) = Mode switch { GridMode.Nearest => (0, 0), GridMode.Linear => (0, 1), _ => (-1, 2) };
        var sum = 0.0;
        for (var k = from; k <= to; k++)
        {
            var share = Mode switch
            {
                GridMode.Nearest => 1,
                GridMode.Linear => k == 0 ? 1 - rest : rest,
                _ => Cubic.Weight(k - rest, -0.75),
            };
            if (share != 0 && Inside(first + k, dims[d]) is { } index)
            {
                sum += Sample(plane, dims, at, d + 1, (offset * dims[d]) + index, weight * share);
            }
        }

        return sum;
    }

    private int? Inside(double place, int size)
    {
        if (!double.IsFinite(place))
        {
            return null;
        }

        if (Border == GridBorder.Zeros)
        {
            return place >= 0 && place < size ? (int)place : null;
        }

        return (int)Math.Clamp(Border == GridBorder.Border ? place : Math.Round(Mirrored(place, size)), 0, size - 1);
    }
}
