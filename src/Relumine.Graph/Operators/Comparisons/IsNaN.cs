using System.Numerics;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Comparisons;

/// <summary>Whether a number is NaN (ONNX IsNaN).</summary>
public sealed record IsNaN : ElementwiseOp, IFloatLoop<ForwardContext>
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
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        Run<T>(x.Values<T>(), y.Values<bool>());
    }

    private static void Run<T>(ReadOnlySpan<T> x, Span<bool> y) where T : INumber<T>
    {
        for (var i = 0; i < x.Length; i++)
        {
            y[i] = T.IsNaN(x[i]);
        }
    }
}
