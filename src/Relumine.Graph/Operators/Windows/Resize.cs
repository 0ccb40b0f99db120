using System.Globalization;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Windows;

/// <summary>
/// The tensor stretched or shrunk along its axes, by the nearest element or by linear interpolation (ONNX Resize;
/// inputs: data, roi (unused), scales, sizes).
/// </summary>
/// <param name="Linear">Whether it interpolates linearly; otherwise it takes the nearest element.</param>
/// <param name="Coordinates">Where an element of the output comes from.</param>
/// <param name="Nearest">Which element is the nearest.</param>
public sealed record Resize(
    bool Linear = false,
    ResizeCoordinates Coordinates = ResizeCoordinates.HalfPixel,
    ResizeNearest Nearest = ResizeNearest.RoundPreferFloor
) : Op, IFloatLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    private static readonly string[] s_coordinates = ["half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric"];
    private static readonly string[] s_nearest = ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"];

    /// <inheritdoc/>
    public override string Type => "Resize";

    /// <inheritdoc/>
    public override int Since => 10;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 4);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => Coordinates == ResizeCoordinates.HalfPixelSymmetric ? 19 : 13;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        var mode = reader.Text("mode", "nearest");
        if (mode is not ("nearest" or "linear"))
        {
            throw reader.Refuse($"its mode is '{mode}'", "Relumine resizes by nearest and linear: export the model with one of these.");
        }

        if (reader.Flag("antialias") || reader.Has("axes") || reader.Text("keep_aspect_ratio_policy", "stretch") != "stretch")
        {
            throw reader.Refuse("it uses antialias, axes or keep_aspect_ratio_policy", "Export the model without them, with a scale or a size for every axis.");
        }

        // These play a role for cubic interpolation and for crops only.
        _ = reader.Has("cubic_coeff_a") | reader.Has("exclude_outside") | reader.Has("extrapolation_value");
        if (reader.Version < 11)
        {
            reader.Inputs.Insert(1, "");
            return new Resize(mode == "linear", ResizeCoordinates.Asymmetric, ResizeNearest.Floor);
        }

        return new Resize(
            mode == "linear",
            (ResizeCoordinates)Choice(reader, "coordinate_transformation_mode", s_coordinates),
            (ResizeNearest)Choice(reader, "nearest_mode", s_nearest));
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Linear)
        {
            writer.Text("mode", "linear");
        }

        if (Coordinates != ResizeCoordinates.HalfPixel)
        {
            writer.Text("coordinate_transformation_mode", s_coordinates[(int)Coordinates]);
        }

        if (Nearest != ResizeNearest.RoundPreferFloor)
        {
            writer.Text("nearest_mode", s_nearest[(int)Nearest]);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Float);
        var bySize = IsGiven(context, 3);
        if (bySize == IsGiven(context, 2))
        {
            throw context.Fail("it needs either scales (input 2) or sizes (input 3)");
        }

        var given = context.NeedConstant(bySize ? 3 : 2, bySize ? "the sizes" : "the scales");
        if (given.Length != shape.Rank)
        {
            throw context.Fail($"{given.Length} numbers are given for {shape.Rank} axes");
        }

        var dims = new long[shape.Rank];
        for (var d = 0; d < dims.Length; d++)
        {
            var size = bySize ? given.IntegerAt(d) : Math.Floor(shape[d] * given.NumberAt(d));
            dims[d] = size is > 0 and <= int.MaxValue && shape[d] > 0 ? (long)size
                : throw context.Fail(string.Create(CultureInfo.InvariantCulture, $"axis {d} cannot go from {shape[d]} to {size} elements"));
        }

        context.Output(0, type, context.Possible(dims));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && !HasSizes(node) && shapes.Constant(node.Inputs[2]) is { } scales && scales.NumberAt(axis) == 1 ? axis : null;

    // Sizes would have to say the new number of units; scales say nothing of it.
    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier(HasSizes(node) ? "is given the sizes of the result" : "resizes along the axis of the units");

    internal override Interval? Bounds(BoundsContext context) => context.Rounded(context[0]);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context) => Resizing.Run<T>(context, this);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(2);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) => Resizing.Back<T>(context, this);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.OnlyVaries(0) && context.StacksRows && (context.Constant(2) is not { Length: > 0 } scales || scales.NumberAt(0) == 1);

    private static bool HasSizes(Node node) => node.Inputs.Count > 3 && node.Inputs[3].Length > 0;

    private static bool IsGiven(InferenceContext context, int i) => context.HasInput(i) && context.Input(i).Shape.ElementCount > 0;

    private static int Choice(NodeReader reader, string attribute, string[] choices)
    {
        var given = reader.Text(attribute, choices[0]);
        var i = Array.IndexOf(choices, given);
        return i >= 0 ? i : throw reader.Refuse($"{attribute} is '{given}'", $"Known are {string.Join(", ", choices)}.");
    }
}
