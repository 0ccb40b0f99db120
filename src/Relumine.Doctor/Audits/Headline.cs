using Relumine.Doctor.Findings;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Audits;

/// <summary>An audit in one sentence, and how grave it is.</summary>
/// <param name="Sentence">The sentence, with a full stop.</param>
/// <param name="Worst">The gravest finding's severity; null if nothing was found.</param>
public sealed record Headline(string Sentence, Severity? Worst)
{
    /// <summary>Says what matters most: what makes the rest doubtful first, then what is broken, then how many units are dead.</summary>
    public static Headline Of(AuditResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new(Say(result), result.Findings.Count == 0 ? null : result.Findings.Max(f => f.Severity));
    }

    private static string Say(AuditResult result)
    {
        var (units, dead) = (result.Totals.Units, result.Totals.Dead);
        var collapsed = result.Findings.Where(f => f.Id == "collapsed-layer").ToArray();
        return result switch
        {
            { Layers.Count: 0 } => "No rectifier was found to examine.",
            { Data.Samples: 0 } => "No sample was examined.",
            _ when result.Findings.Any(f => f.Id == "data-scale") => "The data may not be scaled as the network expects.",
            _ when result.Layers.FirstOrDefault(l => l.NonFinite > 0) is { } bad => $"Layer '{bad.Name}' produced numbers that are not finite.",
            { NonFiniteOrigin: not null } => "The network puts out numbers that are not finite.",
            _ when result.Findings.FirstOrDefault(f => f.Id == "blocked-output-head") is { } head =>
                $"The output '{head.Layer}' is blocked: it was the same on every sample.",
            _ when collapsed.Length == 1 => $"Layer '{collapsed[0].Layer}' has collapsed: none of its units ever fired.",
            _ when collapsed.Length > 1 => $"{Wording.Count(collapsed.Length)} layers have collapsed: none of their units ever fired.",
            _ when dead > 0 => $"{Wording.Count(dead)} of {Wording.Count(units, "unit")} never fired.",
            _ when result.Layers.All(l => l.Dead is null) => $"None of the {Wording.Count(units, "unit")} can die: their functions have no flat side.",
            _ => $"All {Wording.Count(units, "unit")} were seen alive.",
        };
    }
}
