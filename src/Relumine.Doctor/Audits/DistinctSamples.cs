using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Relumine.Doctor.Findings;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>
/// Counts samples that differ from each other: one that comes again says nothing new of a unit that did not fire on it. Memory is the same for
/// any number; of more than <see cref="AuditedData.MostDistinct"/> it is only known that they are at least so many, which is the careful side.
/// </summary>
internal sealed class DistinctSamples
{
    // Sums of samples by open addressing, at most half full; 0 is an empty slot.
    private readonly ulong[] _slots = new ulong[2 * AuditedData.MostDistinct];

    /// <summary>How many different ones there were.</summary>
    public int Count { get; private set; }

    /// <summary>Takes in a block.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="inputs">For each input a tensor of all samples, one after another.</param>
    public void Add(int samples, ModelTensor[] inputs)
    {
        for (var sample = 0; sample < samples && Count < AuditedData.MostDistinct; sample++)
        {
            var sum = 0UL;
            foreach (var input in inputs)
            {
                var length = input.Bytes.Length / samples;
                sum = Sum(input.Bytes.Slice(sample * length, length), sum);
            }

            Note(Math.Max(sum, 1));
        }
    }

    private void Note(ulong sum)
    {
        var slot = (int)(sum % (ulong)_slots.Length);
        while (_slots[slot] != 0 && _slots[slot] != sum)
        {
            slot = (slot + 1) % _slots.Length;
        }

        Count += _slots[slot] == 0 ? 1 : 0;
        _slots[slot] = sum;
    }

    // 64 bits: among half a million samples two that differ are taken for one with a chance of 1 in 100 million, and then the bound is a little weaker.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong Sum(ReadOnlySpan<byte> bytes, ulong sum)
    {
        // Four sums that need not wait for each other.
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var (first, second, third, fourth) = (sum, 1UL, 2UL, 3UL);
        var i = 0;
        for (; i <= words.Length - 4; i += 4)
        {
            first = Mix(first ^ words[i]);
            second = Mix(second ^ words[i + 1]);
            third = Mix(third ^ words[i + 2]);
            fourth = Mix(fourth ^ words[i + 3]);
        }

        sum = Mix(Mix(Mix(first ^ second) ^ third) ^ fourth);
        foreach (var word in words[i..])
        {
            sum = Mix(sum ^ word);
        }

        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
        {
            sum = Mix(sum ^ rest);
        }

        return Mix(sum ^ (ulong)bytes.Length);
    }

    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
