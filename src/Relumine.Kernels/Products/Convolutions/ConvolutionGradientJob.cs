namespace Relumine.Kernels.Products.Convolutions;

/// <summary>One call of the backward driver as addresses: what its parts share. Memory is pinned by the caller's frame.</summary>
internal unsafe struct ConvolutionGradientJob<T> where T : unmanaged
{
    public bool HasBias;
    public ConvolutionGeometry Geometry;
    public WindowGeometry? Pooling;
    public int Samples;
    public int PartSamples;

    /// <summary>How many parts have working memory of their own; they take turns where these are fewer than there are.</summary>
    public int Rooms;

    public T* Input;
    public bool InputIsPlanar;
    public T* OutputGradient;
    public bool OutputIsPlanar;
    public T* Winners;

    /// <summary>Room for the pooled gradient of a sample, for each part; null if it need not be turned out of planes.</summary>
    public T* Pooled;

    /// <summary>Null if nobody wants it.</summary>
    public T* InputGradient;

    /// <summary>The turned weights; null without <see cref="InputGradient"/>.</summary>
    public T* Turned;

    /// <summary>Transformed turned weights; null without.</summary>
    public T* Squares;

    /// <summary>Whether they are those of <see cref="WinogradFour"/>, not of <see cref="WinogradTiles"/>.</summary>
    public bool IsFour;

    /// <summary>Working memory for either, for each part.</summary>
    public T* Blocks;

    /// <summary>Working memory for <see cref="WinogradGradient"/>, for each part; null without.</summary>
    public T* SumBlocks;

    /// <summary>Whether that is for <see cref="WinogradFourGradient"/>.</summary>
    public bool IsFourSum;

    /// <summary>A plane of x for each part.</summary>
    public T* Planes;

    /// <summary>A plane of dz for each part.</summary>
    public T* Gradients;

    /// <summary>Room for the gradient of a sample of x, for each part; null if it need not be turned into planes.</summary>
    public T* Rows;

    /// <summary>For each part, the sums for weights and behind them those for the bias.</summary>
    public T* Sums;
    public nint SumsLength;
    public int WeightsLength;
}
