using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Rows;

namespace Relumine.Graph.Operators.Activations;

/// <summary>x where x ≥ 0, otherwise slope·x, with a learned slope that is broadcast to x (ONNX PRelu; He et al. 2015, ICCV).</summary>
public sealed record PRelu : BroadcastingOp, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "PRelu";

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => inputs[0] is ElementType.Int32 or ElementType.Int64 ? 9 : 7;

    private protected override Kinds Accepts => Kinds.Number;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        // A slope for each channel.
        if (reader.Version < 7 && reader.Rank(0) > 2 && reader.Rank(1) == 1)
        {
            reader.AlignSecond(1);
        }

        return this;
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        base.Infer(context);
        if (!context.Outputs[0]!.Value.Shape.Equals(context.Input(0).Shape))
        {
            throw context.Fail("the slope does not broadcast to the shape of x");
        }
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 1 ? InputRole.Slope : InputRole.Data;

    /// <inheritdoc/>
    public override bool IsActivation => true;

    internal override NumberWork WorkOfNumber => NumberWork.WithSlopes;

    internal override Interval? Bounds(BoundsContext context) =>
        context.Rounded(context[0].Positive().Hull(context[0].Negative() * context[1]));

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Run<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    private readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => a < T.Zero ? a * b : a;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
        {
            var i = 0;
            for (; Vector<T>.IsSupported && i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Of(new Vector<T>(a[i..]), new Vector<T>(b[i..])).CopyTo(y[i..]);
            }

            for (; i < y.Length; i++)
            {
                y[i] = a[i] < T.Zero ? a[i] * b[i] : a[i];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, T b, Span<T> y)
        {
            var i = 0;
            for (; Vector<T>.IsSupported && i <= y.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Of(new Vector<T>(a[i..]), new Vector<T>(b)).CopyTo(y[i..]);
            }

            for (; i < y.Length; i++)
            {
                y[i] = a[i] < T.Zero ? a[i] * b : a[i];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector<T> Of<T>(Vector<T> a, Vector<T> b) => Vector.ConditionalSelect(Vector.LessThan(a, Vector<T>.Zero), a * b, a);
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        if (context.Wants(0))
        {
            OfX<T>(context);
        }

        if (context.Wants(1))
        {
            // dy·min(x, 0): where x is 0 its product with the slope does not depend on the slope.
            var whole = context.Whole<T>(1);
            TensorPrimitives.Min(context.Input(0).Values<T>(), T.Zero, whole);
            TensorPrimitives.Multiply(whole, context.Upstream<T>(), whole);
            context.Fold<T>(1, whole);
        }
    }

    private static void OfX<T>(BackwardContext context) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (x, slope) = (context.Input(0), context.Input(1));
        var nest = Nest.Broadcast(x.Shape, slope.Shape, x.Shape);
        if (nest.IsEmpty)
        {
            return;
        }

        var (length, stride, at) = (nest.Length, nest.Strides.A, 0);
        nest.Start();
        do
        {
            Prelu.Gradient(
                x.Values<T>().Slice(at, length), slope.Values<T>().Slice(nest.A, stride == 0 ? 1 : length), 1, context.Kink,
                context.Upstream<T>().Slice(at, length), context.InputGradient(0).Values<T>().Slice(at, length));
            at += length;
        }
        while (nest.Next());
    }
}
