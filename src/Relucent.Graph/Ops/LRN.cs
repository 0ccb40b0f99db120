using System.Numerics;

namespace Relucent.Operators;

/// <summary>
/// x / (bias + α/size·Σx²)^β, where the sum runs over the channels around (ONNX LRN; Krizhevsky, Sutskever &amp; Hinton
/// 2012, NIPS).
/// </summary>
/// <param name="Size">The number of channels that are summed.</param>
/// <param name="Alpha">α.</param>
/// <param name="Beta">β.</param>
/// <param name="Bias">What is added to the sum.</param>
public sealed record LRN(int Size = 1, float Alpha = 1e-4f, float Beta = 0.75f, float Bias = 1) : Op
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
    public override void Forward(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        if (x.Type == ElementType.Float32)
        {
            Run(x.Values<float>(), y.Values<float>(), x.Shape);
        }
        else
        {
            Run(x.Values<double>(), y.Values<double>(), x.Shape);
        }
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0);

    private void Run<T>(ReadOnlySpan<T> x, Span<T> y, Shape shape) where T : unmanaged, INumber<T>
    {
        var (channels, inner) = (shape[1], shape.Product(2, shape.Rank));
        for (var i = 0; i < x.Length; i++)
        {
            var channel = i / inner % channels;
            var first = Math.Max(0, channel - (Size - 1) / 2);
            var last = (int)Math.Min(channels - 1, channel + (long)Size / 2);
            var squares = 0.0;
            for (var c = first; c <= last; c++)
            {
                var neighbour = double.CreateTruncating(x[i + (c - channel) * inner]);
                squares += neighbour * neighbour;
            }

            y[i] = T.CreateTruncating(double.CreateTruncating(x[i]) / Math.Pow(Bias + Alpha / (double)Size * squares, Beta));
        }
    }
}
