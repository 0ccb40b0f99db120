using System.Numerics;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Comparisons;

/// <summary>Whether a number is infinite (ONNX IsInf).</summary>
/// <param name="DetectNegative">Whether −∞ counts.</param>
/// <param name="DetectPositive">Whether +∞ counts.</param>
public sealed record IsInf(bool DetectNegative = true, bool DetectPositive = true) : ElementwiseOp, IFloatLoop<ForwardContext>
{
    /// <inheritdoc/>
    public override string Type => "IsInf";

    /// <inheritdoc/>
    public override int Since => 10;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 10;

    private protected override Kinds Accepts => Kinds.Float;

    private protected override ElementType? Gives => ElementType.Bool;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new IsInf(reader.Flag("detect_negative", true), reader.Flag("detect_positive", true));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (!DetectNegative)
        {
            writer.Int("detect_negative", 0);
        }

        if (!DetectPositive)
        {
            writer.Int("detect_positive", 0);
        }
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        Run<T>(x.Values<T>(), y.Values<bool>());
    }

    private void Run<T>(ReadOnlySpan<T> x, Span<bool> y) where T : INumber<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = (DetectPositive && T.IsPositiveInfinity(x[i])) || (DetectNegative && T.IsNegativeInfinity(x[i]));
        }
    }
}
