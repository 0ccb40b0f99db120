using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Functions;

/// <summary>The elements of input 0 converted to the type of input 1 (ONNX CastLike).</summary>
public sealed record CastLike : Op
{
    /// <inheritdoc/>
    public override string Type => "CastLike";

    /// <inheritdoc/>
    public override int Since => 15;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 15;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        // Both are about floats of 8 bits, to which a Cast behind it goes.
        _ = reader.Has("saturate") | reader.Has("round_mode");
        return this;
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context) => context.Output(0, context.Input(1).Type, context.Input(0).Shape);

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override Interval? Bounds(BoundsContext context) => context.Rounded(context[0]);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Conversion.Run(context.Input(0), context.Output(0));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context)
    {
        if (context.Wants(0))
        {
            Derivative.OfIdentity(context);
        }

        if (context.Wants(1))
        {
            context.InputGradient(1).Bytes.Clear();
        }
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.Varies(0) && context.Input(0).Rank > 0;
}
