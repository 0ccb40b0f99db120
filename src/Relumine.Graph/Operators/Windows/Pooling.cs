using System.Numerics;
using System.Numerics.Tensors;

namespace Relumine.Graph.Operators.Windows;

/// <summary>Sums up windows: their largest element, or their mean.</summary>
internal static class Pooling
{
    /// <summary>The largest element of each window, the first of several, and where it is if <paramref name="indices"/> are wanted.</summary>
    public static void Max<T>(ReadOnlySpan<T> x, Span<T> y, Span<long> indices, in Window window) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var cut = window.Cut();
        var isWide = cut.IsWide;
        var (inputSize, outputSize, taps) = (window.InputSize, window.OutputSize, isWide ? 0 : cut.Taps);
        for (var plane = 0; plane * outputSize < y.Length; plane++)
        {
            var input = x.Slice(plane * inputSize, inputSize);
            var output = y.Slice(plane * outputSize, outputSize);
            var places = indices.IsEmpty ? default : indices.Slice(plane * outputSize, outputSize);
            output.Fill(T.NegativeInfinity);
            places.Fill(-1);
            for (var i = 0; isWide && i < output.Length; i++)
            {
                for (var elements = new WindowElements(in cut, i); elements.Next();)
                {
                    var value = input[elements.Input];
                    if (value > output[i] || T.IsNaN(value) || (!places.IsEmpty && places[i] < 0))
                    {
                        output[i] = value;
                        if (!places.IsEmpty)
                        {
                            places[i] = (long)plane * inputSize + elements.Input;
                        }
                    }
                }
            }

            for (var tap = 0; tap < taps; tap++)
            {
                for (var runs = new TapRuns(in cut, tap); runs.Next();)
                {
                    var target = output.Slice(runs.Output, runs.Count);
                    if (places.IsEmpty && runs.Step == 1)
                    {
                        TensorPrimitives.Max(target, input.Slice(runs.Input, runs.Count), target);
                        continue;
                    }

                    for (int i = 0, from = runs.Input; i < target.Length; i++, from += runs.Step)
                    {
                        if (input[from] > target[i] || T.IsNaN(input[from]) || (!places.IsEmpty && places[runs.Output + i] < 0))
                        {
                            target[i] = input[from];
                            if (!places.IsEmpty)
                            {
                                places[runs.Output + i] = (long)plane * inputSize + from;
                            }
                        }
                    }
                }
            }
        }
    }

    /// <summary>The mean of each window.</summary>
    /// <param name="x">The input.</param>
    /// <param name="y">The output.</param>
    /// <param name="divisors">Working memory for one number for each element of an output plane.</param>
    /// <param name="window">The window.</param>
    /// <param name="countBorder">Whether elements of the border count, as zeros.</param>
    public static void Mean<T>(ReadOnlySpan<T> x, Span<T> y, Span<T> divisors, in Window window, bool countBorder) where T : unmanaged, INumber<T>
    {
        Count(divisors, window, countBorder);
        var cut = window.Cut();
        var isWide = cut.IsWide;
        var (inputSize, outputSize, taps) = (window.InputSize, window.OutputSize, isWide ? 0 : cut.Taps);
        for (var plane = 0; plane * outputSize < y.Length; plane++)
        {
            var input = x.Slice(plane * inputSize, inputSize);
            var output = y.Slice(plane * outputSize, outputSize);
            output.Clear();
            for (var i = 0; isWide && i < output.Length; i++)
            {
                for (var elements = new WindowElements(in cut, i); elements.Next();)
                {
                    output[i] += input[elements.Input];
                }
            }

            for (var tap = 0; tap < taps; tap++)
            {
                for (var runs = new TapRuns(in cut, tap); runs.Next();)
                {
                    var target = output.Slice(runs.Output, runs.Count);
                    for (int i = 0, from = runs.Input; i < target.Length; i++, from += runs.Step)
                    {
                        target[i] += input[from];
                    }
                }
            }

            TensorPrimitives.Divide(output, divisors, output);
        }
    }

    /// <summary>How many elements each window has. With the border, it has all its taps but those beyond the border behind (where windows are cut
    /// off).</summary>
    public static void Count<T>(Span<T> divisors, Window window, bool countBorder) where T : unmanaged, INumber<T>
    {
        if (countBorder)
        {
            for (var d = 0; d < window.Rank; d++)
            {
                window.Input[d] += window.Before[d] + window.Behind[d];
                window.Before[d] = 0;
            }
        }

        // Dimension by dimension: a window has as many elements as the product of what it has along each.
        divisors[..window.OutputSize].Fill(T.One);
        var inner = window.OutputSize;
        for (var d = 0; d < window.Rank && inner > 0; d++)
        {
            inner /= window.Output[d];
            for (var (i, at) = (0, 0); at < window.OutputSize; i = i + 1 == window.Output[d] ? 0 : i + 1, at += inner)
            {
                var target = divisors.Slice(at, inner);
                TensorPrimitives.Multiply(target, T.CreateChecked(window.Inside(d, i)), target);
            }
        }
    }
}
