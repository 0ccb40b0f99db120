using Relumine.Doctor.Causes;

namespace Relumine.Doctor.Findings;

/// <summary>What may have made a finished network as it is. Only a checkup of its recipe can test it: a file does not tell how it was trained.</summary>
/// <param name="Cause">Which, e.g. <c>learning-rate-too-high</c>; see <see cref="CauseCatalogue"/>.</param>
/// <param name="Findings">The findings that it would explain.</param>
/// <param name="Tested">Always false: nothing was tried.</param>
public sealed record PossibleCause(string Cause, IReadOnlyList<string> Findings, bool Tested = false)
{
    /// <summary>The causes that findings of a warning or worse make one think of, what would explain most of them first.</summary>
    public static IReadOnlyList<PossibleCause> Of(IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return [.. findings.Where(f => f.Severity >= Severity.Warning).Select(f => f.Id).Distinct()
            .SelectMany(id => (FindingCatalogue.Find(id)?.Causes ?? []).Select(cause => (cause, id)))
            .GroupBy(p => p.cause, p => p.id).OrderByDescending(g => g.Count()).Select(g => new PossibleCause(g.Key, [.. g]))];
    }
}
