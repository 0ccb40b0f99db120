using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Normalizations;

/// <summary>
/// Gradients of <see cref="Normalization"/>. With x̂ = (x − mean)·r, r = 1/√(variance + ε) and u = dy·scale, a group has
/// dx = r·(u − mean(u) − x̂·mean(u·x̂)), without mean(u) where nothing was centred. Statistics are computed again: they
/// are cheap, and there is nothing to keep.
/// </summary>
internal static class NormalizationGradient
{
    public static void Run(BackwardContext context, int axis, double epsilon, bool centre) =>
        FloatLoop.Run(new Loop(axis, epsilon, centre), context);

    private readonly struct Loop(int axis, double epsilon, bool centre) : IFloatLoop<BackwardContext>
    {
        void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) => NormalizationGradient.Run<T>(context, axis, epsilon, centre);
    }

    private static void Run<T>(BackwardContext context, int axis, double epsilon, bool centre) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (shape, scale) = (context.Input(0).Shape, context.Input(1));
        var size = shape.Product(InferenceRules.Axis(axis, shape.Rank), shape.Rank);
        var x = context.Input(0).Values<T>();
        var memory = context.Scratch<T>(2 * x.Length);
        var normal = memory[..x.Length];
        var u = memory[x.Length..];
        if (context.HasOutputGradient(0))
        {
            Binary.Run<Mul.Function, T>(context.Upstream<T>(), shape, scale.Values<T>(), scale.Shape, u, shape);
        }
        else
        {
            u.Clear();
        }

        for (int at = 0, group = 0; at < x.Length; at += size, group++)
        {
            var inverse = Normalization.Group(x.Slice(at, size), normal.Slice(at, size), epsilon, centre).Inverse;
            if (context.Wants(0))
            {
                Group<T>(
                    normal.Slice(at, size),
                    u.Slice(at, size),
                    inverse,
                    centre,
                    Statistic(context, 1, group),
                    Statistic(context, 2, group),
                    context.InputGradient(0).Values<T>().Slice(at, size)
                );
            }
        }

        Shared(context, shape, normal, u);
    }

    /// <summary>dx of one group.</summary>
    /// <param name="normal">x̂.</param>
    /// <param name="u">dy·scale.</param>
    /// <param name="inverse">r.</param>
    /// <param name="centre">Whether the mean was subtracted.</param>
    /// <param name="ofMean">dL/d(mean), where the mean is an output.</param>
    /// <param name="ofInverse">dL/dr, where r is an output.</param>
    /// <param name="dx">The result.</param>
    public static void Group<T>(ReadOnlySpan<T> normal, ReadOnlySpan<T> u, double inverse, bool centre, double ofMean, double ofInverse, Span<T> dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (sum, product) = (0.0, 0.0);
        for (var i = 0; i < u.Length; i++)
        {
            sum += double.CreateTruncating(u[i]);
            product += double.CreateTruncating(u[i]) * double.CreateTruncating(normal[i]);
        }

        var mean = ((centre ? inverse * sum : 0) - (centre ? ofMean : 0)) / u.Length;
        var slope = (inverse * product + ofInverse * inverse * inverse) / u.Length;
        for (var i = 0; i < u.Length; i++)
        {
            dx[i] = T.CreateTruncating(inverse * double.CreateTruncating(u[i]) - mean - slope * double.CreateTruncating(normal[i]));
        }
    }

    private static double Statistic(BackwardContext context, int output, int group) =>
        context.HasOutputGradient(output) ? context.OutputGradient(output).NumberAt(group) : 0;

    private static void Shared<T>(BackwardContext context, Shape shape, ReadOnlySpan<T> normal, Span<T> products) where T : unmanaged, INumber<T>
    {
        for (var i = 1; i < 3; i++)
        {
            if (!context.Wants(i))
            {
                continue;
            }

            var gradient = context.InputGradient(i);
            gradient.Bytes.Clear();
            if (!context.HasOutputGradient(0))
            {
                continue;
            }

            var g = context.Upstream<T>();
            if (i == 1)
            {
                TensorPrimitives.Multiply(g, normal, products);
                g = products;
            }

            Scattering.Sum(g, shape, gradient.Values<T>(), gradient.Shape);
        }
    }
}
