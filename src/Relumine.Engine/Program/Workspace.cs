using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Threads;

namespace Relumine.Engine.Program;

/// <summary>The memory of one worker: its arena, and where the values of the samples at hand are.</summary>
internal sealed class Workspace
{
    private const int Alignment = 64;
    private readonly byte[] _arena;
    private readonly int _arenaStart;
    private readonly ModelTensor[] _inputs;

    /// <summary>Takes <paramref name="arenaBytes"/> of memory that stays where it is, aligned to a cache line.</summary>
    public Workspace(int worker, int arenaBytes, int inputs)
    {
        Worker = worker;
        _arena = GC.AllocateArray<byte>(arenaBytes + Alignment, pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(_arena, 0);
        _arenaStart = (int)((Alignment - (address % Alignment)) % Alignment);
        _inputs = new ModelTensor[inputs];
    }

    /// <summary>Which worker this is, from 0.</summary>
    public int Worker { get; }

    /// <summary>The first sample of the chunk at hand, counted from the start of the run.</summary>
    public int FirstSample { get; private set; }

    /// <summary>The number of samples at hand.</summary>
    public int Samples { get; private set; }

    /// <summary>Which chunk of the run is at hand.</summary>
    public int Chunk { get; private set; }

    /// <summary>The threads that may help with the chunk at hand, because no other chunk keeps them busy; null if there are none.</summary>
    public WorkerPool? Helpers { get; set; }

    /// <summary>Turns to samples <paramref name="first"/> to <paramref name="first"/> + <paramref name="count"/> − 1 of the caller's tensors.</summary>
    public void Turn(int chunk, int first, int count, ModelTensor[] inputs)
    {
        (Chunk, FirstSample, Samples) = (chunk, first, count);
        inputs.CopyTo(_inputs, 0);
    }

    /// <summary>The buffer of a value, and where sample 0 of the chunk begins in it.</summary>
    public (byte[] Storage, int Offset) Place(Value value)
    {
        var root = value.Root;
        return root.Residence switch
        {
            Residence.Arena => (_arena, _arenaStart + root.Offset),
            Residence.Input => (_inputs[root.Input].Storage, _inputs[root.Input].Offset + FirstSample * root.SampleBytes),
            _ => (root.Constant!.Storage, root.Constant.Offset),
        };
    }

    /// <summary>The elements of a value, all samples of the chunk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Elements<T>(Value value) where T : unmanaged
    {
        var (storage, offset) = Place(value);
        var count = value.Varies ? Samples * value.SampleBytes : value.SampleBytes;
        return MemoryMarshal.Cast<byte, T>(storage.AsSpan(offset, count));
    }

    /// <summary>Copies a value's samples to their places in the caller's tensor; a constant is repeated.</summary>
    public void CopyTo(Value value, ModelTensor target)
    {
        var (storage, offset) = Place(value);
        var bytes = value.SampleBytes;
        var destination = target.Bytes.Slice(FirstSample * bytes, Samples * bytes);
        if (value.Varies)
        {
            storage.AsSpan(offset, Samples * bytes).CopyTo(destination);
            return;
        }

        for (var sample = 0; sample < Samples; sample++)
        {
            storage.AsSpan(offset, bytes).CopyTo(destination[(sample * bytes)..]);
        }
    }
}
