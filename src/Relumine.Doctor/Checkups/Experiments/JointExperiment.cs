using Relumine.Doctor.Causes;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>Several changes at once, each of which speaks for itself: two faults in one recipe hide each other, so that neither change shows anything
/// alone.</summary>
internal static class JointExperiment
{
    /// <summary>Faults that hide each other: data, head and rate, for example.</summary>
    internal const int MostChanges = 3;

    /// <summary>All changes for which signs were there before anything was tried, those of one at least certain; null where that is not more than one
    /// cause.</summary>
    /// <param name="recipe">The sick recipe.</param>
    /// <param name="sick">What it led to.</param>
    /// <param name="made">The experiments that were made on it.</param>
    /// <param name="doses">By how many doses a rate that is too high is lowered.</param>
    public static ProposedExperiment? Of(Recipe recipe, Diagnosis sick, IReadOnlyList<Experiment> made, int doses = 1)
    {
        var grades = sick.Thresholds.Evidence;
        var signs = made.Select(e => e.Proposed).Where(p => p.Evidence >= grades.Good && p.Also.Count == 0).OrderByDescending(p => p.Evidence)
            .DistinctBy(p => p.Cause).ToArray();
        if (!signs.Any(p => p.Evidence >= grades.Certain))
        {
            return null;
        }

        // What cuts steps short explains that weights hardly move.
        var isCut = signs.Any(p => p.Cause.Kind == CauseKind.Steps);
        return Of(recipe, sick,
        [
            .. signs.Where(p => !(isCut && p.Cause is LearningRateTooLow))
                .OrderBy(p => IsOfRate(p) ? 1 : 0).ThenBy(p => p.Standing).Take(MostChanges),
        ], doses);
    }

    /// <summary>A change together with each of the surest of those that are likely in the run that it led to, those whose signs are certain first.</summary>
    /// <param name="part">The change, and what came of it.</param>
    public static IEnumerable<ProposedExperiment> Behind(Experiment part)
    {
        var (first, limits) = (part.Proposed, part.After.Thresholds);
        return CauseCatalogue.All.Where(c => c != first.Cause && !first.Also.Contains(c)).SelectMany(c => c.Propose(new(first.Recipe, part.After.Run, limits)))
            .Where(p => p.Evidence >= limits.Evidence.Likely && p.Recipe != first.Recipe).OrderBy(p => p.Evidence >= limits.Evidence.Certain ? 0 : 1)
            .ThenBy(p => IsOfRate(p) ? 1 : 0).ThenBy(p => p.Standing).ThenByDescending(p => p.Evidence)
            .DistinctBy(p => p.Cause).Take(MostChanges - 1).Select(p => Joined([first, p], p.Recipe));
    }

    /// <summary>The same with one change less, each in turn; none where only two are made.</summary>
    public static IEnumerable<ProposedExperiment> WithoutOne(ProposedExperiment joint, Recipe recipe, Diagnosis sick) => joint.Parts.Count <= 2 ? []
        : joint.Parts.Reverse().Select(p => Of(recipe, sick, [.. joint.Parts.Where(o => o != p)])).OfType<ProposedExperiment>();

    // Large steps are often what another fault makes of a sound rate: a rate is named last, and left out first.
    private static bool IsOfRate(ProposedExperiment proposed) => proposed.Cause.Kind == CauseKind.Rate;

    // Each cause is asked again what it would change, in the recipe as the ones before have left it.
    private static ProposedExperiment? Of(Recipe recipe, Diagnosis sick, ProposedExperiment[] signs, int doses = 1)
    {
        var parts = new List<ProposedExperiment>();
        foreach (var sign in signs)
        {
            var proposed = sign.Cause.Propose(new(recipe, sick.Run, sick.Thresholds)).Where(p => p.Also.Count == 0 && p.Cause == sign.Cause).ToArray();
            var dose = doses > 1 && sign.Cause is LearningRateTooHigh
                ? proposed.ElementAtOrDefault(doses - 1)
                : proposed.FirstOrDefault(p => p.Change == sign.Change);
            if ((dose ?? proposed.MaxBy(p => p.Evidence)) is { } part && part.Recipe != recipe)
            {
                recipe = part.Recipe;
                parts.Add(part with { Evidence = sign.Evidence });
            }
        }

        return parts.Count < 2 ? null : Joined([.. parts], recipe);
    }

    private static ProposedExperiment Joined(ProposedExperiment[] parts, Recipe recipe) => parts[0] with
    {
        Change = string.Join(", and ", parts.Select(p => p.Change)),
        Do = string.Join("; ", parts.Select(p => p.Do)),
        Recipe = recipe,
        Also = [.. parts[0].Also, .. parts.Skip(1).Select(p => p.Cause)],
        Parts = parts,
        KeepsWeights = parts.All(p => p.KeepsWeights),
        IsUrgent = false,
    };
}
