using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Updates;

namespace Relumine.Engine.Learning.Optimizers;

/// <summary>
/// Stochastic gradient descent with momentum as PyTorch has it (Sutskever et al. 2013, "On the importance of
/// initialization and momentum", without its factor ε): <c>g ← g + decay·w; v ← μ·v + g; w ← w − rate·v</c>, or
/// <c>w ← w − rate·(g + μ·v)</c> in Nesterov's form.
/// </summary>
/// <param name="LearningRate">The base learning rate, which a schedule multiplies: finite, from 0 on.</param>
/// <param name="Momentum">μ, from 0 to below 1.</param>
/// <param name="Nesterov">Whether the step looks ahead by μ·v. Of no effect without momentum.</param>
/// <param name="WeightDecay">The decay, added to the gradient (an L2 penalty of half of it).</param>
public sealed record Sgd(double LearningRate = 0.01, double Momentum = 0, bool Nesterov = false, double WeightDecay = 0) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    public override string Summary => "Stochastic gradient descent, with momentum and Nesterov's form of it.";

    /// <inheritdoc/>
    public override int Slots => Momentum == 0 ? 0 : 1;

    /// <summary>μ.</summary>
    public double Momentum { get; init => field = Rate.Fraction(value); } = Rate.Fraction(Momentum);

    /// <summary>The decay.</summary>
    public double WeightDecay { get; init => field = Rate.NotNegative(value); } = Rate.NotNegative(WeightDecay);

    /// <inheritdoc/>
    public override void Update<T>(Span<T> weights, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1, in UpdateArguments arguments)
    {
        var decay = arguments.Decays ? WeightDecay : 0;
        if (Momentum == 0)
        {
            Run(new Plain(arguments.LearningRate, decay), arguments, weights, gradient, slot0, slot1);
        }
        else if (Nesterov)
        {
            Run(new Ahead(arguments.LearningRate, Momentum, decay), arguments, weights, gradient, slot0, slot1);
        }
        else
        {
            Run(new Heavy(arguments.LearningRate, Momentum, decay), arguments, weights, gradient, slot0, slot1);
        }
    }

    private readonly struct Plain(double rate, double decay) : IUpdateFormula
    {
        private readonly double _rate = -rate;
        private readonly double _decay = decay;

        public static int Slots => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V> =>
            weight = V.MulAdd(V.MulAdd(weight, _decay, gradient), _rate, weight);
    }

    private readonly struct Heavy(double rate, double momentum, double decay) : IUpdateFormula
    {
        private readonly double _rate = -rate;
        private readonly double _momentum = momentum;
        private readonly double _decay = decay;

        public static int Slots => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V>
        {
            slot0 = V.MulAdd(slot0, _momentum, V.MulAdd(weight, _decay, gradient));
            weight = V.MulAdd(slot0, _rate, weight);
        }
    }

    private readonly struct Ahead(double rate, double momentum, double decay) : IUpdateFormula
    {
        private readonly double _rate = -rate;
        private readonly double _momentum = momentum;
        private readonly double _decay = decay;

        public static int Slots => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V>
        {
            var decayed = V.MulAdd(weight, _decay, gradient);
            slot0 = V.MulAdd(slot0, _momentum, decayed);
            weight = V.MulAdd(V.MulAdd(slot0, _momentum, decayed), _rate, weight);
        }
    }
}
