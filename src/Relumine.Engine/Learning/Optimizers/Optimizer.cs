using System.Numerics;

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
}
