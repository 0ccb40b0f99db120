using Relumine.Graph.Operators;

namespace Relumine.Engine.Learning.Schedules;

/// <summary>The rate is multiplied by a number at each of some milestones: epochs, or steps.</summary>
public sealed record MultiStepSchedule : Schedule
{
    /// <summary>Makes the schedule.</summary>
    /// <param name="multiplier">What the rate is multiplied with at each milestone; from 0 to 1.</param>
    /// <param name="epochs">After how many epochs, rising, each at least 1; null or empty if <paramref name="steps"/> are given.</param>
    /// <param name="steps">After how many steps, rising, each at least 1; null or empty if <paramref name="epochs"/> are given.</param>
    public MultiStepSchedule(double multiplier = 0.1, IReadOnlyList<int>? epochs = null, IReadOnlyList<int>? steps = null)
    {
        Multiplier = Within(multiplier, 0, 1, nameof(multiplier));
        (Epochs, Steps) = (Rising(epochs, nameof(epochs)), Rising(steps, nameof(steps)));
        if (Epochs.Count > 0 && Steps.Count > 0)
        {
            throw new ArgumentException("Milestones are epochs or steps, not both.", nameof(steps));
        }
    }

    /// <summary>What the rate is multiplied with at each milestone.</summary>
    public double Multiplier { get; }

    /// <summary>The milestones as epochs; empty if they are steps.</summary>
    public ValueArray<int> Epochs { get; }

    /// <summary>The milestones as steps; empty if they are epochs.</summary>
    public ValueArray<int> Steps { get; }

    /// <inheritdoc/>
    public override string Name => "multiStep";

    /// <inheritdoc/>
    public override string Summary => "the rate is multiplied by a number at each of some milestones";

    /// <inheritdoc/>
    public override double Factor(long step, long totalSteps, long stepsPerEpoch)
    {
        var passed = 0;
        foreach (var epoch in Epochs.Span)
        {
            passed += step / stepsPerEpoch >= epoch ? 1 : 0;
        }

        foreach (var milestone in Steps.Span)
        {
            passed += step >= milestone ? 1 : 0;
        }

        return Math.Pow(Multiplier, passed);
    }

    private static ValueArray<int> Rising(IReadOnlyList<int>? milestones, string name)
    {
        for (var i = 0; i < (milestones?.Count ?? 0); i++)
        {
            if (milestones![i] < 1 || (i > 0 && milestones[i] <= milestones[i - 1]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Milestones must be at least 1 and rise, but number {i + 1} is {milestones[i]}."),
                    name
                );
            }
        }

        return milestones is null ? default : new ValueArray<int>([.. milestones]);
    }
}
