using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>The sum, a + b, of broadcast tensors (ONNX Add).</summary>
public sealed record Add : BroadcastingOp, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Add";

    private protected override Kinds Accepts => Kinds.Number;

    internal override Interval? Bounds(BoundsContext context) => context.Rounded(context[0] + context[1]);

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Bias;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Run<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    internal readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => a + b;

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Add(a, b, y);

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, T b, Span<T> y) => TensorPrimitives.Add(a, b, y);

        static void IBinary<Function>.Of<T>(T a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Add(b, a, y);
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        for (var i = 0; i < 2; i++)
        {
            if (context.Wants(i))
            {
                context.Fold(i, context.Upstream<T>());
            }
        }
    }
}
