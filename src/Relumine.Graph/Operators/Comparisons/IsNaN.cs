using System.Numerics;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Comparisons;

/// <summary>Whether a number is NaN (ONNX IsNaN).</summary>
public sealed record IsNaN : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "IsNaN";

    /// <inheritdoc/>
    public override int Since => 9;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 9;

    private protected override Kinds Accepts => Kinds.Float;

    private protected override ElementType? Gives => ElementType.Bool;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        if (x.Type == ElementType.Float32)
        {
            Run<float>(x.Values<float>(), y.Values<bool>());
        }
        else
        {
            Run<double>(x.Values<double>(), y.Values<bool>());
        }
    }

    private static void Run<T>(ReadOnlySpan<T> x, Span<bool> y) where T : INumber<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = T.IsNaN(x[i]);
        }
    }
}
