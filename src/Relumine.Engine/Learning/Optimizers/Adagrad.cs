using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Updates;

namespace Relumine.Engine.Learning.Optimizers;

/// <summary>
/// Adagrad (Duchi, Hazan and Singer 2011, JMLR 12; PyTorch's order): <c>g ← g + decay·w; s ← s + g²; w ← w − rate·g/(√(s₀ + s) + ε)</c>.
/// The sum only grows, so steps only shrink.
/// </summary>
/// <param name="LearningRate">The base learning rate, which a schedule multiplies: finite, from 0 on.</param>
/// <param name="Epsilon">ε, positive.</param>
/// <param name="Initial">s₀, what the sum of squares begins with; 0 or more.</param>
/// <param name="WeightDecay">The decay, added to the gradient.</param>
public sealed record Adagrad(double LearningRate = 0.01, double Epsilon = 1e-10, double Initial = 0, double WeightDecay = 0) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    public override string Summary => "Adagrad: steps divided by the root of the sum of all squared gradients so far.";

    /// <inheritdoc/>
    public override int Slots => Formula.Slots;

    /// <summary>ε.</summary>
    public double Epsilon { get; init => field = Rate.Positive(value); } = Rate.Positive(Epsilon);

    /// <summary>s₀.</summary>
    public double Initial { get; init => field = Rate.NotNegative(value); } = Rate.NotNegative(Initial);

    /// <summary>The decay.</summary>
    public double WeightDecay { get; init => field = Rate.NotNegative(value); } = Rate.NotNegative(WeightDecay);

    /// <inheritdoc/>
    public override void Update<T>(Span<T> weights, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1, in UpdateArguments arguments) =>
        Run(new Formula(this, arguments), arguments, weights, gradient, slot0, slot1);

    private readonly struct Formula(Adagrad owner, in UpdateArguments arguments) : IUpdateFormula
    {
        private readonly double _rate = -arguments.LearningRate;
        private readonly double _decay = arguments.Decays ? owner.WeightDecay : 0;
        private readonly double _initial = owner.Initial;
        private readonly double _epsilon = owner.Epsilon;

        public static int Slots => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V>
        {
            gradient = V.MulAdd(weight, _decay, gradient);
            slot0 = V.MulAdd(gradient, gradient, slot0);
            weight = V.MulAdd(gradient / (V.Sqrt(slot0 + V.Of(_initial)) + V.Of(_epsilon)), _rate, weight);
        }
    }
}
