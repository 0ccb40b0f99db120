using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Windows;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Sweeps;

namespace Relumine.Graph.Operators.Products;

/// <summary>
/// The gradients of a convolution, sample by sample and group by group: with the inputs of every window written below
/// one another as U, y = W·U, so dW = dy·Uᵀ and dU = Wᵀ·dy, which is added back to where U was read from.
/// </summary>
internal static class ConvolutionGradient
{
    public static void Run<T>(BackwardContext context, in Window window, int groups) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (samples, channels) = (context.Input(0).Shape[0], context.Input(0).Shape[1] / groups);
        var units = context.Output(0).Shape[1] / groups;
        var (inputSize, outputSize, depth) = (channels * window.InputSize, units * window.OutputSize, channels * window.Taps);
        var (wantsInput, wantsWeights) = (context.Wants(0), context.Wants(1));
        var dy = context.OutputGradient(0).Values<T>();
        var x = wantsWeights ? context.Input(0).Values<T>() : default;
        var w = wantsInput ? context.Input(1).Values<T>() : default;
        var dx = wantsInput ? context.InputGradient(0).Values<T>() : default;
        var dw = wantsWeights ? context.InputGradient(1).Values<T>() : default;
        var isPlain = window.IsIdentity;
        var columns = isPlain ? default : context.Scratch<T>(depth * window.OutputSize);
        var product = context.Kept<MatrixProduct<T>>();
        dw.Clear();
        for (var block = 0; block < samples * groups; block++)
        {
            var gradient = dy.Slice(block * outputSize, outputSize);
            var (start, length) = (block % groups * units * depth, units * depth);
            if (wantsWeights)
            {
                var input = x.Slice(block * inputSize, inputSize);
                if (!isPlain)
                {
                    Convolution.Unfold(input, columns, window);
                }

                product.Multiply(units, window.OutputSize, depth, 1, gradient, false, isPlain ? input : columns, true, 1, dw.Slice(start, length));
            }

            if (wantsInput)
            {
                var target = dx.Slice(block * inputSize, inputSize);
                product.Multiply(depth, units, window.OutputSize, 1, w.Slice(start, length), true, gradient, false, 0, isPlain ? target : columns);
                if (!isPlain)
                {
                    Fold(columns, target, window);
                }
            }
        }

        if (context.Wants(2))
        {
            SumPlanes(dy, context.InputGradient(2).Values<T>(), window.OutputSize);
        }
    }

    /// <summary>Adds what lies under the windows back to where <see cref="Convolution.Unfold"/> reads it from.</summary>
    public static void Fold<T>(ReadOnlySpan<T> columns, Span<T> input, in Window window) where T : unmanaged, INumber<T>
    {
        input.Clear();
        var (inputSize, outputSize, taps) = (window.InputSize, window.OutputSize, window.Taps);
        for (var tap = 0; tap < taps; tap++)
        {
            for (var channel = 0; channel * inputSize < input.Length; channel++)
            {
                var plane = input.Slice(channel * inputSize, inputSize);
                var row = columns.Slice((channel * taps + tap) * outputSize, outputSize);
                for (var runs = new TapRuns(in window, tap); runs.Next();)
                {
                    var from = row.Slice(runs.Output, runs.Count);
                    if (runs.Step == 1)
                    {
                        var to = plane.Slice(runs.Input, runs.Count);
                        TensorPrimitives.Add(to, from, to);
                        continue;
                    }

                    for (int i = 0, to = runs.Input; i < from.Length; i++, to += runs.Step)
                    {
                        plane[to] += from[i];
                    }
                }
            }
        }
    }

    /// <summary>The sum over all planes of each unit.</summary>
    public static void SumPlanes<T>(ReadOnlySpan<T> planes, Span<T> sums, int size) where T : unmanaged, INumber<T>
    {
        sums.Clear();
        for (int at = 0, unit = 0; at < planes.Length; at += size, unit = (unit + 1) % sums.Length)
        {
            sums[unit] += OrderedSums.Sum(planes.Slice(at, size));
        }
    }
}
