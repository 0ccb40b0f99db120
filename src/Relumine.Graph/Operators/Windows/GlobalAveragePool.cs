using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Windows;

/// <summary>The mean of every channel (ONNX GlobalAveragePool).</summary>
public sealed record GlobalAveragePool : GlobalPoolOp, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "GlobalAveragePool";

    internal override Interval? Bounds(BoundsContext context) => context.Terms > 0 ? context.RoundedSum(context[0]) : null;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<ReduceMean.Function>(context, Spatial);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        if (!context.Wants(0))
        {
            return;
        }

        var (dy, dx) = (context.OutputGradient(0), context.InputGradient(0));
        Spread<T>(dy.Values<T>(), dx.Values<T>());
    }

    private static void Spread<T>(ReadOnlySpan<T> dy, Span<T> dx)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var size = dy.IsEmpty ? 0 : dx.Length / dy.Length;
        for (var i = 0; i < dy.Length; i++)
        {
            dx.Slice(i * size, size).Fill(dy[i] / T.CreateTruncating(size));
        }
    }
}
