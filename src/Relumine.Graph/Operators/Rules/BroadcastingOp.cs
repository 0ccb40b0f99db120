using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Rules;

/// <summary>An operator that works element by element on inputs of one type, broadcast against each other as in NumPy.</summary>
public abstract record BroadcastingOp : Op
{
    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 7;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        reader.LiftBroadcast();
        return this;
    }

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override Interval? Bounds(BoundsContext context) => Gives == ElementType.Bool ? Interval.FromZeroToOne : null;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context) =>
        context.Output(0, Gives ?? context.Input(0).Type, context.Broadcast(Accepts));

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.StacksElementwise;

    /// <summary>The types that the inputs may have.</summary>
    private protected abstract Kinds Accepts { get; }

    /// <summary>The type of the output, or null if it is that of the inputs.</summary>
    private protected virtual ElementType? Gives => null;
}
