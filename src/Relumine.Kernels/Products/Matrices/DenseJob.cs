namespace Relumine.Kernels.Products.Matrices;

/// <summary>One call of the dense driver as addresses: what the chunks share. The memory is pinned by the caller's frame.</summary>
internal unsafe struct DenseJob<T, E> where T : unmanaged where E : struct, IPointwise
{
    public T* X;
    public nint XStride;
    public T* Panels;

    /// <summary>Whether <see cref="Panels"/> are those of the transpose of the matrix that is multiplied by, which are turned as they are needed.</summary>
    public bool IsTurned;
    public T* Bias;

    /// <summary>0 for a bias per unit.</summary>
    public nint BiasStride;

    /// <summary>Added behind the bias, a row for each row of y; null for nothing.</summary>
    public T* Residual;
    public nint ResidualStride;
    public T* Y;
    public nint YStride;
    public T* Z;
    public nint ZStride;
    public int Rows;
    public int Inputs;
    public int Outputs;
    public DenseChunks Chunks;

    /// <summary>One record of a probe per block of rows.</summary>
    public T* Records;

    /// <summary>Elements from one record to the next.</summary>
    public nint RecordSize;

    /// <summary>Elements from one field of a record to the next: the units, padded.</summary>
    public nint RecordStride;
    public E Function;
}
