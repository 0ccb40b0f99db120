using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Updates;

namespace Relumine.Engine.Learning.Optimizers;

/// <summary>
/// Nadam, Adam with Nesterov's momentum (Dozat 2016, ICLR workshop; PyTorch's order): <c>g ← g + decay·w; m ← β₁·m + (1 − β₁)·g;
/// v ← β₂·v + (1 − β₂)·g²; w ← w − rate·((1 − μₜ)/(1 − Πμ)·g + μₜ₊₁/(1 − Πμ·μₜ₊₁)·m)/(√v/√(1 − β₂ᵗ) + ε)</c> with
/// <c>μₜ = β₁·(1 − ½·0.96^(t·ψ))</c>, the product being over the steps so far.
/// </summary>
/// <param name="LearningRate">The base learning rate, which a schedule multiplies: finite, from 0 on.</param>
/// <param name="Beta1">β₁, from 0 to below 1.</param>
/// <param name="Beta2">β₂, from 0 to below 1.</param>
/// <param name="Epsilon">ε, positive.</param>
/// <param name="WeightDecay">The decay, added to the gradient.</param>
/// <param name="MomentumDecay">ψ, how fast the momentum grows to β₁; 0 or more.</param>
public sealed record Nadam(
    double LearningRate = 0.002, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0, double MomentumDecay = 0.004)
    : Optimizer(LearningRate)
{
    // A product below this is lost in 1 − Πμ.
    private const double Vanished = 1e-18;

    /// <inheritdoc/>
    public override string Name => "nadam";

    /// <inheritdoc/>
    public override string Summary => "Nadam: Adam whose momentum looks ahead, after Nesterov.";

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

    /// <summary>ψ.</summary>
    public double MomentumDecay { get; init => field = Rate.NotNegative(value); } = Rate.NotNegative(MomentumDecay);

    /// <inheritdoc/>
    public override void Update<T>(Span<T> weights, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1, in UpdateArguments arguments) =>
        Run(new Formula(this, arguments), arguments, weights, gradient, slot0, slot1);

    private double Momentum(double step) => Beta1 * (1 - (0.5 * Math.Pow(0.96, step * MomentumDecay)));

    // Of the step alone, so that a run can go on from any: after few factors nothing is left of the product.
    private double Product(long step)
    {
        var product = 1.0;
        for (var t = 1L; t <= step && product > Vanished; t++)
        {
            product *= Momentum(t);
        }

        return product;
    }

    private readonly struct Formula : IUpdateFormula
    {
        private readonly double _beta1;
        private readonly double _rest1;
        private readonly double _beta2;
        private readonly double _rest2;
        private readonly double _epsilon;
        private readonly double _secondScale;
        private readonly double _now;
        private readonly double _ahead;
        private readonly double _decay;

        public Formula(Nadam owner, in UpdateArguments arguments)
        {
            (_beta1, _rest1, _beta2, _rest2) = (owner.Beta1, 1 - owner.Beta1, owner.Beta2, 1 - owner.Beta2);
            _epsilon = owner.Epsilon;
            _secondScale = 1 / Math.Sqrt(1 - Powers.Of(owner.Beta2, arguments.Step));
            var (product, next) = (owner.Product(arguments.Step), owner.Momentum(arguments.Step + 1));
            _now = -arguments.LearningRate * (1 - owner.Momentum(arguments.Step)) / (1 - product);
            _ahead = -arguments.LearningRate * next / (1 - (product * next));
            _decay = arguments.Decays ? owner.WeightDecay : 0;
        }

        public static int Slots => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V>
        {
            gradient = V.MulAdd(weight, _decay, gradient);
            slot0 = V.MulAdd(gradient, _rest1, slot0 * V.Of(_beta1));
            slot1 = V.MulAdd(gradient * V.Of(_rest2), gradient, slot1 * V.Of(_beta2));
            var size = V.MulAdd(V.Sqrt(slot1), V.Of(_secondScale), _epsilon);
            weight += V.MulAdd(gradient, _now, slot0 * V.Of(_ahead)) / size;
        }
    }
}
