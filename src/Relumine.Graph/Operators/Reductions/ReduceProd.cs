using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Reductions;

/// <summary>The product over axes; that of no elements is 1 (ONNX ReduceProd).</summary>
/// <param name="KeepDims">Whether the reduced dimensions stay, with size 1.</param>
/// <param name="NoopWithEmptyAxes">Whether no axes mean none instead of all.</param>
public sealed record ReduceProd(bool KeepDims = true, bool NoopWithEmptyAxes = false) : ReducingOp(KeepDims, NoopWithEmptyAxes), IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "ReduceProd";

    internal override Interval? Bounds(BoundsContext context)
    {
        var x = context[0];
        var size = Math.Pow(Math.Max(Math.Abs(x.Low), Math.Abs(x.High)), context.Terms);
        var exact = x.Low >= 0 ? new(Math.Pow(x.Low, context.Terms), size) : Interval.Within(size);
        return context.Rounded(exact, Math.Max(1, context.Terms));
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<Function>(context, Axes(context));

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    private readonly struct Function : IReduction
    {
        static T IReduction.Of<T>(ReadOnlySpan<T> x)
        {
            if (Accumulate.IsFloat<T>())
            {
                var wide = 1.0;
                foreach (var value in x)
                {
                    wide *= double.CreateTruncating(value);
                }

                return T.CreateTruncating(wide);
            }

            var product = T.One;
            foreach (var value in x)
            {
                product *= value;
            }

            return product;
        }
    }

    // The product of all others, which is not y/x where x is 0.
    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        ReadOnlySpan<T> x = context.Input(0).Values<T>();
        var g = context.Upstream<T>();
        var dx = context.InputGradient(0).Values<T>();
        var nest = Spreading.Nest(context.Input(0).Shape, Axes(context), g.Length, out _);
        if (nest.IsEmpty)
        {
            return;
        }

        var memory = context.Scratch<double>(2 * g.Length);
        var products = memory[..g.Length];
        var zeros = memory[g.Length..];
        products.Fill(1);
        zeros.Clear();
        var (stride, at) = (nest.Strides.A, 0);
        nest.Start();
        do
        {
            for (int i = 0, result = nest.A; i < nest.Length; i++, at++, result += stride)
            {
                var isZero = T.IsZero(x[at]);
                zeros[result] += isZero ? 1 : 0;
                products[result] *= isZero ? 1 : double.CreateTruncating(x[at]);
            }
        }
        while (nest.Next());

        at = 0;
        nest.Start();
        do
        {
            for (int i = 0, result = nest.A; i < nest.Length; i++, at++, result += stride)
            {
                var others = T.IsZero(x[at]) ? zeros[result] - 1 : zeros[result];
                var product = T.IsZero(x[at]) ? products[result] : products[result] / double.CreateTruncating(x[at]);
                dx[at] = others > 0 ? T.Zero : T.CreateTruncating(product) * g[result];
            }
        }
        while (nest.Next());
    }
}
