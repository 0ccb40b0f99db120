using System.Globalization;

namespace Relumine.Engine.Training.Examining;

/// <summary>Units by their numbers, written as people do: <c>0-3, 7</c>.</summary>
public static class UnitRanges
{
    /// <summary>Writes numbers.</summary>
    /// <param name="units">Ascending.</param>
    public static string Write(IEnumerable<int> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        var parts = new List<string>();
        int? from = null;
        var to = 0;
        foreach (var unit in units)
        {
            if (from is { } first && unit != to + 1)
            {
                parts.Add(Range(first, to));
                from = unit;
            }

            from ??= unit;
            to = unit;
        }

        if (from is { } last)
        {
            parts.Add(Range(last, to));
        }

        return string.Join(", ", parts);
    }

    /// <summary>Reads what <see cref="Write"/> wrote; what is no number of a unit is left out.</summary>
    public static IEnumerable<int> Read(string ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        foreach (var part in ranges.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = part.Split('-');
            if (int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
                && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var to))
            {
                // A file may say anything: no layer that is written so has more units.
                for (var unit = from; unit <= Math.Min(to, MostUnits); unit++)
                {
                    yield return unit;
                }
            }
        }
    }

    /// <summary>Of layers with more units it is not written which of them are dead: a log would hold little else.</summary>
    public const int MostUnits = 2048;

    private static string Range(int from, int to) => from == to ? Text(from) : $"{Text(from)}-{Text(to)}";

    private static string Text(int unit) => unit.ToString(CultureInfo.InvariantCulture);
}
