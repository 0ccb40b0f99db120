using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Gradients;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Bounds;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>The mean of any number of broadcast tensors, element by element (ONNX Mean).</summary>
public sealed record Mean : BroadcastingOp
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
    public override void Forward(ForwardContext context)
    {
        Binary.Fold<Add.Function>(context);
        var output = context.Output(0);
        if (output.Type == ElementType.Float32)
        {
            TensorPrimitives.Divide(output.Values<float>(), context.InputCount, output.Values<float>());
        }
        else
        {
            TensorPrimitives.Divide(output.Values<double>(), context.InputCount, output.Values<double>());
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context)
    {
        if (context.IsSingle())
        {
            Backward<float>(context);
        }
        else
        {
            Backward<double>(context);
        }
    }

    private static void Backward<T>(BackwardContext context) where T : unmanaged, INumber<T>
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
