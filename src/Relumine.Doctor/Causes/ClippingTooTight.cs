using Relumine.Doctor.Units;

namespace Relumine.Doctor.Causes;

/// <summary>Gradients are cut off too short.</summary>
internal sealed class ClippingTooTight : ICause
{
    /// <inheritdoc/>
    public string Id => "clipping-too-tight";

    /// <inheritdoc/>
    public string Title => "The gradients are clipped too tightly";

    /// <inheritdoc/>
    public string Why =>
        "Clipping is meant for rare gradients that are enormous. If it cuts off the usual ones, every step is as short as the limit says, "
            + "whatever the learning "
            + "rate is.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"A limit below {Wording.Part(limits.Causes.TightClip)} of the usual norm of the gradients (for single values, that of as many numbers of "
            + "this size), or, for single values, any limit where weights move by less "
            + $"than {Wording.Part(limits.Training.SmallUpdate)} of their size in the first steps. Some, if there is a limit at all.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) =>
        $"The same run without a limit; with one of {Wording.Amount(limits.Treatments.ClipNorm)} for the norm where gradients are large.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Steps;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var (recipe, limits) = (context.Recipe, context.Thresholds);
        if (recipe is { ClipNorm: null, ClipValue: null })
        {
            yield break;
        }

        // An infinite norm tells that no step was made, and a run that broke off is not held back.
        var (usual, isHeld) = (context.UsualGradient, context.Run.UpdateRatio < limits.Training.SmallUpdate);
        // What all weights together are left with where every one is cut. Decay may move them all the same.
        var largest = recipe.ClipNorm ?? (recipe.ClipValue * Math.Sqrt(context.Run.Weights.Sum(w => (double)w.Count)));
        var isTight = double.IsFinite(usual) && (largest < limits.Causes.TightClip * usual || (recipe.ClipValue is not null && isHeld));
        var before = recipe.ClipNorm is { } norm ? $"clipNorm {RecipeEdit.Text(norm)}" : $"clipValue {RecipeEdit.Text(recipe.ClipValue!.Value)}";
        double? other = usual > limits.Treatments.LargeGradient && double.IsFinite(usual) && !(recipe.ClipNorm >= limits.Treatments.ClipNorm)
            ? limits.Treatments.ClipNorm : null;
        yield return new ProposedExperiment(
            this,
            other is { } kept ? $"{before} → clipNorm {RecipeEdit.Text(kept)}" : $"{before} → none",
            other is { } wide ? $"limit the norm of the gradients to {RecipeEdit.Text(wide)} instead" : "remove the limit on the gradients",
            recipe with { ClipNorm = other, ClipValue = null },
            isTight ? limits.Evidence.Certain : limits.Evidence.Little)
        {
            KeepsWeights = true,
        };
    }
}
