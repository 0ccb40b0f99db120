using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Updates;

namespace Relumine.Engine.Learning.Optimizers;

/// <summary>
/// Adamax (Kingma and Ba 2015, algorithm 2): <c>g ← g + decay·w; m ← β₁·m + (1 − β₁)·g; u ← max(β₂·u, |g|);
/// w ← w − rate/(1 − β₁ᵗ)·m/(u + ε)</c>. As Keras has it; PyTorch adds ε to |g| instead.
/// </summary>
/// <param name="LearningRate">The base learning rate, which a schedule multiplies: finite, from 0 on.</param>
/// <param name="Beta1">β₁, from 0 to below 1.</param>
/// <param name="Beta2">β₂, from 0 to below 1.</param>
/// <param name="Epsilon">ε, positive.</param>
/// <param name="WeightDecay">The decay, added to the gradient.</param>
public sealed record Adamax(double LearningRate = 0.002, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0)
    : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "adamax";

    /// <inheritdoc/>
    public override string Summary => "Adamax: Adam with steps divided by the largest recent gradient.";

    /// <inheritdoc/>
    public override int Slots => Formula.Slots;

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
        Run(new Formula(this, arguments), arguments, weights, gradient, slot0, slot1);

    private readonly struct Formula(Adamax owner, in UpdateArguments arguments) : IUpdateFormula
    {
        private readonly double _beta1 = owner.Beta1;
        private readonly double _rest1 = 1 - owner.Beta1;
        private readonly double _beta2 = owner.Beta2;
        private readonly double _epsilon = owner.Epsilon;
        private readonly double _step = -arguments.LearningRate / (1 - Powers.Of(owner.Beta1, arguments.Step));
        private readonly double _decay = arguments.Decays ? owner.WeightDecay : 0;

        public static int Slots => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V>
        {
            gradient = V.MulAdd(weight, _decay, gradient);
            slot0 = V.MulAdd(gradient, _rest1, slot0 * V.Of(_beta1));
            slot1 = V.AtLeast(V.Abs(gradient), slot1 * V.Of(_beta2));
            weight = V.MulAdd(slot0 / (slot1 + V.Of(_epsilon)), _step, weight);
        }
    }
}
