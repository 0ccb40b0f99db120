using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Activations;

/// <summary>1 at the first of the largest elements along an axis, 0 elsewhere (ONNX Hardmax).</summary>
/// <param name="Axis">The axis; negative ones count from the end.</param>
public sealed record Hardmax(int Axis = -1) : AxisOp(Axis)
{
    /// <inheritdoc/>
    public override string Type => "Hardmax";

    internal override Interval? Bounds(BoundsContext context) => Interval.FromZeroToOne;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) =>
        Lines.Run<Line>(context, InferenceRules.Axis(Axis, context.Input(0).Shape.Rank));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => Derivative.OfSteps(context);

    private readonly struct Line : ILine
    {
        static void ILine.Of<T>(ReadOnlySpan<T> x, int width, Span<T> y)
        {
            for (var at = 0; at < x.Length; at += width)
            {
                var best = TensorPrimitives.IndexOfMax(x.Slice(at, width));
                y.Slice(at, width).Clear();
                y[at + best] = T.One;
            }
        }
    }
}
