using Relumine.Doctor.Cures;
using Relumine.Engine.Learning.Optimizers;

namespace Relumine.Doctor.Causes;

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
    public string Experiment => "The same run with a tenth, a hundredth and a thousandth of the rate; from enormous rates, with a usual one.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Rate;

    /// <inheritdoc/>
    public IEnumerable<Probe> Propose(CauseContext context)
    {
        var (run, rate) = (context.Run, context.Recipe.Optimizer.LearningRate);
        var signs = (run.UpdateRatio > context.Thresholds.LargeUpdate ? 1 : 0) + (context.Killed >= 0.3 && run.UpdateRatio > 0.01 ? 1 : 0) + (context.Explodes ? 1 : 0);
        double evidence = signs switch { 0 => 0.2, 1 => 0.6, _ => 1 };
        var usual = context.Recipe.Optimizer is Sgd ? 0.01 : 0.001;
        (double Rate, double Weight)[] lower = [(rate * 0.1, 1), (rate * 0.01, 0.99), .. rate * 0.001 > usual ? [(usual, 0.98)] : Array.Empty<(double, double)>(), (rate * 0.001, 0.45)];
        foreach (var (other, weight) in lower.Select(l => (RecipeEdit.Round(l.Rate), l.Weight)))
        {
            yield return new Probe(this, $"lr {RecipeEdit.Text(rate)} → {RecipeEdit.Text(other)}", $"set lr to {RecipeEdit.Text(other)}", context.Recipe.WithRate(other), evidence * weight) { KeepsWeights = true };
        }
    }
}
