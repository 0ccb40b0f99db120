using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Comparisons;

/// <summary>Whether a ≤ b, for broadcast tensors; false where either is NaN (ONNX LessOrEqual).</summary>
public sealed record LessOrEqual : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "LessOrEqual";

    /// <inheritdoc/>
    public override int Since => 12;

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 12;

    private protected override Kinds Accepts => Kinds.Number;

    private protected override ElementType? Gives => ElementType.Bool;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Comparison.Run<Function>(context);

    private readonly struct Function : IComparison
    {
        static bool IComparison.Of<T>(T a, T b) => a <= b;
    }
}
