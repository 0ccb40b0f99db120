using Relumine.Graph.Errors;

namespace Relumine.Engine.Program;

/// <summary>
/// Gives every value of the arena a place for as long as it is needed: values whose lives do not overlap share memory.
/// First fit, in the order in which they are made.
/// </summary>
internal static class ArenaLayout
{
    private const int Alignment = 64;
    private const long Largest = 1 << 30;

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
        var placed = new List<(Value Value, int First, int Last, long Start, long End)>();
        foreach (var (value, (first, last)) in lives.Where(l => l.Key.Residence == Residence.Arena).OrderBy(l => l.Value.First).ThenBy(l => l.Key.Id))
        {
            var bytes = ((long)value.SampleBytes * capacity + Alignment - 1) / Alignment * Alignment;
            long start = 0;
            foreach (var other in placed.Where(p => p.First <= last && first <= p.Last).OrderBy(p => p.Start))
            {
                if (start + bytes <= other.Start)
                {
                    break;
                }

                start = Math.Max(start, other.End);
            }

            placed.Add((value, first, last, start, start + bytes));
            size = Math.Max(size, start + bytes);
            if (size > Largest)
            {
                throw new GraphException(
                    $"The values of one sample take too much memory: '{value.Name}' alone has {value.Type}. At most {Largest >> 20} MiB are possible. "
                        + $"Give smaller inputs."
                );
            }

            value.Offset = (int)start;
        }

        return (int)size;
    }

    private static void Extend(Dictionary<Value, (int First, int Last)> lives, Value value, int step) =>
        lives[value] = lives.TryGetValue(value, out var life) ? (Math.Min(life.First, step), Math.Max(life.Last, step)) : (step, step);
}

/// <summary>The values that a step touches.</summary>
internal readonly record struct Footprint(IEnumerable<Value> Reads, IEnumerable<Value> Writes);
