namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// How the lines of a convolution's result are taken block by block, so that what is multiplied is still in the cache when it is pooled, turned into
/// planes or put together from squares. A line is one of the last dimension, after pooling if there is any.
/// </summary>
internal readonly struct LineBlocks
{
    // A sample that is so small stays in the second-level cache as a whole.
    private const long SmallBytes = 1 << 18;
    private const long BlockBytes = 1 << 17;

    // Whole tiles of windows: so many lines of even length are a multiple of 12 windows.
    private const int Tile = 6;

    private readonly int _windowLines;
    private readonly int _stride;

    /// <summary>Divides the lines of a convolution.</summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="pooling">What pools it, or null.</param>
    /// <param name="isWhole">Whether results go where they belong at once, so that nothing is gained by blocks.</param>
    /// <param name="elementSize">The bytes of a number.</param>
    public LineBlocks(ConvolutionGeometry geometry, WindowGeometry? pooling, bool isWhole, int elementSize)
    {
        var window = geometry.Window;
        _windowLines = window.Output[0] * window.Output[1];
        Count = pooling is null ? _windowLines : pooling.Output[0] * pooling.Output[1];
        _stride = pooling is null ? 1 : pooling.Stride[1];
        IsDivisible = pooling is null || IsApart(pooling);
        var bytes = (long)window.Output[2] * geometry.Units * elementSize;
        Step = Count;
        if (IsDivisible && !isWhole && bytes * _windowLines > SmallBytes && !(geometry.IsWinograd && _stride % 2 != 0 && pooling is not null))
        {
            var lines = (int)Math.Max(BlockBytes / bytes, 1);
            lines = lines >= Tile ? lines / Tile * Tile : Math.Max(2, lines);
            Step = Math.Min(Count, Math.Max(1, lines / _stride));
            Step += geometry.IsWinograd && pooling is null ? Step % 2 : 0;
        }
    }

    /// <summary>The lines of a sample's result.</summary>
    public int Count { get; }

    /// <summary>The lines of a block.</summary>
    public int Step { get; }

    /// <summary>Whether lines can be computed apart from each other.</summary>
    public bool IsDivisible { get; }

    /// <summary>The most lines of windows that belong to a block.</summary>
    public int MostWindowLines => Math.Min(_windowLines, IsDivisible ? (Step + 1) * _stride : _windowLines);

    /// <summary>The lines of windows behind lines of the result. Those that no window of the pooling reaches go with the last: they are counted, too.</summary>
    public (int First, int End) Windows(int first, int end) =>
        IsDivisible ? (first * _stride, end == Count ? _windowLines : end * _stride) : (0, _windowLines);

    // Whether windows of the pooling do not overlap, in two dimensions.
    private static bool IsApart(WindowGeometry pooling) =>
        pooling.Input[0] == 1 && pooling.Kernel[1] <= pooling.Stride[1] && pooling.Dilation[1] == 1 && pooling.Before[1] == 0;
}
