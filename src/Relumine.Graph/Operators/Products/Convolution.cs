using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Windows;

namespace Relumine.Graph.Operators.Products;

/// <summary>
/// Convolves by writing, for each sample and group, the inputs of every window below one another and multiplying them
/// with the weights; a group of one channel and few units is accumulated tap by tap instead.
/// </summary>
internal static class Convolution
{
    // With more units, the product is worth writing out the windows.
    private const int MostUnitsByTaps = 4;

    // Windows of larger planes are written out slab by slab.
    private const int MostColumns = 1 << 24;

    public static void Run<T>(ForwardContext context, in Window window, int groups) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (samples, channels) = (context.Input(0).Shape[0], context.Input(0).Shape[1] / groups);
        var units = context.Output(0).Shape[1] / groups;
        var (inputSize, outputSize, depth) = (channels * window.InputSize, units * window.OutputSize, channels * window.Taps);
        var x = context.Input(0).Values<T>();
        var w = context.Input(1).Values<T>();
        var y = context.Output(0).Values<T>();
        var isPlain = window.IsIdentity;
        var isDepthwise = channels == 1 && units <= MostUnitsByTaps;
        var isLarge = !isPlain && !isDepthwise && (long)depth * window.OutputSize > MostColumns;
        var columns = isPlain || isDepthwise || isLarge ? default : context.Scratch<T>(depth * window.OutputSize);
        for (var block = 0; block < samples * groups; block++)
        {
            var input = x.Slice(block * inputSize, inputSize);
            var output = y.Slice(block * outputSize, outputSize);
            var weights = w.Slice(block % groups * units * depth, units * depth);
            if (isDepthwise)
            {
                Accumulate<T>(input, weights, output, window);
                continue;
            }

            if (isLarge)
            {
                InSlabs<T>(context, input, weights, output, window, units, depth);
                continue;
            }

            if (!isPlain)
            {
                Unfold<T>(input, columns, window);
            }

            MatrixProducts.Run<T>(context, 1, weights, false, isPlain ? input : columns, false, output, units, window.OutputSize, depth);
        }

        if (context.HasInput(2))
        {
            AddBias<T>(context.Input(2).Values<T>(), y, window.OutputSize);
        }
    }

    // A few places of the first dimension after another, each with everything of the others.
    private static void InSlabs<T>(
        ForwardContext context, ReadOnlySpan<T> input, ReadOnlySpan<T> weights, Span<T> output, in Window window, int units, int depth)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var layer = window.OutputSize / window.Output[0];
        var most = (int)Math.Clamp(MostColumns / ((long)depth * layer), 1, window.Output[0]);
        var memory = context.Scratch<T>(checked((depth + units) * most * layer));
        for (var first = 0; first < window.Output[0]; first += most)
        {
            var slab = window;
            slab.Output[0] = Math.Min(most, window.Output[0] - first);
            slab.Before[0] = window.Before[0] - first * window.Stride[0];
            var size = slab.Output[0] * layer;
            var columns = memory[..(depth * size)];
            var sums = memory.Slice(depth * size, units * size);
            Unfold(input, columns, slab);
            MatrixProducts.Run(context, 1, weights, false, columns, false, sums, units, size, depth);
            for (var unit = 0; unit < units; unit++)
            {
                sums.Slice(unit * size, size).CopyTo(output[((unit * window.OutputSize) + (first * layer))..]);
            }
        }
    }

    /// <summary>Writes the inputs of every window below one another: a row for each channel and tap, a column for each window.</summary>
    public static void Unfold<T>(ReadOnlySpan<T> input, Span<T> columns, in Window window) where T : unmanaged
    {
        columns.Clear();
        var (inputSize, outputSize, taps) = (window.InputSize, window.OutputSize, window.Taps);
        for (var tap = 0; tap < taps; tap++)
        {
            for (var channel = 0; channel * inputSize < input.Length; channel++)
            {
                var plane = input.Slice(channel * inputSize, inputSize);
                var row = columns.Slice((channel * taps + tap) * outputSize, outputSize);
                for (var runs = new TapRuns(in window, tap); runs.Next();)
                {
                    if (runs.Step == 1)
                    {
                        plane.Slice(runs.Input, runs.Count).CopyTo(row[runs.Output..]);
                        continue;
                    }

                    for (int i = 0, from = runs.Input; i < runs.Count; i++, from += runs.Step)
                    {
                        row[runs.Output + i] = plane[from];
                    }
                }
            }
        }
    }

    private static void Accumulate<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> weights, Span<T> output, in Window window)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        output.Clear();
        var (outputSize, taps) = (window.OutputSize, window.Taps);
        for (var unit = 0; unit * outputSize < output.Length; unit++)
        {
            var plane = output.Slice(unit * outputSize, outputSize);
            for (var tap = 0; tap < taps; tap++)
            {
                var weight = weights[unit * taps + tap];
                for (var runs = new TapRuns(in window, tap); runs.Next();)
                {
                    var target = plane.Slice(runs.Output, runs.Count);
                    if (runs.Step == 1)
                    {
                        TensorPrimitives.FusedMultiplyAdd(input.Slice(runs.Input, runs.Count), weight, target, target);
                        continue;
                    }

                    for (int i = 0, from = runs.Input; i < target.Length; i++, from += runs.Step)
                    {
                        target[i] = T.FusedMultiplyAdd(input[from], weight, target[i]);
                    }
                }
            }
        }
    }

    /// <summary>Adds a number for each unit to its planes.</summary>
    public static void AddBias<T>(ReadOnlySpan<T> bias, Span<T> y, int size) where T : unmanaged, INumber<T>
    {
        for (int at = 0, unit = 0; at < y.Length; at += size, unit = (unit + 1) % bias.Length)
        {
            var plane = y.Slice(at, size);
            TensorPrimitives.Add(plane, bias[unit], plane);
        }
    }
}
