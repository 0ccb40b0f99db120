using Relumine.Kernels.Memory;

namespace Relumine.Kernels.Probes;

/// <summary>
/// Room for the partial results of a probe, one record per block of rows, so that threads never share a record and
/// the records can be added in the order of the rows. Kept between calls: the steady state allocates nothing.
/// </summary>
internal sealed class ProbeBlocks
{
    private AlignedBuffer? _buffer;

    /// <summary>Room for <paramref name="records"/> records of <paramref name="fields"/> × <paramref name="stride"/> numbers, contents undefined.</summary>
    public unsafe T* Reserve<T>(int records, int fields, int stride) where T : unmanaged
    {
        var bytes = (long)records * fields * stride * sizeof(T);
        if (_buffer is null || _buffer.Length < bytes)
        {
            _buffer = new AlignedBuffer(bytes);
        }

        return (T*)_buffer.Start;
    }
}
