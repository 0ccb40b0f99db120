using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>One call of the forward driver as addresses: what its chunks share. Memory is pinned by the caller's frame.</summary>
internal unsafe struct ConvolutionJob<T, E> where T : unmanaged where E : struct, IPointwise
{
    public ConvolutionGeometry Geometry;
    public WindowGeometry? Pooling;
    public int Samples;
    public int ChunkSamples;
    public T* Input;
    public bool InputIsPlanar;
    public T* Output;
    public bool OutputIsPlanar;
    public T* Winners;

    /// <summary>Whether squares are pooled while they are put together: see <see cref="WinogradPooling"/>.</summary>
    public bool PoolsSquares;

    /// <summary>How many samples are taken together, as if their windows were of one plane, so that fewer are left over at the end of tiles.</summary>
    public int Together;

    /// <summary>How lines are taken.</summary>
    public LineBlocks Lines;

    /// <summary>The lines of a chunk, where chunks share the lines of one sample; 0 where they share samples.</summary>
    public int ChunkLines;

    /// <summary>Whether sums are short: see <see cref="ShortRows"/>.</summary>
    public bool IsShort;

    /// <summary>Takes sums of each sample; null if nobody wants them.</summary>
    public T* Moments;

    /// <summary>A plane for each chunk; null if samples are planes as they are.</summary>
    public T* Planes;

    /// <summary>Room for the outputs of a sample, for each chunk; null if they go to <see cref="Output"/> at once.</summary>
    public T* Rows;

    /// <summary>Room for the pooled outputs of a sample, for each chunk; null if they need not be turned into planes.</summary>
    public T* Pooled;

    /// <summary>Transformed weights; null without.</summary>
    public T* Squares;

    /// <summary>Working memory for <see cref="WinogradTiles"/>, for each chunk.</summary>
    public T* Blocks;

    /// <summary>What a tile needs: bias, function, z and weights, for sample 0; the output is set for each sample.</summary>
    public DenseJob<T, E> Tile;
}
