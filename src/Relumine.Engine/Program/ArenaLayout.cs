using Relumine.Graph.Errors;

namespace Relumine.Engine.Program;

/// <summary>
/// Gives every value of the arena a place for as long as it is needed: values whose lives do not overlap share memory.
/// First fit, in the order in which they are made.
/// </summary>
internal static class ArenaLayout
{
    private const int Alignment = 64;

    /// <summary>What the values of a plan may take at a time, over all its threads, in bytes: a small file must not ask for all memory.</summary>
    public const long Largest = 1 << 30;

    /// <summary>Sets <see cref="Value.Offset"/> of every value and returns the size of the arena in bytes.</summary>
    /// <param name="steps">What each step touches, in order.</param>
    /// <param name="outputs">Values that must survive to the end.</param>
    /// <param name="capacity">The number of samples that the arena holds.</param>
    /// <exception cref="GraphException">The arena would be larger than 1 GiB.</exception>
    public static int Assign(IReadOnlyList<Footprint> steps, IEnumerable<Value> outputs, int capacity)
    {
        var lives = new Dictionary<Value, (int First, int Last)>();
        for (var i = 0; i < steps.Count; i++)
        {
            foreach (var value in steps[i].Writes.Concat(steps[i].Reads))
            {
                Extend(lives, value.Root, i);
            }
        }

        foreach (var output in outputs)
        {
            Extend(lives, output.Root, steps.Count);
        }

        long size = 0;
        Value? largest = null;
        var alive = new List<(int Last, long Start, long End)>();
        foreach (var (value, (first, last)) in lives.Where(l => l.Key.Residence == Residence.Arena).OrderBy(l => l.Value.First).ThenBy(l => l.Key.Id))
        {
            // Values come in the order in which they are made, so what ended before this one is in nobody's way any more.
            alive.RemoveAll(p => p.Last < first);
            var bytes = ((long)value.SampleBytes * capacity + Alignment - 1) / Alignment * Alignment;
            long start = 0;
            var at = 0;
            for (; at < alive.Count && start + bytes > alive[at].Start; at++)
            {
                start = Math.Max(start, alive[at].End);
            }

            alive.Insert(at, (last, start, start + bytes));
            size = Math.Max(size, start + bytes);
            largest = largest is null || value.SampleBytes > largest.SampleBytes ? value : largest;
            value.Offset = (int)Math.Min(start, Largest);
        }

        if (size > Largest)
        {
            throw new GraphException(
                $"The values of {(capacity == 1 ? "one sample" : $"{capacity} samples")} take {size >> 20} MiB of memory at a time, and at most "
                    + $"{Largest >> 20} MiB "
                    + $"are possible; the largest is '{largest!.Name}', {largest.Type}. Give smaller inputs."
            );
        }

        return (int)size;
    }

    private static void Extend(Dictionary<Value, (int First, int Last)> lives, Value value, int step) =>
        lives[value] = lives.TryGetValue(value, out var life) ? (Math.Min(life.First, step), Math.Max(life.Last, step)) : (step, step);
}

/// <summary>The values that a step touches.</summary>
internal readonly record struct Footprint(IEnumerable<Value> Reads, IEnumerable<Value> Writes);
