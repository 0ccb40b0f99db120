using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Causes;

/// <summary>The targets are not scaled.</summary>
internal sealed class TargetScale : ICause
{
    /// <inheritdoc/>
    public string Id => "target-scale";

    /// <inheritdoc/>
    public string Title => "The targets are not scaled";

    /// <inheritdoc/>
    public string Why => "A network begins near 0. Targets far away make a first gradient so large that the weights are thrown off; tiny ones give none.";

    /// <inheritdoc/>
    public string EvidenceFor(Thresholds limits) =>
        $"The mean of a target is over {Wording.Amount(limits.Data.LargeTarget)} standard deviations from 0, "
        + $"or its standard deviation is above {Wording.Amount(limits.Data.LargeTarget)} or below {Wording.Amount(limits.Data.SmallTarget)}.";

    /// <inheritdoc/>
    public string ExperimentFor(Thresholds limits) => "The same run with standardised targets.";

    /// <inheritdoc/>
    public CauseKind Kind => CauseKind.Data;

    /// <inheritdoc/>
    public IEnumerable<ProposedExperiment> Propose(CauseContext context)
    {
        var limits = context.Thresholds;
        if (!context.Recipe.StandardizeTargets && context.Run.Targets is { } targets)
        {
            var isOff = IsOff(targets, limits.Data);
            if (isOff && Unscaled(context) is { } other)
            {
                // Neither alone can show anything: large features drown in targets that are out of reach, and the other way round.
                var (data, grade) = (context.Run.Data, limits.Evidence.Certain);
                var own = Math.Max(Math.Max(Far(targets.LargestDeviation), Far(targets.SmallestDeviation)), Far(Math.Max(1, targets.Offset)));
                var isFirst = own >= Math.Max(Math.Max(Far(data.Spread), Far(Math.Max(1, data.Gamma))), Far(data.LargestSpread / data.SmallestSpread) / 2);
                yield return new ProposedExperiment(
                    isFirst ? this : other,
                    "features and targets standardised",
                    "standardise the features and the targets",
                    context.Recipe with
                    {
                        Standardize = true,
                        StandardizeTargets = true,
                    },
                    grade
                )
                {
                    Also = [isFirst ? other : this],
                };
            }

            if (isOff || targets.Offset > limits.Causes.SuspiciousTarget)
            {
                yield return new ProposedExperiment(
                    this,
                    "targets standardised",
                    "standardise the targets",
                    context.Recipe with
                    {
                        StandardizeTargets = true,
                    },
                    isOff ? limits.Evidence.Certain : limits.Evidence.Little
                );
            }
        }
    }

    internal static bool IsOff(TargetProfile targets, DataThresholds limits) =>
        targets.Offset > limits.LargeTarget || targets.LargestDeviation > limits.LargeTarget || targets.SmallestDeviation < limits.SmallTarget;

    // What is certainly wrong with the features too, and tested by standardising them.
    private static ICause? Unscaled(CauseContext context)
    {
        var data = context.Run.Data;
        return context.Recipe.Standardize || data.Normalized || data.Features == 0 ? null
            : DataScale.Prevails(data, context.Thresholds) ? CauseCatalogue.Find("data-scale")
            : data.Gamma > context.Thresholds.Data.UncenteredWarning ? CauseCatalogue.Find("data-not-centred") : null;
    }

    private static double Far(double size) => Math.Abs(Math.Log(Math.Clamp(size, 1e-30, 1e30)));
}
