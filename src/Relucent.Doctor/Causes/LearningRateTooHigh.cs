namespace Relucent.Causes;

/// <summary>The learning rate is too high.</summary>
public sealed class LearningRateTooHigh : ICause
{
    /// <inheritdoc/>
    public string Id => "learning-rate-too-high";

    /// <inheritdoc/>
    public string Title => "The learning rate is too high";

    /// <inheritdoc/>
    public string Why => "Steps that are too large throw biases so far off that units never fire again, the last hidden layers first, or make the weights grow until a number is not finite.";

    /// <inheritdoc/>
    public string Evidence => "Two of: weights that move by more than a tenth of their size in the first steps; units that fired before training and are dead; a loss that doubles or is not finite.";

    /// <inheritdoc/>
    public string Experiment => "The same run with a tenth, a hundredth and a thousandth of the rate.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Rate;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        var (run, rate) = (context.Run, context.Recipe.Optimizer.LearningRate);
        var signs = (run.UpdateRatio > context.Thresholds.LargeUpdate ? 1 : 0) + (context.Killed >= 0.3 && run.UpdateRatio > 0.01 ? 1 : 0) + (context.Explodes ? 1 : 0);
        double evidence = signs switch { 0 => 0.2, 1 => 0.6, _ => 1 };
        foreach (var (factor, weight) in new[] { (0.1, 1.0), (0.01, 0.99), (0.001, 0.45) })
        {
            var lower = RecipeEdit.Round(rate * factor);
            yield return new Probe(this, $"lr {RecipeEdit.Text(rate)} → {RecipeEdit.Text(lower)}", $"set lr to {RecipeEdit.Text(lower)}", context.Recipe.WithRate(lower), evidence * weight) { KeepsWeights = true };
        }
    }
}
