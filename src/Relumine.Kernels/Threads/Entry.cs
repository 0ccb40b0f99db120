using System.Runtime.InteropServices;

namespace Relumine.Kernels.Threads;

/// <summary>A counter on a cache line of its own.</summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct Padded
{
    /// <summary>The number.</summary>
    [FieldOffset(64)]
    public int Value;
}

/// <summary>
/// Who is inside the current run, in one word: the number of the run, whether it is closed, how many workers are in.
/// A closed run cannot be entered, so nobody touches the caller's data after it has returned.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct Entry
{
    private const long Closed = 1L << 31;
    private const long Inside = Closed - 1;

    [FieldOffset(64)]
    private long _word;

    /// <summary>The number of the latest run.</summary>
    public readonly int Generation => (int)(Volatile.Read(in _word) >> 32);

    /// <summary>Whether no worker is inside.</summary>
    public readonly bool IsEmpty => (Volatile.Read(in _word) & Inside) == 0;

    /// <summary>Begins the next run. The previous one is closed and empty.</summary>
    public void Open() => Interlocked.Exchange(ref _word, (long)unchecked(Generation + 1) << 32);

    /// <summary>Enters the latest run unless it is closed (or none has begun).</summary>
    public bool TryEnter()
    {
        for (var word = Volatile.Read(ref _word); word != 0 && (word & Closed) == 0;)
        {
            var seen = Interlocked.CompareExchange(ref _word, word + 1, word);
            if (seen == word)
            {
                return true;
            }

            word = seen;
        }

        return false;
    }

    /// <summary>Leaves; true for the last one to leave a closed run.</summary>
    public bool LeaveAndTestLast()
    {
        var word = Interlocked.Decrement(ref _word);
        return (word & Closed) != 0 && (word & Inside) == 0;
    }

    /// <summary>Closes the run; true if nobody is inside.</summary>
    public bool CloseAndTestEmpty() => (Interlocked.Or(ref _word, Closed) & Inside) == 0;
}
