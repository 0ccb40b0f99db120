namespace Relumine.Kernels.Products.Matrices;

/// <summary>
/// How a product of matrices falls into chunks: blocks of rows times groups of panels. The bounds depend on the shapes
/// alone, never on threads or registers, because a probe adds up block by block.
/// </summary>
internal readonly struct DenseChunks
{
    /// <summary>The depth to which a panel is used before the next: x rows and panel stay in the second-level cache.</summary>
    public const int Depth = 1024;

    private const long BlockBytes = 600 << 10;
    private const long ChunkWork = 3_000_000;
    private const int LongestBlock = 1008;
    private const int Granule = 12;

    /// <summary>Divides a product of [rows, inputs] and [inputs, panels · width].</summary>
    /// <param name="rows">The rows of x.</param>
    /// <param name="inputs">The columns of x.</param>
    /// <param name="panels">The panels of the matrix.</param>
    /// <param name="width">The columns of a panel.</param>
    /// <param name="elementSize">The bytes of an element.</param>
    /// <param name="isTurned">Whether panels are turned for every block anew: blocks are as long as can be then, though x leaves the cache.</param>
    public DenseChunks(int rows, int inputs, int panels, int width, int elementSize, bool isTurned = false)
    {
        var depth = Math.Max(1, Math.Min(inputs, Depth));
        var limit = isTurned ? LongestBlock : Math.Min(LongestBlock, BlockBytes / (depth * elementSize));
        if (inputs > Depth)
        {
            limit = Math.Min(limit, (isTurned ? 40 : 10) * Granule);
        }

        // With few panels there is no other way to make work for several threads than to cut the rows.
        var workPerRow = (long)Math.Max(1, inputs) * width;
        if (panels < 8)
        {
            limit = Math.Min(limit, 2 * ChunkWork / workPerRow);
        }

        var longest = (int)Math.Max(Granule, limit / Granule * Granule);
        var blocks = Math.Max(1, (rows - 1) / longest + 1);
        BlockRows = rows <= 1 ? 1 : ((rows - 1) / blocks / Granule + 1) * Granule;
        Blocks = rows == 0 ? 0 : (rows - 1) / BlockRows + 1;
        GroupPanels = (int)Math.Clamp(ChunkWork / (Math.Min(rows, BlockRows) * workPerRow + 1), 1, panels);
        Groups = (panels - 1) / GroupPanels + 1;
    }

    /// <summary>Rows in a block, but for the last.</summary>
    public int BlockRows { get; }

    /// <summary>The number of blocks of rows.</summary>
    public int Blocks { get; }

    /// <summary>Panels in a group, but for the last.</summary>
    public int GroupPanels { get; }

    /// <summary>The number of groups of panels.</summary>
    public int Groups { get; }

    /// <summary>The number of chunks. Chunk c is group c mod <see cref="Groups"/> of block c / <see cref="Groups"/>.</summary>
    public int Count => Blocks * Groups;
}
