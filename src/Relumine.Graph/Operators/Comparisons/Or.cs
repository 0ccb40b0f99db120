using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;

namespace Relumine.Graph.Operators.Comparisons;

/// <summary>Whether either is true, for broadcast tensors of truth values (ONNX Or).</summary>
public sealed record Or : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "Or";

    private protected override Kinds Accepts => Kinds.Bool;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Run<Function>(context);

    // Truth values come as bytes 0 and 1.
    private readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => T.Max(a, b);
    }
}
