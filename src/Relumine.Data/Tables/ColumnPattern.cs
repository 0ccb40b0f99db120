using System.Globalization;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tables;

/// <summary>Finds columns by what a user says: a name, a number from 1, or a pattern with * and ?.</summary>
internal static class ColumnPattern
{
    /// <summary>The columns that are meant.</summary>
    /// <param name="said">What is said.</param>
    /// <param name="names">The names of all columns, empty ones where there is no header.</param>
    /// <param name="origin">The file, for the message.</param>
    /// <param name="key">Which setting it is, for the message.</param>
    /// <exception cref="RelumineException">There is no such column.</exception>
    public static IReadOnlyList<int> Find(string said, IReadOnlyList<string> names, string origin, string key)
    {
        List<int> named = [.. Enumerable.Range(0, names.Count).Where(i => names[i].Length > 0 && names[i] == said)];
        if (named.Count > 0)
        {
            return named;
        }

        if (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= names.Count)
        {
            return [number - 1];
        }

        List<int> matched = said.AsSpan().ContainsAny('*', '?') ? [.. Enumerable.Range(0, names.Count).Where(i => IsMatch(said, names[i]))] : [];
        return matched.Count > 0
            ? matched
            : throw DataError.Usage(
                $"{new Setting(key, TableNotice.Shown(said))}: {origin} has no such "
                    + $"column.{Nearest.Question(said, names.Where(n => n.Length > 0).Select(TableNotice.Shown))} "
                    + $"Give a name, a number from 1 to {names.Count}, or a pattern such as \"x*\"."
            );
    }

    /// <summary>The one column that is meant.</summary>
    /// <exception cref="RelumineException">There is none, or there are several.</exception>
    public static int FindOne(string said, IReadOnlyList<string> names, string origin, string key) =>
        Find(said, names, origin, key) is [var only] ? only
            : throw DataError.Usage($"{new Setting(key, TableNotice.Shown(said))}: {origin} has several such columns. Give the number of one, from 1.");

    // Every * is tried with as little as possible and once more with a character more, from the last one on: linear in practice, never worse than the product.
    private static bool IsMatch(string pattern, string name)
    {
        var (p, n, star, taken) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && (pattern[p] == '?' || (pattern[p] != '*' && pattern[p] == name[n])))
            {
                (p, n) = (p + 1, n + 1);
            }
            else if (p < pattern.Length && pattern[p] == '*')
            {
                (star, taken, p) = (p, n, p + 1);
            }
            else if (star >= 0)
            {
                (p, taken) = (star + 1, taken + 1);
                n = taken;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).TrimStart('*').Length == 0;
    }
}
