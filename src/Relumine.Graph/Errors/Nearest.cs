namespace Relumine.Graph.Errors;

/// <summary>Finds what somebody may have meant to type.</summary>
public static class Nearest
{
    /// <summary>Up to <paramref name="count"/> of the candidates that are near to <paramref name="given"/>, the nearest first.</summary>
    public static IReadOnlyList<string> To(string given, IEnumerable<string> candidates, int count = 3)
    {
        var wanted = given.ToUpperInvariant();
        return candidates
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (Name: name, Distance: Distance(wanted, name.ToUpperInvariant())))
            .Where(c => c.Distance <= Math.Max(1, Math.Max(given.Length, c.Name.Length) / 3))
            .OrderBy(c => c.Distance).ThenBy(c => c.Name, StringComparer.Ordinal)
            .Take(count)
            .Select(c => c.Name)
            .ToList();
    }

    /// <summary>" Did you mean 'a' or 'b'?", or nothing if nothing is near.</summary>
    public static string Question(string given, IEnumerable<string> candidates)
    {
        var names = To(given, candidates);
        if (names.Count > 0 && names[0].Equals(given, StringComparison.OrdinalIgnoreCase))
        {
            names = [names[0]];
        }

        return names.Count == 0 ? "" : " Did you mean " + string.Join(" or ", names.Select(n => $"'{n}'")) + "?";
    }

    // Insertions, deletions, replacements and swaps of neighbours; a prefix or a part costs as little as one of them.
    private static int Distance(string a, string b)
    {
        if (a == b)
        {
            return 0;
        }

        // What somebody remembers is often the beginning, or a word of the middle.
        if ((a.Length >= 2 && b.StartsWith(a, StringComparison.Ordinal)) || (a.Length >= 4 && b.Contains(a, StringComparison.Ordinal)))
        {
            return 1;
        }

        var costs = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                costs[i, j] = i == 0 ? j
                    : j == 0 ? i
                    : Math.Min(Math.Min(costs[i - 1, j], costs[i, j - 1]) + 1, costs[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    costs[i, j] = Math.Min(costs[i, j], costs[i - 2, j - 2] + 1);
                }
            }
        }

        return costs[a.Length, b.Length];
    }
}
