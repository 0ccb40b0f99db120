using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>The bits of either number (ONNX BitwiseOr).</summary>
public sealed record BitwiseOr : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "BitwiseOr";

    /// <inheritdoc/>
    public override int Since => 18;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 18;

    private protected override Kinds Accepts => Kinds.Integer;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Run<Function>(context);

    private readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => T.CreateTruncating(long.CreateTruncating(a) | long.CreateTruncating(b));
    }
}
