using System.Numerics;

namespace Relumine.Graph.Operators.Windows;

/// <summary>The gradients of pooling: to the element that was the largest, or in equal parts to all of a window.</summary>
internal static class PoolingGradient
{
    /// <summary>Gives each window's gradient to its largest element, the first of several; a NaN is larger than all, the first before the others.</summary>
    /// <param name="x">The input of the forward pass.</param>
    /// <param name="dy">dL/dy.</param>
    /// <param name="dx">dL/dx, written.</param>
    /// <param name="largest">Working memory for one number for each element of an output plane.</param>
    /// <param name="places">The same.</param>
    /// <param name="window">The window.</param>
    public static void Max<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, Span<T> largest, Span<int> places, in Window window)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        dx.Clear();
        var cut = window.Cut();
        var isWide = cut.IsWide;
        var (inputSize, outputSize, taps) = (window.InputSize, window.OutputSize, isWide ? 0 : cut.Taps);
        for (var plane = 0; plane * outputSize < dy.Length; plane++)
        {
            var input = x.Slice(plane * inputSize, inputSize);
            places.Fill(-1);
            for (var to = 0; isWide && to < outputSize; to++)
            {
                for (var elements = new WindowElements(in cut, to); elements.Next();)
                {
                    var value = input[elements.Input];
                    if (places[to] < 0 || value > largest[to] || (T.IsNaN(value) && !T.IsNaN(largest[to])))
                    {
                        (largest[to], places[to]) = (value, elements.Input);
                    }
                }
            }

            for (var tap = 0; tap < taps; tap++)
            {
                for (var runs = new TapRuns(in cut, tap); runs.Next();)
                {
                    for (int i = 0, from = runs.Input, to = runs.Output; i < runs.Count; i++, from += runs.Step, to++)
                    {
                        if (places[to] < 0 || input[from] > largest[to] || (T.IsNaN(input[from]) && !T.IsNaN(largest[to])))
                        {
                            (largest[to], places[to]) = (input[from], from);
                        }
                    }
                }
            }

            var target = dx.Slice(plane * inputSize, inputSize);
            var gradient = dy.Slice(plane * outputSize, outputSize);
            for (var i = 0; i < gradient.Length; i++)
            {
                if (places[i] >= 0)
                {
                    target[places[i]] += gradient[i];
                }
            }
        }
    }

    /// <summary>Gives each element of a window an equal part of the window's gradient.</summary>
    /// <param name="dy">dL/dy.</param>
    /// <param name="dx">dL/dx, written.</param>
    /// <param name="divisors">Working memory for one number for each element of an output plane.</param>
    /// <param name="window">The window.</param>
    /// <param name="countBorder">Whether elements of the border count, as zeros.</param>
    public static void Mean<T>(ReadOnlySpan<T> dy, Span<T> dx, Span<T> divisors, in Window window, bool countBorder) where T : unmanaged, INumber<T>
    {
        dx.Clear();
        Pooling.Count(divisors, window, countBorder);
        var cut = window.Cut();
        var isWide = cut.IsWide;
        var (inputSize, outputSize, taps) = (window.InputSize, window.OutputSize, isWide ? 0 : cut.Taps);
        for (var plane = 0; plane * outputSize < dy.Length; plane++)
        {
            var target = dx.Slice(plane * inputSize, inputSize);
            var gradient = dy.Slice(plane * outputSize, outputSize);
            for (var from = 0; isWide && from < outputSize; from++)
            {
                for (var elements = new WindowElements(in cut, from); elements.Next();)
                {
                    target[elements.Input] += gradient[from] / divisors[from];
                }
            }

            for (var tap = 0; tap < taps; tap++)
            {
                for (var runs = new TapRuns(in cut, tap); runs.Next();)
                {
                    for (int i = 0, to = runs.Input, from = runs.Output; i < runs.Count; i++, to += runs.Step, from++)
                    {
                        target[to] += gradient[from] / divisors[from];
                    }
                }
            }
        }
    }
}
