using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>The mean of any number of broadcast tensors, element by element (ONNX Mean).</summary>
public sealed record Mean : BroadcastingOp, IFloatLoop<BackwardContext>, IFloatLoop<ForwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Mean";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, int.MaxValue);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 8;

    private protected override Kinds Accepts => Kinds.Float;

    internal override Interval? Bounds(BoundsContext context) =>
        context.Rounded(context.Fold((a, b) => a + b) * Interval.Point(1.0 / context.Count), context.Count * context.Count);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        Binary.Fold<Add.Function>(context);
        var output = context.Output(0);
        TensorPrimitives.Divide(output.Values<T>(), T.CreateTruncating(context.InputCount), output.Values<T>());
    }

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
                var gradient = context.InputGradient(i).Values<T>();
                context.Fold(i, context.Upstream<T>());
                TensorPrimitives.Divide(gradient, T.CreateTruncating(context.InputCount), gradient);
            }
        }
    }
}
