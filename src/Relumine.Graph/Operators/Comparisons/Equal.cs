using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Comparisons;

/// <summary>Whether a = b, for broadcast tensors; false where either is NaN (ONNX Equal).</summary>
public sealed record Equal : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "Equal";

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 11;

    private protected override Kinds Accepts => Kinds.Any;

    private protected override ElementType? Gives => ElementType.Bool;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Comparison.Run<Function>(context);

    private readonly struct Function : IComparison
    {
        static bool IComparison.Of<T>(T a, T b) => a == b;
    }
}
