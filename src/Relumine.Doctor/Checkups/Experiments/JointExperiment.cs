using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.Treatments;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>Several changes at once, each of which speaks for itself: two faults in one recipe hide each other, so that neither change shows anything
/// alone.</summary>
internal static class JointExperiment
{
    /// <summary>All changes whose signs were there before anything was tried; null where that is not more than one cause.</summary>
    /// <param name="recipe">The sick recipe.</param>
    /// <param name="sick">What it led to.</param>
    /// <param name="made">The experiments that were made on it.</param>
    public static ProposedExperiment? Of(Recipe recipe, Diagnosis sick, IReadOnlyList<Experiment> made)
    {
        var signs = made.Select(e => e.Proposed).Where(p => p.Evidence >= sick.Thresholds.Evidence.Certain && p.Also.Count == 0)
            .DistinctBy(p => p.Cause).ToArray();

        // What cuts steps short explains that weights hardly move.
        var isCut = signs.Any(p => p.Cause.Kind == CauseKind.Steps);
        return Of(recipe, sick,
        [
            .. signs.Where(p => !(isCut && p.Cause is LearningRateTooLow)).OrderBy(p => IsOfRate(p) ? 1 : 0).ThenBy(p => p.Standing).Take(Treatment.MostChanges),
        ]);
    }

    /// <summary>The same with one change less, each in turn; none where only two are made.</summary>
    public static IEnumerable<ProposedExperiment> WithoutOne(ProposedExperiment joint, Recipe recipe, Diagnosis sick) => joint.Parts.Count <= 2 ? []
        : joint.Parts.Reverse().Select(p => Of(recipe, sick, [.. joint.Parts.Where(o => o != p)])).OfType<ProposedExperiment>();

    // Large steps are often what another fault makes of a sound rate: a rate is named last, and left out first.
    private static bool IsOfRate(ProposedExperiment proposed) => proposed.Cause.Kind == CauseKind.Rate;

    // Each cause is asked again what it would change, in the recipe as the ones before have left it.
    private static ProposedExperiment? Of(Recipe recipe, Diagnosis sick, ProposedExperiment[] signs)
    {
        var parts = new List<ProposedExperiment>();
        foreach (var sign in signs)
        {
            var proposed = sign.Cause.Propose(new(recipe, sick.Run, sick.Thresholds)).Where(p => p.Also.Count == 0 && p.Cause == sign.Cause).ToArray();
            if ((proposed.FirstOrDefault(p => p.Change == sign.Change) ?? proposed.MaxBy(p => p.Evidence)) is { } part && part.Recipe != recipe)
            {
                recipe = part.Recipe;
                parts.Add(part with { Evidence = sign.Evidence });
            }
        }

        return parts.Count < 2 ? null
            : parts[0] with
            {
                Change = string.Join(", and ", parts.Select(p => p.Change)),
                Do = string.Join("; ", parts.Select(p => p.Do)),
                Recipe = recipe,
                Also = [.. parts.Skip(1).Select(p => p.Cause)],
                Parts = parts,
                KeepsWeights = parts.All(p => p.KeepsWeights),
                IsUrgent = false,
            };
    }
}
