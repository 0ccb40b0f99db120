namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// How a window slides over one to three spatial dimensions: of a convolution or of pooling. Sizes are those of one
/// plane; what lies outside the input counts as a border.
/// </summary>
public sealed class WindowGeometry
{
    /// <summary>More spatial dimensions are not supported.</summary>
    public const int MostDimensions = 3;

    private readonly Lazy<WindowPlaces> _places;

    /// <summary>Describes a window, dimension by dimension.</summary>
    /// <param name="input">The size of the input; one to three dimensions.</param>
    /// <param name="output">The number of windows.</param>
    /// <param name="kernel">The number of taps.</param>
    /// <param name="strides">The distance of neighbouring windows.</param>
    /// <param name="dilations">The distance of neighbouring taps.</param>
    /// <param name="before">The width of the border in front; the border behind follows from the rest.</param>
    /// <exception cref="ArgumentException">The numbers of dimensions differ, or a size is not positive.</exception>
    public WindowGeometry(
        ReadOnlySpan<int> input,
        ReadOnlySpan<int> output,
        ReadOnlySpan<int> kernel,
        ReadOnlySpan<int> strides,
        ReadOnlySpan<int> dilations,
        ReadOnlySpan<int> before
    )
    {
        if (input.Length is < 1 or > MostDimensions)
        {
            throw new ArgumentException($"The input has {input.Length} spatial dimensions; expected 1 to {MostDimensions}.", nameof(input));
        }

        Input = Whole(input, input.Length, 1, nameof(input));
        Output = Whole(output, input.Length, 1, nameof(output));
        Kernel = Whole(kernel, input.Length, 1, nameof(kernel));
        Stride = Whole(strides, input.Length, 1, nameof(strides));
        Dilation = Whole(dilations, input.Length, 1, nameof(dilations));
        Before = Whole(before, input.Length, 0, nameof(before));
        Positions = checked(Output[0] * Output[1] * Output[2]);
        InputPositions = checked(Input[0] * Input[1] * Input[2]);
        Taps = checked(Kernel[0] * Kernel[1] * Kernel[2]);
        IsPartition = Enumerable.Range(0, MostDimensions).All(d =>
            Before[d] == 0 && Dilation[d] == 1 && (Kernel[d] == Stride[d] || Output[d] == 1) && Kernel[d] + (Output[d] - 1) * (long)Stride[d] >= Input[d]
            && (Output[d] - 1) * (long)Stride[d] < Input[d]);
        _places = new(() => new WindowPlaces(this));
    }

    /// <summary>The number of windows.</summary>
    public int Positions { get; }

    /// <summary>The number of elements of an input plane.</summary>
    public int InputPositions { get; }

    /// <summary>The number of taps of a window.</summary>
    public int Taps { get; }

    /// <summary>The size of the input, always three dimensions, those in front being 1.</summary>
    internal int[] Input { get; }

    /// <summary>The number of windows, likewise.</summary>
    internal int[] Output { get; }

    /// <summary>The number of taps, likewise.</summary>
    internal int[] Kernel { get; }

    /// <summary>The distance of windows, likewise.</summary>
    internal int[] Stride { get; }

    /// <summary>The distance of taps, likewise.</summary>
    internal int[] Dilation { get; }

    /// <summary>The border in front, likewise; 0 in dimensions that do not exist.</summary>
    internal int[] Before { get; }

    /// <summary>Which taps lie inside the input.</summary>
    internal WindowPlaces Places => _places.Value;

    /// <summary>Whether every element of the input belongs to exactly one window.</summary>
    internal bool IsPartition { get; }

    /// <summary>The reach of a window along a dimension.</summary>
    internal int Reach(int d) => checked((Kernel[d] - 1) * Dilation[d] + 1);

    /// <summary>The windows along a dimension of which every tap lies inside the input: the first, and the one behind the last.</summary>
    internal (int First, int End) Inside(int d)
    {
        var first = (Before[d] + Stride[d] - 1) / Stride[d];
        var last = Input[d] - Reach(d) + Before[d];
        return (first, last < 0 ? first : Math.Max(first, Math.Min(Output[d], last / Stride[d] + 1)));
    }

    private static int[] Whole(ReadOnlySpan<int> given, int rank, int least, string name)
    {
        if (given.Length != rank)
        {
            throw new ArgumentException($"{name} has {given.Length} numbers, but there are {rank} spatial dimensions.", name);
        }

        var whole = new int[MostDimensions];
        whole.AsSpan().Fill(least);
        given.CopyTo(whole.AsSpan(MostDimensions - rank));
        foreach (var number in given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(number, least, name);
        }

        return whole;
    }
}
