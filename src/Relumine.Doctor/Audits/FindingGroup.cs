using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Audits;

/// <summary>Findings of one kind and severity in several layers, which people read once.</summary>
/// <param name="Id">Which finding it is.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What was found.</param>
/// <param name="Cures">What may help, best first.</param>
public sealed record FindingGroup(string Id, Severity Severity, string Message, IReadOnlyList<string> Cures)
{
    // Two are read as fast one after another; of more, a list says more than the same sentences again.
    private const int Several = 3;

    /// <summary>The findings of an audit in their order, those of several layers where the first of them stands.</summary>
    public static IReadOnlyList<FindingGroup> Of(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [.. result.Findings.GroupBy(f => (f.Id, f.Severity, Counted: f is { Layer: not null, Units: not null })).SelectMany(g => Tell([.. g], result))];
    }

    private static IEnumerable<FindingGroup> Tell(IReadOnlyList<Finding> findings, AuditResult result)
    {
        if (findings.Count < Several || !findings.All(f => f is { Layer: not null, Units: not null }))
        {
            return findings.Select(f => new FindingGroup(f.Id, f.Severity, f.Message, f.Cures));
        }

        var places = findings.Select(f => $"'{f.Layer}' {Wording.Count(f.Units!.Value)}{Share(f, result)}");
        return
        [
            new(
                findings[0].Id,
                findings[0].Severity,
                $"in {Wording.Count(findings.Count)} layers: {string.Join(", ", places)}. The first: {findings[0].Message}",
                [.. findings.SelectMany(f => f.Cures).Distinct()]
            ),
        ];
    }

    private static string Share(Finding finding, AuditResult result) =>
        result.Layers.FirstOrDefault(l => l.Name == finding.Layer) is { } layer ? $" of {Wording.Count(layer.Units)}" : "";
}
