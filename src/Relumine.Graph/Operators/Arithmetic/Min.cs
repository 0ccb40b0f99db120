using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Arithmetic;

/// <summary>The smallest of any number of broadcast tensors, element by element; NaN where any is NaN (ONNX Min).</summary>
public sealed record Min : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "Min";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, int.MaxValue);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => inputs[0] is ElementType.Int32 or ElementType.Int64 ? 12 : 8;

    private protected override Kinds Accepts => Kinds.Number;

    internal override Interval? Bounds(BoundsContext context) => context.Fold(Interval.Min);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Fold<Function>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.AllInputs;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Extremes.Backward<Function>(context);

    internal readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => T.Min(a, b);

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Min(a, b, y);

        static void IBinary<Function>.Of<T>(ReadOnlySpan<T> a, T b, Span<T> y) => TensorPrimitives.Min(a, b, y);

        static void IBinary<Function>.Of<T>(T a, ReadOnlySpan<T> b, Span<T> y) => TensorPrimitives.Min(b, a, y);
    }
}
