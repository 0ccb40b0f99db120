using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Windows;

/// <summary>
/// Regions of pictures as pictures of one size: x [N, C, H, W], boxes [R, 4] of x₁, y₁, x₂, y₂, and for each the picture that it lies in → [R, C,
/// Height, Width]; each element is the mean, or the largest, of samples between the elements (ONNX RoiAlign; He et al. 2017, ICCV).
/// </summary>
/// <param name="Height">The height of a result.</param>
/// <param name="Width">The width of a result.</param>
/// <param name="SamplingRatio">How many samples an element has along each axis; 0 for as many as the region has elements there.</param>
/// <param name="Scale">What the coordinates of boxes are multiplied with.</param>
/// <param name="TakesLargest">Whether the largest sample counts, and not their mean.</param>
/// <param name="HalfPixel">Whether coordinates are those of edges, half an element off; older forms shift the result instead.</param>
public sealed record RoiAlign(
    int Height = 1, int Width = 1, int SamplingRatio = 0, float Scale = 1, bool TakesLargest = false, bool HalfPixel = true) : Op,
    IFloatLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    private const int MostSize = 1 << 14;

    /// <inheritdoc/>
    public override string Type => "RoiAlign";

    /// <inheritdoc/>
    public override int Since => 10;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (3, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 16;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        var (mode, place) = (
            reader.Text("mode", "avg"),
            reader.Text("coordinate_transformation_mode", reader.Version < 16 ? "output_half_pixel" : "half_pixel")
        );
        var op = new RoiAlign(
            reader.Axis("output_height", 1), reader.Axis("output_width", 1), reader.Axis("sampling_ratio", 0), reader.Float("spatial_scale", 1), mode == "max",
            place == "half_pixel");
        return mode is "avg" or "max" && place is "half_pixel" or "output_half_pixel"
            && op is { Height: >= 1 and <= MostSize, Width: >= 1 and <= MostSize, SamplingRatio: >= 0 and <= MostSize } ? op
            : throw reader.Refuse(
                $"its mode is '{mode}' with '{place}', {op.Height}×{op.Width} and {op.SamplingRatio} samples",
                "Known are avg and max with half_pixel and output_half_pixel, and sizes of a picture.");
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        writer.Int("output_height", Height);
        writer.Int("output_width", Width);
        writer.Int("sampling_ratio", SamplingRatio);
        writer.Float("spatial_scale", Scale);
        writer.Text("mode", TakesLargest ? "max" : "avg");
        writer.Text("coordinate_transformation_mode", HalfPixel ? "half_pixel" : "output_half_pixel");
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var ((type, x), boxes, pictures) = (context.Need(0, Kinds.Float), context.Need(1, Kinds.Float).Shape, context.Need(2, Kinds.Integer).Shape);
        if (x.Rank != 4 || boxes.Rank != 2 || boxes[1] != 4 || pictures.Rank != 1 || pictures[0] != boxes[0] || x.ElementCount == 0)
        {
            throw context.Fail($"the boxes {boxes} of the pictures {pictures} do not fit {x}");
        }

        context.Output(0, type, new Shape(boxes[0], x[1], Height, Width));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) => input == 0 && axis == 1 ? 1 : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) => new AxisCarrier("samples between the units");

    // Outside of the picture is 0.
    internal override Interval? Bounds(BoundsContext context) => context.Rounded(context[0].Hull(Interval.Point(0)), 2);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => TakesLargest ? null : BackwardNeeds.Input(0) | BackwardNeeds.Input(1) | BackwardNeeds.Input(2);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var (x, boxes, pictures, y) = (context.Input(0), context.Input(1), context.Input(2), context.Output(0));
        var (channels, plane) = (x.Shape[1], x.Shape[2] * x.Shape[3]);
        for (var r = 0; r < y.Shape[0]; r++)
        {
            var picture = Picture(pictures, r, x.Shape[0]);
            var (left, width, top, height) = Region(boxes, r);
            for (var c = 0; c < channels; c++)
            {
                var from = x.Values<T>().Slice(((picture * channels) + c) * plane, plane);
                var to = y.Values<T>().Slice(((r * channels) + c) * Height * Width, Height * Width);
                for (var i = 0; i < to.Length; i++)
                {
                    var (row, column) = ((i / Width * height / Height) + top, (i % Width * width / Width) + left);
                    to[i] = T.CreateTruncating(Element(from, x.Shape[2], x.Shape[3], row, height / Height, column, width / Width));
                }
            }
        }
    }

    // Each sample gives its neighbours their shares of what is wanted of the mean.
    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var (x, upstream) = (context.Input(0).Shape, context.OutputGradient(0));
        var gradient = context.InputGradient(0).Values<T>();
        var (rows, columns, plane) = (x[2], x[3], x[2] * x[3]);
        gradient.Clear();
        for (var i = 0; i < upstream.Length; i++)
        {
            var (place, of) = (i % (Height * Width), i / (Height * Width));
            var (r, c) = (of / x[1], of % x[1]);
            var (left, width, top, height) = Region(context.Input(1), r);
            var to = gradient.Slice(((Picture(context.Input(2), r, x[0]) * x[1]) + c) * plane, plane);
            var (down, across) = (Samples(height / Height), Samples(width / Width));
            for (var s = 0; s < down * across; s++)
            {
                var row = top + ((place / Width + ((s / across + 0.5) / down)) * height / Height);
                var column = left + ((place % Width + ((s % across + 0.5) / across)) * width / Width);
                if (row >= -1 && row <= rows && column >= -1 && column <= columns)
                {
                    var (above, below, low) = Neighbours(row, rows);
                    var (before, behind, right) = Neighbours(column, columns);
                    var wanted = upstream.NumberAt(i) / (down * across);
                    to[(above * columns) + before] += T.CreateTruncating((1 - low) * (1 - right) * wanted);
                    to[(above * columns) + behind] += T.CreateTruncating((1 - low) * right * wanted);
                    to[(below * columns) + before] += T.CreateTruncating(low * (1 - right) * wanted);
                    to[(below * columns) + behind] += T.CreateTruncating(low * right * wanted);
                }
            }
        }
    }

    private static int Picture(ModelTensor pictures, int box, int count) =>
        pictures.IntegerAt(box) is var picture && picture >= 0 && picture < count ? (int)picture
            : throw new ArgumentOutOfRangeException(nameof(pictures), picture, $"Box {box} lies in a picture that is not one of {count}.");

    private (double Left, double Width, double Top, double Height) Region(ModelTensor boxes, int r)
    {
        var (left, width) = Side(boxes.NumberAt(r * 4), boxes.NumberAt((r * 4) + 2));
        var (top, height) = Side(boxes.NumberAt((r * 4) + 1), boxes.NumberAt((r * 4) + 3));
        return (left, width, top, height);
    }

    private (double Start, double Size) Side(double from, double to)
    {
        var (start, end) = ((from * Scale) - (HalfPixel ? 0.5 : 0), (to * Scale) - (HalfPixel ? 0.5 : 0));
        return (start, HalfPixel ? end - start : Math.Max(1, end - start));
    }

    // A box that is not finite, or huge, has samples outside of the picture only.
    private int Samples(double size) => SamplingRatio > 0 ? SamplingRatio : size > 0 && size <= MostSize ? (int)Math.Ceiling(size) : 0;

    private double Element<T>(ReadOnlySpan<T> plane, int rows, int columns, double top, double height, double left, double width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (down, across) = (Samples(height), Samples(width));
        var (sum, most) = (0.0, double.NegativeInfinity);
        for (var i = 0; i < down; i++)
        {
            for (var j = 0; j < across; j++)
            {
                var (mean, largest) = Sample(plane, rows, columns, top + ((i + 0.5) * height / down), left + ((j + 0.5) * width / across));
                (sum, most) = (sum + mean, Math.Max(most, largest));
            }
        }

        return down * across == 0 ? 0 : TakesLargest ? most : sum / (down * across);
    }

    // The four neighbours, each with its share: their sum, and the largest of them.
    private static (double Sum, double Largest) Sample<T>(ReadOnlySpan<T> plane, int rows, int columns, double row, double column)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(row >= -1 && row <= rows && column >= -1 && column <= columns))
        {
            return (0, 0);
        }

        var (above, below, low) = Neighbours(row, rows);
        var (before, behind, right) = Neighbours(column, columns);
        var a = (1 - low) * (1 - right) * double.CreateTruncating(plane[(above * columns) + before]);
        var b = (1 - low) * right * double.CreateTruncating(plane[(above * columns) + behind]);
        var c = low * (1 - right) * double.CreateTruncating(plane[(below * columns) + before]);
        var d = low * right * double.CreateTruncating(plane[(below * columns) + behind]);
        return (a + b + c + d, Math.Max(Math.Max(a, b), Math.Max(c, d)));
    }

    private static (int First, int Second, double Share) Neighbours(double place, int size)
    {
        var at = Math.Max(0, place);
        var first = (int)at;
        return first >= size - 1 ? (size - 1, size - 1, 0) : (first, first + 1, at - first);
    }
}
