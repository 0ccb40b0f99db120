using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>Running sums along the axis that input 1 gives (ONNX CumSum).</summary>
/// <param name="Exclusive">Whether a sum leaves out the element at its own place.</param>
/// <param name="Reverse">Whether sums run from the end.</param>
public sealed record CumSum(bool Exclusive = false, bool Reverse = false)
    : CumulatingOp(Exclusive, Reverse), INumberLoop<ForwardContext>, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "CumSum";

    /// <inheritdoc/>
    public override int Since => 11;

    // Of one element up to all of an axis, summed up in the type itself; none if exclusive.
    internal override Interval? Bounds(BoundsContext context)
    {
        var most = MostTerms(context);
        return context.Rounded((context[0] * Interval.Point(most)).Hull(Exclusive ? Interval.Point(0) : context[0]), most * most);
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => NumberLoop.Run(this, context.Input(0).Type, context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void INumberLoop<ForwardContext>.Run<T>(ForwardContext context) =>
        Run(Lines.Of(context.Input(0).Shape, context.Input(1)), Reverse, context.Input(0).Values<T>(), context.Output(0).Values<T>());

    // Each element is in the sums behind it.
    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) =>
        Run(Lines.Of(context.InputGradient(0).Shape, context.Input(1)), !Reverse, context.Upstream<T>(), context.InputGradient(0).Values<T>());

    private void Run<T>(Lines lines, bool reverse, ReadOnlySpan<T> x, Span<T> y) where T : INumber<T>
    {
        for (var line = 0; line < lines.Count(x.Length); line++)
        {
            var (at, step) = lines.Start(line, reverse);
            var sum = T.Zero;
            for (var i = 0; i < lines.Length; i++, at += step)
            {
                var before = sum;
                sum += x[at];
                y[at] = Exclusive ? before : sum;
            }
        }
    }
}
