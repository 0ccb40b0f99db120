using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>The sum of any number of broadcast tensors, element by element, from the first to the last (ONNX Sum).</summary>
public sealed record Sum : BroadcastingOp, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Sum";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, int.MaxValue);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 8;

    private protected override Kinds Accepts => Kinds.Float;

    internal override Interval? Bounds(BoundsContext context) => context.Rounded(context.Fold((a, b) => a + b), context.Count * context.Count);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Fold<Add.Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        for (var i = 0; i < context.InputCount; i++)
        {
            if (context.Wants(i))
            {
                context.Fold(i, context.Upstream<T>());
            }
        }
    }
}
