using System.Numerics;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Windows;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Graph.Operators.Products;

/// <summary>
/// The gradients of a transposed convolution, sample by sample and group by group: with the gradients of every window written below
/// one another as U, dx = W·U and dW = x·Uᵀ.
/// </summary>
internal static class TransposedGradient
{
    public static void Run<T>(BackwardContext context, in Window window, int groups) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var dy = context.OutputGradient(0);
        var (channels, units) = (context.Input(0).Shape[1] / groups, dy.Shape[1] / groups);
        var (depth, places, size) = (units * window.Taps, window.OutputSize, units * window.InputSize);
        var (wantsInput, wantsWeights) = (context.Wants(0), context.Wants(1));
        var x = wantsWeights ? context.Input(0).Values<T>() : default;
        var w = wantsInput ? context.Input(1).Values<T>() : default;
        var dx = wantsInput ? context.InputGradient(0).Values<T>() : default;
        var dw = wantsWeights ? context.InputGradient(1).Values<T>() : default;
        var columns = context.Scratch<T>(depth * places);
        var product = context.Kept<MatrixProduct<T>>();
        dw.Clear();
        for (var block = 0; (wantsInput || wantsWeights) && block < dy.Shape[0] * groups; block++)
        {
            Convolution.Unfold<T>(dy.Values<T>().Slice(block * size, size), columns, window);
            var start = block % groups * channels * depth;
            if (wantsInput)
            {
                product.Multiply(
                    channels, depth, places, 1, w.Slice(start, channels * depth), false, columns, false, 0,
                    dx.Slice(block * channels * places, channels * places));
            }

            if (wantsWeights)
            {
                product.Multiply(
                    channels, places, depth, 1, x.Slice(block * channels * places, channels * places), false, columns, true, 1,
                    dw.Slice(start, channels * depth));
            }
        }

        if (context.Wants(2))
        {
            ConvolutionGradient.SumPlanes<T>(dy.Values<T>(), context.InputGradient(2).Values<T>(), window.InputSize);
        }
    }
}
