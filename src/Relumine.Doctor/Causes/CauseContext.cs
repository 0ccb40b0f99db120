using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes;

namespace Relumine.Doctor.Causes;

/// <summary>What causes look at.</summary>
/// <param name="Recipe">The recipe of the sick run.</param>
/// <param name="Run">What the run showed.</param>
/// <param name="Thresholds">What counts as much and as little.</param>
public sealed record CauseContext(Recipe Recipe, CaseHistory Run, Thresholds Thresholds)
{
    /// <summary>The share of hidden units of the worst layer that were dead, or never positive, before the first update.</summary>
    public double WorstAtStart => Run.Hidden(Run.Start).Select(l => l.NeverPositive / (double)l.Units).DefaultIfEmpty(0).Max();

    /// <summary>The scale of the hidden weights that lies farthest from what is usual, which it is where there are none; see
    /// <see cref="WeightState.Scale"/>.</summary>
    public double OddestScale =>
        Run
            .Weights.Where(w => !w.IsOutput)
            .Select(w => w.CertainScale(Thresholds.Training))
            .DefaultIfEmpty(Thresholds.Training.UsualWeights)
            .MaxBy(s => Math.Abs(Math.Log(Math.Max(s, 1e-12) / Thresholds.Training.UsualWeights)));

    /// <summary>The norm of all weights together before the first update.</summary>
    public double WeightNorm => Math.Sqrt(Run.Weights.Sum(w => w.Scale * w.Scale * w.Units));

    /// <summary>The median norm of the gradients of the first steps; infinite if there were none.</summary>
    public double UsualGradient =>
        Run.Early.Count == 0 ? double.PositiveInfinity : Run.Early.Select(e => e.GradientNorm).Order().ElementAt(Run.Early.Count / 2);

    /// <summary>Whether the weights began with a usual scale.</summary>
    public bool BeganAtScale => OddestScale >= Thresholds.Training.SmallWeights && OddestScale <= Thresholds.Training.LargeWeights;

    /// <summary>Whether the weights began with a usual scale and different from one another.</summary>
    public bool BeganSoundly =>
        BeganAtScale
        && !BeganSymmetric
        && Run.Weights.All(w => w.IsOutput || w.LargestBias == 0);

    /// <summary>Whether most units of a hidden layer began as copies of others, whatever noise made of them later.</summary>
    public bool BeganSymmetric => Run.Weights.Any(w => !w.IsOutput && w.Units > 1 && w.BeganEqual >= Thresholds.Layers.SymmetricShare * (w.Units - 1));

    /// <summary>Whether most units of a hidden layer are copies of others, and stayed so.</summary>
    public bool IsSymmetric => Run.Weights.Any(w => !w.IsOutput && w.Units > 1 && w.Duplicates >= Thresholds.Layers.SymmetricShare * (w.Units - 1));

    /// <summary>Whether the loss became much larger than it was in the first steps, or was not finite.</summary>
    public bool Explodes =>
        Run.Divergence is not null || Run.Early.Any(e => e.Loss > Thresholds.Training.GrownLoss * Math.Max(Run.StartLoss, Run.ConstantLoss));

    /// <summary>Whether the loss was still falling at the end: the run ended before it had learned what it could.</summary>
    public bool StillFalls => Run.StillFalls(Thresholds);

    /// <summary>The share of units of the worst layer that training killed.</summary>
    public double Killed => Run.Hidden(Run.End).Select(l => ((l.Dead ?? 0) - (l.BornDead ?? 0)) / (double)l.Units).DefaultIfEmpty(0).Max();
}
