using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Functions;

/// <summary>All bits turned over (ONNX BitwiseNot).</summary>
public sealed record BitwiseNot : ElementwiseOp
{
    /// <inheritdoc/>
    public override string Type => "BitwiseNot";

    /// <inheritdoc/>
    public override int Since => 18;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 18;

    private protected override Kinds Accepts => Kinds.Integer;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Unary.Run<Function>(context);

    private readonly struct Function : IUnary
    {
        static void IUnary.Of<T>(ReadOnlySpan<T> x, Span<T> y)
        {
            for (var i = 0; i < x.Length; i++)
            {
                y[i] = T.CreateTruncating(~long.CreateTruncating(x[i]));
            }
        }
    }
}
