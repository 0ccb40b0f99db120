namespace Relumine.Kernels.Memory;

/// <summary>Memory that starts on a cache line and does not move: a pinned array, so the garbage collector frees it.</summary>
internal sealed unsafe class AlignedBuffer
{
    private const int Line = 64;
    private readonly byte[] _bytes;

    /// <summary>Reserves <paramref name="length"/> bytes, contents undefined.</summary>
    /// <exception cref="ArgumentException">It would take more than an array can hold.</exception>
    public AlignedBuffer(long length)
    {
        if (length > Array.MaxLength - Line)
        {
            throw new ArgumentException(
                $"{length} bytes of packed numbers are needed; at most {Array.MaxLength - Line} are possible. Split the matrix by columns.",
                nameof(length)
            );
        }

        Length = length;
        _bytes = GC.AllocateUninitializedArray<byte>((int)length + Line, pinned: true);
        var address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _bytes[0]);
        Start = (byte*)((address + Line - 1) & ~(Line - 1));
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>All bytes. A span keeps the memory alive, unlike <see cref="Start"/>.</summary>
    public Span<byte> Bytes => _bytes.AsSpan((int)(Start - (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _bytes[0])), (int)Length);

    /// <summary>The first byte; valid while this object is alive.</summary>
    public byte* Start { get; }
}
