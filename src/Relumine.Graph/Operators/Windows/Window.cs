using System.Runtime.CompilerServices;

namespace Relumine.Graph.Operators.Windows;

/// <summary>
/// How a window slides over the spatial dimensions of a tensor [N, C, D₁ … Dₙ]: sizes, steps and what is added in
/// front. A value, so that it can be worked out at every call without allocating.
/// </summary>
internal struct Window
{
    /// <summary>More spatial dimensions are not supported.</summary>
    public const int MostDimensions = 6;

    /// <summary>The number of spatial dimensions.</summary>
    public int Rank;

    /// <summary>The input's spatial dimensions.</summary>
    public Numbers Input;

    /// <summary>The output's spatial dimensions.</summary>
    public Numbers Output;

    /// <summary>The number of taps of the window.</summary>
    public Numbers Kernel;

    /// <summary>The distance of neighbouring windows.</summary>
    public Numbers Stride;

    /// <summary>The distance of neighbouring taps.</summary>
    public Numbers Dilation;

    /// <summary>How much is added in front of each dimension.</summary>
    public Numbers Before;

    /// <summary>How much is added behind each dimension.</summary>
    public Numbers Behind;

    /// <summary>The number of elements of an input plane.</summary>
    public readonly int InputSize => Product(Input);

    /// <summary>The number of elements of an output plane.</summary>
    public readonly int OutputSize => Product(Output);

    /// <summary>The number of taps.</summary>
    public readonly int Taps => Product(Kernel);

    /// <summary>Whether every window is one element, in order: the input as it is.</summary>
    public readonly bool IsIdentity
    {
        get
        {
            for (var d = 0; d < Rank; d++)
            {
                if (Kernel[d] != 1 || Stride[d] != 1 || Before[d] != 0 || Behind[d] != 0)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The number of windows along a dimension.</summary>
    /// <param name="d">The spatial dimension.</param>
    /// <param name="ceil">Whether a window that is cut off at the end counts.</param>
    public readonly long Count(int d, bool ceil)
    {
        var slack = (long)Input[d] + Before[d] + Behind[d] - ((Kernel[d] - 1L) * Dilation[d] + 1);
        if (slack < 0)
        {
            return 0;
        }

        var count = (slack + (ceil ? Stride[d] - 1 : 0)) / Stride[d] + 1;

        // A window must not begin behind the input and what is added in front of it.
        return ceil && (count - 1) * Stride[d] >= (long)Input[d] + Before[d] ? count - 1 : count;
    }

    /// <summary>
    /// The window without the taps that lie outside of the input wherever it stands: it meets the same elements in the same order. A file may
    /// ask for windows of any size, and what they cost is then the size of the input at most.
    /// </summary>
    public readonly Window Cut()
    {
        var cut = this;
        for (var d = 0; d < Rank; d++)
        {
            var farthest = (Output[d] - 1L) * Stride[d];
            var first = Before[d] > farthest ? (Before[d] - farthest + Dilation[d] - 1) / Dilation[d] : 0;
            var end = Math.Min(Kernel[d], ((long)Input[d] + Before[d] + Dilation[d] - 1) / Dilation[d]);
            cut.Kernel[d] = (int)Math.Max(0, end - first);
            cut.Before[d] = (int)(Before[d] - first * Dilation[d]);
        }

        return cut;
    }

    /// <summary>Whether windows have so many more taps than the input has elements that one looks at the elements (<see cref="WindowElements"/>).</summary>
    public readonly bool IsWide
    {
        get
        {
            var taps = 1L;
            for (var d = 0; d < Rank; d++)
            {
                taps = Math.Min(taps * Kernel[d], long.MaxValue >> 32);
            }

            return taps > 4L * Math.Max(64, InputSize);
        }
    }

    /// <summary>How many taps of a window lie inside the input, along one dimension.</summary>
    /// <param name="d">The spatial dimension.</param>
    /// <param name="output">Which window.</param>
    public readonly int Inside(int d, int output)
    {
        var start = (long)output * Stride[d] - Before[d];
        var first = start < 0 ? (-start + Dilation[d] - 1) / Dilation[d] : 0;
        var end = Math.Min(Kernel[d], (Input[d] - start + Dilation[d] - 1) / Dilation[d]);
        return (int)Math.Max(0, end - first);
    }

    private readonly int Product(in Numbers numbers)
    {
        var product = 1;
        for (var d = 0; d < Rank; d++)
        {
            product = checked(product * numbers[d]);
        }

        return product;
    }

    /// <summary>A number for each spatial dimension.</summary>
    [InlineArray(MostDimensions)]
    public struct Numbers
    {
        private int _first;
    }
}
