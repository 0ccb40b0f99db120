using Relumine.Doctor.Findings;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Gates;

/// <summary>Which findings make an audit fail: all from a severity on, or those named.</summary>
/// <param name="AtLeast">The least severity that fails; null if none does.</param>
/// <param name="Ids">The ids that fail whatever their severity.</param>
public sealed record FailOn(Severity? AtLeast, IReadOnlyList<string> Ids)
{
    /// <summary>What stands for dead units that an input of the box fires.</summary>
    private const string RefutedWord = "refuted";

    /// <summary>Whether a dead unit fails that an input of the box fires.</summary>
    public bool Refuted { get; init; }

    /// <summary>Reads <c>info</c>, <c>warning</c>, <c>critical</c> and ids of findings, separated by commas.</summary>
    /// <param name="text">The words.</param>
    /// <param name="name">What messages call them.</param>
    /// <exception cref="RelumineException">A word is neither (<see cref="ErrorKind.InvalidRequest"/>).</exception>
    public static FailOn Parse(string text, string name = nameof(FailOn))
    {
        ArgumentNullException.ThrowIfNull(text);
        Severity? least = null;
        var refuted = false;
        var ids = new List<string>();
        var words = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            var severity = Enum.GetValues<Severity>().Where(s => s.ToString().Equals(word, StringComparison.OrdinalIgnoreCase)).ToArray();
            if (word.Equals(RefutedWord, StringComparison.OrdinalIgnoreCase))
            {
                refuted = true;
            }
            else if (severity is [var one])
            {
                least = least is { } before && before < one ? before : one;
            }
            else
            {
                ids.Add(FindingCatalogue.Find(word)?.Id ?? throw Wrong(name, $"'{word}'"));
            }
        }

        return words.Length > 0 ? new(least, ids) { Refuted = refuted } : throw Wrong(name, "empty");
    }

    /// <summary>Whether <paramref name="finding"/> makes the audit fail.</summary>
    public bool Includes(Finding finding)
    {
        ArgumentNullException.ThrowIfNull(finding);
        return finding.Severity >= AtLeast || Ids.Contains(finding.Id, StringComparer.OrdinalIgnoreCase);
    }

    private static RelumineException Wrong(string name, string given) =>
        new(
            ErrorKind.InvalidRequest,
            $"{name} is {given}, but info, warning, critical, refuted or the id of a finding is expected. "
                + $"The ids are {string.Join(", ", FindingCatalogue.All.Select(f => f.Id).Order(StringComparer.Ordinal))}."
        );
}
