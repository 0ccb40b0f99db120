namespace Relumine.Kernels.Products.Matrices;

/// <summary>One call of the gradient driver as addresses: what the chunks share. The memory is pinned by the caller's frame.</summary>
internal unsafe struct GradientJob<T> where T : unmanaged
{
    public T* X;
    public nint XStride;
    public T* Dz;
    public nint DzStride;

    /// <summary>dW, in panels.</summary>
    public T* Panels;
    public T* Bias;
    public int Rows;
    public int Inputs;
    public int Outputs;
    public bool Adds;

    /// <summary>Rows of dW in a chunk, but for the last of a panel.</summary>
    public int GroupInputs;

    /// <summary>The number of chunks in a panel. Chunk c is group c mod <see cref="Groups"/> of panel c / <see cref="Groups"/>.</summary>
    public int Groups;
}
