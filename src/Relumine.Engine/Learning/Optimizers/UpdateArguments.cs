using Relumine.Kernels.Updates;

namespace Relumine.Engine.Learning.Optimizers;

/// <summary>What changes from step to step, and from parameter to parameter.</summary>
/// <param name="LearningRate">The rate of this step: the base rate times the schedule's factor.</param>
/// <param name="Step">The number of this step, from 1.</param>
/// <param name="GradientScale">What the gradient is multiplied by first, as clipping by norm wants; 1 leaves it alone.</param>
/// <param name="GradientLimit">The largest magnitude of a scaled gradient; +∞ leaves it alone.</param>
/// <param name="Decays">Whether weight decay applies to this parameter.</param>
public readonly record struct UpdateArguments(
    double LearningRate,
    long Step,
    double GradientScale = 1,
    double GradientLimit = double.PositiveInfinity,
    bool Decays = true
)
{
    internal GradientClip Clip => new(GradientScale, GradientLimit);
}
