using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>Dropout leaves too little.</summary>
internal sealed class DropoutTooStrong : ICause
{
    /// <inheritdoc/>
    public string Id => "dropout-too-strong";

    /// <inheritdoc/>
    public string Title => "The dropout is too strong";

    /// <inheritdoc/>
    public string Why =>
        "If nearly all units are dropped at every step, too little is left to learn from. Dropped inputs come back nowhere, and behind the "
            + "last layer it is the "
            + "answer that is dropped.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"A dropout behind the last layer with weights; or one of {Wording.Percent(limits.Design.StrongDropout)} or more between layers, or of "
            + $"{Wording.Percent(limits.Design.StrongInputDropout)} or more in front of the first. Strong where several together drop "
            + $"{Wording.Percent(limits.Design.StackedDropout)} or more of what goes through all of them; little otherwise.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run without dropout.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Regularization;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var dropouts = context.Run.Blueprint.Dropouts;
        if (dropouts.Count > 0)
        {
            var (design, grades) = (context.Thresholds.Design, context.Thresholds.Evidence);
            var dropped = 1 - dropouts.Aggregate(1.0, (kept, d) => kept * (1 - d.Ratio));
            yield return new ProposedExperiment(
                this, $"dropout {RecipeEdit.Text(dropouts.Max(d => d.Ratio))} → 0", "remove the dropout",
                context.Recipe.Map(l => l is DropoutLayer or AlphaDropoutLayer ? [] : [l]),
                dropouts.Any(d => d.IsStrong(design)) ? grades.Certain : dropped >= design.StackedDropout ? grades.Strong : grades.Little)
            {
                KeepsWeights = true,

                // Answers that are dropped are right for nobody.
                IsProven = dropouts.Any(d => d.Position == DropoutPosition.Output && d.IsStrong(design)),
            };
        }
    }
}
