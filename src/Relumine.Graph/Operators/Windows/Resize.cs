using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Windows;

/// <summary>
/// The tensor stretched or shrunk along its axes, by the nearest element or by linear or cubic interpolation (ONNX Resize;
/// inputs: data, the part to take, scales, sizes).
/// </summary>
/// <param name="Linear">Whether it interpolates linearly; otherwise it takes the nearest element.</param>
/// <param name="Coordinates">Where an element of the output comes from.</param>
/// <param name="Nearest">Which element is the nearest.</param>
/// <param name="CubicSlope">The parameter of cubic interpolation; null for another.</param>
/// <param name="ExcludeOutside">Whether elements outside have no weight, instead of being those at the border.</param>
/// <param name="Antialias">Whether it takes means over wider windows where an axis shrinks.</param>
/// <param name="Extrapolation">What lies outside of the input if a part of it is taken.</param>
/// <param name="Axes">The axes that scales and sizes are for; empty for all.</param>
/// <param name="Policy">What becomes of a size that changes the ratio of the axes.</param>
public sealed record Resize(
    bool Linear = false,
    ResizeCoordinates Coordinates = ResizeCoordinates.HalfPixel,
    ResizeNearest Nearest = ResizeNearest.RoundPreferFloor,
    float? CubicSlope = null,
    bool ExcludeOutside = false,
    bool Antialias = false,
    float Extrapolation = 0,
    ValueArray<int> Axes = default,
    ResizePolicy Policy = ResizePolicy.Stretch
) : Op, IFloatLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    private static readonly string[] s_coordinates =
        ["half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric", "tf_crop_and_resize"];

    private static readonly string[] s_policies = ["stretch", "not_larger", "not_smaller"];
    private static readonly string[] s_nearest = ["round_prefer_floor", "round_prefer_ceil", "floor", "ceil"];

    /// <inheritdoc/>
    public override string Type => "Resize";

    /// <inheritdoc/>
    public override int Since => 10;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 4);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) =>
        Coordinates == ResizeCoordinates.HalfPixelSymmetric ? 19 : Antialias || Axes.Count > 0 || Policy != ResizePolicy.Stretch ? 18 : 13;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        var mode = reader.Text("mode", "nearest");
        if (mode is not ("nearest" or "linear" or "cubic"))
        {
            throw reader.Refuse($"its mode is '{mode}'", "Known are nearest, linear and cubic.");
        }

        if (reader.Version < 11)
        {
            var old = Before11(mode == "linear", reader.Constant(1) is { } scales && mode == "nearest" ? scales.ToDoubles() : null, (op, by) =>
            {
                var given = reader.AddConstant(ModelTensor.Vector<float>([.. by.Select(s => (float)s)]));
                return reader.Inputs[0] = reader.AddNode(op, reader.Inputs[0], "", given);
            }, by => reader.Inputs[1] = reader.AddConstant(ModelTensor.Vector<float>([.. by.Select(s => (float)s)])));
            reader.Inputs.Insert(1, "");
            return old;
        }

        // A slope and what lies outside matter for some modes only.
        var slope = reader.Float("cubic_coeff_a", -0.75f);
        var coordinates = (ResizeCoordinates)Choice(reader, "coordinate_transformation_mode", s_coordinates);
        var outside = reader.Float("extrapolation_value", 0);
        return new Resize(
            mode == "linear",
            coordinates,
            (ResizeNearest)Choice(reader, "nearest_mode", s_nearest),
            mode == "cubic" ? slope : null,
            reader.Flag("exclude_outside"),
            reader.Flag("antialias"),
            coordinates == ResizeCoordinates.Crop ? outside : 0,
            reader.Narrow("axes", reader.Ints("axes") ?? []),
            (ResizePolicy)Choice(reader, "keep_aspect_ratio_policy", s_policies));
    }

    /// <summary>
    /// What Resize and Upsample mean before opset 11: indices are scaled, and the nearest element is the one before where an axis
    /// grows and the one behind where it shrinks. Where one axis grows and another shrinks, growing comes first, by itself.
    /// </summary>
    /// <param name="linear">Whether it interpolates linearly.</param>
    /// <param name="scales">The scales, if they are known and matter.</param>
    /// <param name="grow">Adds a node in front that resizes by scales.</param>
    /// <param name="rest">Takes the scales that are left.</param>
    public static Resize Before11(bool linear, double[]? scales, Func<Resize, double[], string> grow, Action<double[]> rest)
    {
        ArgumentNullException.ThrowIfNull(grow);
        ArgumentNullException.ThrowIfNull(rest);
        var floor = new Resize(linear, ResizeCoordinates.Asymmetric, ResizeNearest.Floor);
        if (linear || scales is null || scales.All(s => s >= 1))
        {
            return linear || scales is not null ? floor : floor with { Nearest = ResizeNearest.Outwards };
        }

        if (scales.Any(s => s > 1))
        {
            grow(floor, [.. scales.Select(s => Math.Max(s, 1))]);
            rest([.. scales.Select(s => Math.Min(s, 1))]);
        }

        return floor with { Nearest = ResizeNearest.Ceil };
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Linear || CubicSlope is not null)
        {
            writer.Text("mode", Linear ? "linear" : "cubic");
        }

        if (CubicSlope is { } slope && slope != -0.75f)
        {
            writer.Float("cubic_coeff_a", slope);
        }

        foreach (var (name, flag) in new[] { ("exclude_outside", ExcludeOutside), ("antialias", Antialias) })
        {
            if (flag)
            {
                writer.Int(name, 1);
            }
        }

        if (Extrapolation != 0)
        {
            writer.Float("extrapolation_value", Extrapolation);
        }

        if (Axes.Count > 0)
        {
            writer.Ints("axes", [.. Axes.Select(a => (long)a)]);
        }

        if (Policy != ResizePolicy.Stretch)
        {
            writer.Text("keep_aspect_ratio_policy", s_policies[(int)Policy]);
        }

        if (Nearest == ResizeNearest.Outwards)
        {
            throw new UnsupportedException("A Resize of opset 10 or before whose scales are data cannot be saved. Export the model with opset 11 or later.");
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
        var axes = Axes.Count == 0 ? shape.Rank : Axes.Count;
        if (given.Length != axes || Axes.Select(a => context.Axis(a, shape.Rank)).Distinct().Count() != Axes.Count)
        {
            throw context.Fail($"{given.Length} numbers are given for {axes} axes");
        }

        if (Coordinates == ResizeCoordinates.Crop && context.NeedConstant(1, "the part to take").Length != 2 * axes)
        {
            throw context.Fail("the part to take needs a start and an end for each axis");
        }

        var dims = new long[shape.Rank];
        for (var d = 0; d < dims.Length; d++)
        {
            var size = ResizeScale.Of(this, shape, d, bySize ? null : given, bySize ? given : null).Size;
            dims[d] = size is > 0 and <= int.MaxValue && shape[d] > 0 ? (long)size
                : throw context.Fail(string.Create(CultureInfo.InvariantCulture, $"axis {d} cannot go from {shape[d]} to {size} elements"));
        }

        context.Output(0, type, context.Possible(dims));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 && !HasSizes(node) && shapes.Constant(node.Inputs[2]) is { } scales && Coordinates != ResizeCoordinates.Crop
        && ResizeScale.Of(this, shapes[node.Inputs[0]].Shape, axis, scales, null).Scale == 1 ? axis : null;

    // Sizes would have to say the new number of units; scales say nothing of it.
    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier(HasSizes(node) ? "is given the sizes of the result" : "resizes along the axis of the units");

    // Cubic interpolation overshoots.
    internal override Interval? Bounds(BoundsContext context) =>
        CubicSlope is not null ? Interval.Everything
        : context.Rounded(Coordinates == ResizeCoordinates.Crop ? context[0].Hull(Interval.Point(Extrapolation)) : context[0]);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        if (IsWeighted)
        {
            WeightedResizing.Run<T>(context, this);
        }
        else
        {
            Resizing.Run<T>(context, this);
        }
    }

    /// <summary>Whether every element is one of the input.</summary>
    internal bool IsNearest => !Linear && !IsWeighted;

    // Whether an element is more than one or two of the input.
    private bool IsWeighted => CubicSlope is not null || (Antialias && Linear) || Coordinates == ResizeCoordinates.Crop;

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => IsWeighted ? null : BackwardNeeds.Input(2) | BackwardNeeds.Input(3);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) => Resizing.Back<T>(context, this);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.OnlyVaries(0) && context.StacksRows && Coordinates != ResizeCoordinates.Crop && Axes.Count == 0 && Policy == ResizePolicy.Stretch
        && (context.Constant(2) is not { Length: > 0 } scales || scales.NumberAt(0) == 1);

    private static bool HasSizes(Node node) => node.Inputs.Count > 3 && node.Inputs[3].Length > 0;

    private static bool IsGiven(InferenceContext context, int i) => context.HasInput(i) && context.Input(i).Shape.ElementCount > 0;

    private static int Choice(NodeReader reader, string attribute, string[] choices)
    {
        var given = reader.Text(attribute, choices[0]);
        var i = Array.IndexOf(choices, given);
        return i >= 0 ? i : throw reader.Refuse($"{attribute} is '{given}'", $"Known are {string.Join(", ", choices)}.");
    }
}
