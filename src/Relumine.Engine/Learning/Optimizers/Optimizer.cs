using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Updates;

namespace Relumine.Engine.Learning.Optimizers;

/// <summary>
/// How weights follow their gradients. An optimizer holds its rates and nothing else: what it remembers per weight is
/// in slots that the caller keeps. A weight of 0 with gradient 0 and slots 0 stays 0, so padded memory can be updated as
/// a whole, and cutting the memory changes no bit.
/// </summary>
public abstract record Optimizer
{
    /// <summary>Sets the base learning rate.</summary>
    protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>The name, as recipes write it.</summary>
    public abstract string Name { get; }

    /// <summary>What it does, in a sentence.</summary>
    public abstract string Summary { get; }

    /// <summary>How many numbers are remembered per weight from step to step: 0, 1 or 2. They start at 0.</summary>
    public abstract int Slots { get; }

    /// <summary>The base learning rate, which a schedule multiplies; 0.01, or 0.001 for Adam and AdamW, unless given.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or not a number.</exception>
    public double LearningRate { get; init => field = Rate.NotNegative(value, nameof(LearningRate)); }

    /// <summary>
    /// The factor of an L1 penalty on the weights that decay applies to: its derivative l1·sign(w), 0 at 0, is added to the gradient (Tibshirani 1996).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or not a number.</exception>
    public double L1 { get; init => field = Rate.NotNegative(value); }

    /// <summary>Takes one step, in place.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="gradient">A gradient per weight.</param>
    /// <param name="slot0">The first slot; empty if there is none.</param>
    /// <param name="slot1">The second slot; empty if there is none.</param>
    /// <param name="arguments">The rate of this step, its number, and clipping.</param>
    /// <exception cref="ArgumentException">A span has another length than the weights, or a slot is missing.</exception>
    /// <exception cref="NotSupportedException">The weights are neither float nor double.</exception>
    public abstract void Update<T>(Span<T> weights, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1, in UpdateArguments arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Runs a formula over the weights; where there is an L1 penalty, over the gradients with its derivative.</summary>
    private protected void Run<TFormula, T>(
        TFormula formula, in UpdateArguments arguments, Span<T> weights, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1)
        where TFormula : struct, IUpdateFormula
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (L1 == 0 || !arguments.Decays)
        {
            UpdateSteps.Run(formula, arguments.Clip, weights, gradient, slot0, slot1);
        }
        else
        {
            UpdateSteps.Run(new Penalized<TFormula>(formula, L1), arguments.Clip, weights, gradient, slot0, slot1);
        }
    }

    private readonly struct Penalized<TFormula>(TFormula formula, double l1) : IUpdateFormula
        where TFormula : struct, IUpdateFormula
    {
        private readonly TFormula _formula = formula;
        private readonly double _l1 = l1;

        public static int Slots => TFormula.Slots;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V>
        {
            var pull = V.IfEqual(weight, V.Of(0), weight, V.CopySign(V.Of(_l1), weight));
            _formula.Apply(gradient + pull, ref weight, ref slot0, ref slot1);
        }
    }
}
