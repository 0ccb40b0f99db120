using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>An operator whose output has the elements of its first input in the same order.</summary>
public abstract record ReshapingOp : Op
{
    private static readonly ReshapeCarrier s_carrier = new();

    /// <inheritdoc/>
    public override bool IsReshape => true;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 1);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 1;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context) =>
        context.Output(0, context.Input(0).Type, Reshaped(context, context.Input(0).Shape));

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        s_carrier;

    internal override Interval? Bounds(BoundsContext context) => context[0];

    internal override ValueRange Ranges(RangeContext context) => CarriedRange.Spread(context);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => context.Input(0).Bytes.CopyTo(context.Output(0).Bytes);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfIdentity(context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.OnlyVaries(0) && context.Input(0).Rank > 0 && context.Output(0).Rank > 0;

    /// <summary>The output's shape.</summary>
    private protected abstract Shape Reshaped(InferenceContext context, Shape input);
}
