using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Normalizations;

/// <summary>
/// x / (bias + α/size·Σx²)^β, where the sum runs over the channels around (ONNX LRN; Krizhevsky, Sutskever &amp; Hinton
/// 2012, NIPS).
/// </summary>
/// <param name="Size">The number of channels that are summed.</param>
/// <param name="Alpha">α.</param>
/// <param name="Beta">β.</param>
/// <param name="Bias">What is added to the sum.</param>
public sealed record LRN(int Size = 1, float Alpha = 1e-4f, float Beta = 0.75f, float Bias = 1) : Op, IFloatLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "LRN";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 1;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) =>
        new LRN(reader.Axis("size", 1), reader.Float("alpha", 1e-4f), reader.Float("beta", 0.75f), reader.Float("bias", 1));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        writer.Int("size", Size);
        writer.Float("alpha", Alpha);
        writer.Float("beta", Beta);
        writer.Float("bias", Bias);
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Float);
        if (shape.Rank < 2 || Size < 1)
        {
            throw context.Fail($"it sums over {Size} channels; expected at least 1, and an input [N, C, …]");
        }

        context.Output(0, type, shape);
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        axis == 1 ? null : axis;

    // The divisor is at least bias^β.
    internal override Interval? Bounds(BoundsContext context) => Alpha >= 0 && Beta >= 0 && Bias > 0
        ? context.Rounded((context[0] * Interval.Point(Math.Pow(Bias, -Beta))).Hull(Interval.Point(0)), 4) : Interval.Everything;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        Run(x.Values<T>(), y.Values<T>(), x.Shape);
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var (x, g, dx) = (context.Input(0), context.OutputGradient(0), context.InputGradient(0));
        Back<T>(context, x.Values<T>(), g.Values<T>(), dx.Values<T>());
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0);

    private void Run<T>(ReadOnlySpan<T> x, Span<T> y, Shape shape) where T : unmanaged, INumber<T>
    {
        var (channels, inner) = (shape[1], shape.Product(2, shape.Rank));
        for (var i = 0; i < x.Length; i++)
        {
            var channel = i / inner % channels;
            var (first, last) = Window(channel, channels);
            var squares = Squares(x, i, channel, first, last, inner);
            y[i] = T.CreateTruncating(double.CreateTruncating(x[i]) / Math.Pow(Bias + Alpha / (double)Size * squares, Beta));
        }
    }

    // With s = bias + α/size·Σx²: dx = dy·s^−β − 2αβ/size·x·Σ dy·x·s^(−β−1), the sum over all windows that hold the element.
    private void Back<T>(BackwardContext context, ReadOnlySpan<T> x, ReadOnlySpan<T> g, Span<T> dx) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shape = context.Input(0).Shape;
        var (channels, inner) = (shape[1], shape.Product(2, shape.Rank));
        var sums = context.Scratch<double>(x.Length);
        for (var i = 0; i < x.Length; i++)
        {
            var channel = i / inner % channels;
            var (first, last) = Window(channel, channels);
            sums[i] = Bias + Alpha / (double)Size * Squares(x, i, channel, first, last, inner);
        }

        for (var i = 0; i < x.Length; i++)
        {
            // The windows that hold this channel are mirrored: they reach as far down as others reach up.
            var channel = i / inner % channels;
            var first = (int)Math.Max(0, channel - (long)Size / 2);
            var last = Math.Min(channels - 1, channel + (Size - 1) / 2);
            var shared = 0.0;
            for (var c = first; c <= last; c++)
            {
                var at = i + (c - channel) * inner;
                shared += double.CreateTruncating(g[at]) * double.CreateTruncating(x[at]) * Math.Pow(sums[at], -Beta - 1.0);
            }

            dx[i] = T.CreateTruncating(
                double.CreateTruncating(g[i]) * Math.Pow(sums[i], -Beta) - 2.0 * Alpha * Beta / Size * double.CreateTruncating(x[i]) * shared);
        }
    }

    private (int First, int Last) Window(int channel, int channels) =>
        (Math.Max(0, channel - (Size - 1) / 2), (int)Math.Min(channels - 1, channel + (long)Size / 2));

    private static double Squares<T>(ReadOnlySpan<T> x, int i, int channel, int first, int last, int inner) where T : unmanaged, INumber<T>
    {
        var squares = 0.0;
        for (var c = first; c <= last; c++)
        {
            var neighbour = double.CreateTruncating(x[i + (c - channel) * inner]);
            squares += neighbour * neighbour;
        }

        return squares;
    }
}
