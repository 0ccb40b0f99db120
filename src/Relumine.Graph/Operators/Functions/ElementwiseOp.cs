using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Functions;

/// <summary>An operator that works on every element of one input by itself.</summary>
public abstract record ElementwiseOp : Op
{
    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 6;

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    /// <summary>Where the function rises or falls throughout; null if nobody said.</summary>
    private protected virtual Monotony? Monotony => null;

    internal override Interval? Bounds(BoundsContext context) =>
        Gives == ElementType.Bool ? Interval.FromZeroToOne
        : Monotony is { } monotony ? context.Rounded(monotony.Of(this, context[0]))
        : null;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Accepts);
        context.Output(0, Gives ?? type, shape);
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.StacksElementwise;

    /// <summary>The types that the input may have.</summary>
    private protected abstract Kinds Accepts { get; }

    /// <summary>The type of the output, or null if it is that of the input.</summary>
    private protected virtual ElementType? Gives => null;
}
