namespace Relumine.Engine.Training.Examining;

/// <summary>Why a run was stopped: a number that is not finite.</summary>
/// <param name="Step">The step, from 1, in which it first appeared.</param>
/// <param name="Epoch">The epoch of that step.</param>
/// <param name="Producer">The operator and layer that produced it from finite numbers.</param>
/// <param name="Loss">The loss that was not finite; NaN if weights were broken before it could be.</param>
public sealed record Divergence(long Step, int Epoch, string Producer, double Loss)
{
    /// <summary>For example <c>step 7 (epoch 1): the first number that is not finite came from Gemm 'dense3' with Relu</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"step {Step} (epoch {Epoch}): the first number that is not finite came from {Producer}");
}
