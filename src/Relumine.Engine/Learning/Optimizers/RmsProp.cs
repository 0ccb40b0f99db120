using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Updates;

namespace Relumine.Engine.Learning.Optimizers;

/// <summary>
/// RMSProp (Tieleman and Hinton 2012, lecture 6.5; PyTorch's order): <c>g ← g + decay·w; s ← α·s + (1 − α)·g²;
/// u = g/(√s + ε)</c>; then <c>w ← w − rate·u</c>, or with momentum <c>b ← μ·b + u; w ← w − rate·b</c>.
/// </summary>
/// <param name="LearningRate">The base learning rate, which a schedule multiplies: finite, from 0 on.</param>
/// <param name="Alpha">α, from 0 to below 1.</param>
/// <param name="Epsilon">ε, positive.</param>
/// <param name="Momentum">μ, from 0 to below 1.</param>
/// <param name="WeightDecay">The decay, added to the gradient.</param>
public sealed record RmsProp(double LearningRate = 0.01, double Alpha = 0.99, double Epsilon = 1e-8, double Momentum = 0, double WeightDecay = 0)
    : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "rmsProp";

    /// <inheritdoc/>
    public override string Summary => "RMSProp: steps divided by a running root mean square of the gradient.";

    /// <inheritdoc/>
    public override int Slots => Momentum == 0 ? 1 : 2;

    /// <summary>α.</summary>
    public double Alpha { get; init => field = Rate.Fraction(value); } = Rate.Fraction(Alpha);

    /// <summary>ε.</summary>
    public double Epsilon { get; init => field = Rate.Positive(value); } = Rate.Positive(Epsilon);

    /// <summary>μ.</summary>
    public double Momentum { get; init => field = Rate.Fraction(value); } = Rate.Fraction(Momentum);

    /// <summary>The decay.</summary>
    public double WeightDecay { get; init => field = Rate.NotNegative(value); } = Rate.NotNegative(WeightDecay);

    /// <inheritdoc/>
    public override void Update<T>(Span<T> weights, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1, in UpdateArguments arguments)
    {
        var scaling = new Scaling(arguments.LearningRate, this, arguments.Decays);
        if (Momentum == 0)
        {
            Run(new Plain(scaling), arguments, weights, gradient, slot0, slot1);
        }
        else
        {
            Run(new Heavy(scaling, Momentum), arguments, weights, gradient, slot0, slot1);
        }
    }

    private readonly struct Scaling(double rate, RmsProp owner, bool decays)
    {
        public readonly double Rate = -rate;
        private readonly double _alpha = owner.Alpha;
        private readonly double _rest = 1 - owner.Alpha;
        private readonly double _epsilon = owner.Epsilon;
        private readonly double _decay = decays ? owner.WeightDecay : 0;

        /// <summary>u.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Step<V>(V gradient, V weight, ref V square) where V : struct, ILanes<V>
        {
            gradient = V.MulAdd(weight, _decay, gradient);
            square = V.MulAdd(gradient * V.Of(_rest), gradient, square * V.Of(_alpha));
            return gradient / (V.Sqrt(square) + V.Of(_epsilon));
        }
    }

    private readonly struct Plain(Scaling scaling) : IUpdateFormula
    {
        private readonly Scaling _scaling = scaling;

        public static int Slots => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V> =>
            weight = V.MulAdd(_scaling.Step(gradient, weight, ref slot0), _scaling.Rate, weight);
    }

    private readonly struct Heavy(Scaling scaling, double momentum) : IUpdateFormula
    {
        private readonly Scaling _scaling = scaling;
        private readonly double _momentum = momentum;

        public static int Slots => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V>
        {
            slot1 = V.MulAdd(slot1, _momentum, _scaling.Step(gradient, weight, ref slot0));
            weight = V.MulAdd(slot1, _scaling.Rate, weight);
        }
    }
}
