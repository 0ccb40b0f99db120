using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Windows;

/// <summary>The largest element of each window, NaN if any is; as output 1 its place in the input, the first of several (ONNX MaxPool).</summary>
/// <param name="KernelShape">The number of taps along each dimension.</param>
/// <param name="Strides">The distance of neighbouring windows; empty for 1.</param>
/// <param name="Pads">What is added in front of each dimension, then behind each; empty for 0. The border never wins.</param>
/// <param name="Dilations">The distance of neighbouring taps; empty for 1.</param>
/// <param name="AutoPad">How the border is decided if it is not given.</param>
/// <param name="CeilMode">Whether a window that is cut off at the end counts.</param>
public sealed record MaxPool(
    ValueArray<int> KernelShape = default, ValueArray<int> Strides = default, ValueArray<int> Pads = default, ValueArray<int> Dilations = default,
    AutoPad AutoPad = AutoPad.NotSet, bool CeilMode = false) : WindowOp(KernelShape, Strides, Pads, Dilations, AutoPad),
    IFloatLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "MaxPool";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => CeilMode || Dilations.Count > 0 ? 10 : 8;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => reader.Int("storage_order", 0) == 0
        ? (MaxPool)base.Read(reader) with { CeilMode = reader.Flag("ceil_mode") }
        : throw reader.Refuse("storage_order is 1 (column-major indices)", "Export the model with storage_order 0.");

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        base.Write(writer);
        if (CeilMode)
        {
            writer.Int("ceil_mode", 1);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var window = CheckedWindow(context, KernelShape.Span, CeilMode);
        var (type, shape) = context.Input(0);
        var slid = Slid(shape, shape[1], window);
        context.Output(0, type, slid);
        context.Output(1, ElementType.Int64, slid);
    }

    internal override double Work(Node node, IShapes shapes) =>
        WindowWork(node, shapes);

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        axis < 2 ? axis : null;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new AxisCarrier("pools along the axis of the units");

    internal override Interval? Bounds(BoundsContext context) => context[0];

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var window = WindowOver(context.Input(0).Shape, KernelShape.Span, CeilMode);
        var (x, y) = (context.Input(0), context.Output(0));
        var cut = window.Cut();
        var passes = new MaximumPasses(in cut);
        if (!context.HasOutput(1) && passes.Fits)
        {
            passes.Run<T>(x.Values<T>(), y.Values<T>(), context.Scratch<T>(passes.Memory));
            return;
        }

        var indices = context.HasOutput(1) ? context.Output(1).Values<long>() : default;
        Pooling.Max<T>(x.Values<T>(), y.Values<T>(), indices, window);
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0) && !context.HasOutput(1);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        if (!context.Wants(0))
        {
            return;
        }

        var window = WindowOver(context.Input(0).Shape, KernelShape.Span, CeilMode);
        Backward<T>(context, window);
    }

    private static void Backward<T>(BackwardContext context, in Window window)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        // Places are as large as floats, and no larger than doubles.
        var size = window.OutputSize;
        var scratch = context.Scratch<T>(2 * size);
        var places = System.Runtime.InteropServices.MemoryMarshal.Cast<T, int>(scratch[size..])[..size];
        PoolingGradient.Max(
            context.Input(0).Values<T>(), context.OutputGradient(0).Values<T>(), context.InputGradient(0).Values<T>(), scratch[..size], places, window);
    }
}
