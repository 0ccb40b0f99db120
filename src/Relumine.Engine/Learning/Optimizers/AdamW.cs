using Relumine.Kernels.Updates;

namespace Relumine.Engine.Learning.Optimizers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2; PyTorch's order): <c>w ← (1 − rate·decay)·w</c>,
/// then <see cref="Adam"/>'s step without decay.
/// </summary>
/// <param name="LearningRate">The base learning rate, which a schedule multiplies: finite, from 0 on.</param>
/// <param name="Beta1">β₁, from 0 to below 1.</param>
/// <param name="Beta2">β₂, from 0 to below 1.</param>
/// <param name="Epsilon">ε, positive.</param>
/// <param name="WeightDecay">The decay of the weights.</param>
public sealed record AdamW(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0.01)
    : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "adamW";

    /// <inheritdoc/>
    public override string Summary => "Adam with weight decay apart from the gradient.";

    /// <inheritdoc/>
    public override int Slots => AdamFormula.Slots;

    /// <summary>β₁.</summary>
    public double Beta1 { get; init => field = Rate.Fraction(value); } = Rate.Fraction(Beta1);

    /// <summary>β₂.</summary>
    public double Beta2 { get; init => field = Rate.Fraction(value); } = Rate.Fraction(Beta2);

    /// <summary>ε.</summary>
    public double Epsilon { get; init => field = Rate.Positive(value); } = Rate.Positive(Epsilon);

    /// <summary>The decay.</summary>
    public double WeightDecay { get; init => field = Rate.NotNegative(value); } = Rate.NotNegative(WeightDecay);

    /// <inheritdoc/>
    public override void Update<T>(Span<T> weights, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1, in UpdateArguments arguments) =>
        Run(new AdamFormula(Beta1, Beta2, Epsilon, WeightDecay, isDecoupled: true, arguments), arguments, weights, gradient, slot0, slot1);
}
