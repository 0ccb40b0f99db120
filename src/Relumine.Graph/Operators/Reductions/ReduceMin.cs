using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>The smallest element over axes, NaN if any is; of no elements +∞, or the largest integer, or true (ONNX ReduceMin).</summary>
/// <param name="KeepDims">Whether the reduced dimensions stay, with size 1.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes mean none instead of all.</param>
public sealed record ReduceMin(bool KeepDims = true, bool NoopWithEmptyAxes = false) : ReducingOp(KeepDims, NoopWithEmptyAxes)
{
    /// <inheritdoc/>
    public override string Type => "ReduceMin";

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => inputs[0] == ElementType.Bool ? 20 : base.FormSince(inputs);

    private protected override Kinds Accepts => Kinds.Any;

    internal override Interval? Bounds(BoundsContext context) => context.Terms > 0 ? context[0] : null;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<Function>(context, Axes(context));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Choosing.Run<ArgMin.Function>(context, Axes(context));

    private readonly struct Function : IReduction
    {
        static T IReduction.Of<T>(ReadOnlySpan<T> x) => x.Length > 0 ? TensorPrimitives.Min(x) : OfNone<T>();
    }

    private static T OfNone<T>() where T : unmanaged, INumber<T> =>
        Accumulate.IsFloat<T>() ? T.CreateTruncating(double.PositiveInfinity)
        : typeof(T) == typeof(byte) ? T.One
        : T.CreateSaturating(long.MaxValue);
}
