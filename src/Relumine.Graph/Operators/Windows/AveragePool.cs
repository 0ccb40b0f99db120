using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Windows;

/// <summary>The mean of each window (ONNX AveragePool).</summary>
/// <param name="KernelShape">The number of taps along each dimension.</param>
/// <param name="Strides">The distance of neighbouring windows; empty for 1.</param>
/// <param name="Pads">What is added in front of each dimension, then behind each; empty for 0.</param>
/// <param name="Dilations">The distance of neighbouring taps; empty for 1.</param>
/// <param name="AutoPad">How the border is decided if it is not given.</param>
/// <param name="CeilMode">Whether a window that is cut off at the end counts.</param>
/// <param name="CountIncludePad">Whether elements of the border count, as zeros.</param>
public sealed record AveragePool(
    ValueArray<int> KernelShape = default, ValueArray<int> Strides = default, ValueArray<int> Pads = default, ValueArray<int> Dilations = default,
    AutoPad AutoPad = AutoPad.NotSet, bool CeilMode = false, bool CountIncludePad = false) : WindowOp(KernelShape, Strides, Pads, Dilations, AutoPad),
    IFloatLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "AveragePool";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => Dilations.Count > 0 ? 19 : CeilMode ? 10 : 7;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) =>
        (AveragePool)base.Read(reader) with { CeilMode = reader.Flag("ceil_mode"), CountIncludePad = reader.Flag("count_include_pad") };

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        base.Write(writer);
        if (CeilMode)
        {
            writer.Int("ceil_mode", 1);
        }

        if (CountIncludePad)
        {
            writer.Int("count_include_pad", 1);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var window = CheckedWindow(context, KernelShape.Span, CeilMode);
        var (type, shape) = context.Input(0);
        context.Output(0, type, Slid(shape, shape[1], window));
    }

    internal override double Work(Node node, IShapes shapes) =>
        WindowWork(node, shapes);

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        axis < 2 ? axis : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier("pools along the axis of the units");

    // Elements of the border may count as zeros. The window is summed up in the type itself.
    internal override Interval? Bounds(BoundsContext context) =>
        context.Rounded(context[0].Hull(Interval.Point(0)), Math.Max(1, KernelShape.Aggregate(1.0, (taps, d) => taps * d) / 4));

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var window = WindowOver(context.Input(0).Shape, KernelShape.Span, CeilMode);
        var (x, y) = (context.Input(0), context.Output(0));
        Pooling.Mean(x.Values<T>(), y.Values<T>(), context.Scratch<T>(window.OutputSize), window, CountIncludePad);
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        if (!context.Wants(0))
        {
            return;
        }

        var window = WindowOver(context.Input(0).Shape, KernelShape.Span, CeilMode);
        var (dy, dx) = (context.OutputGradient(0), context.InputGradient(0));
        PoolingGradient.Mean(dy.Values<T>(), dx.Values<T>(), context.Scratch<T>(window.OutputSize), window, CountIncludePad);
    }
}
