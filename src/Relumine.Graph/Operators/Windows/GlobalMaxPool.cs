using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Windows;

/// <summary>The largest element of every channel (ONNX GlobalMaxPool).</summary>
public sealed record GlobalMaxPool : GlobalPoolOp, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "GlobalMaxPool";

    internal override Interval? Bounds(BoundsContext context) => context.Terms > 0 ? context[0] : null;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<ReduceMax.Function>(context, Spatial);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        if (!context.Wants(0))
        {
            return;
        }

        var (x, dy, dx) = (context.Input(0), context.OutputGradient(0), context.InputGradient(0));
        Place<T>(x.Values<T>(), dy.Values<T>(), dx.Values<T>());
    }

    // As in MaxPool, the first of several largest elements takes it all.
    private static void Place<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        dx.Clear();
        var size = dy.IsEmpty ? 0 : dx.Length / dy.Length;
        for (var i = 0; i < dy.Length && size > 0; i++)
        {
            dx[i * size + TensorPrimitives.IndexOfMax(x.Slice(i * size, size))] = dy[i];
        }
    }
}
