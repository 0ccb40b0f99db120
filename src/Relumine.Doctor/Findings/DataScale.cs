using Relumine.Doctor.Audits;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Findings;

/// <summary>Data that are not scaled as the weights expect.</summary>
internal sealed class DataScale : IFinding
{
    /// <inheritdoc/>
    public string Id => "data-scale";

    /// <inheritdoc/>
    public string Title => "Data of an unexpected scale";

    /// <inheritdoc/>
    public string Why =>
        "A network trained on pixels from 0 to 1 and examined on pixels from 0 to 255, or scaled twice, looks sick although it is not: "
            + "a wrong scale is the likeliest cause of a false verdict.";

    /// <inheritdoc/>
    public string RuleFor(Thresholds limits) =>
        $"The inputs are large (root mean square above {Wording.Amount(limits.Data.LargeInput)}) and so are the pre-activations of the first layer (standard "
            + $"deviation above {Wording.Amount(limits.Data.LargeFirstLayer)}); "
        + $"or the inputs are tiny (none above {Wording.Amount(limits.Data.SmallInput)}) and hardly move the first layer (by less than "
        + $"{Wording.Amount(limits.Data.SmallFirstLayer)}). "
        + $"Not if labels show that the network knows the answers (from {Wording.Percent(limits.Data.SkillOnScale)} of what a constant answer gets wrong). "
        + $"In training: the spread of the features is outside of {Wording.Amount(limits.Data.SmallFeature)} to {Wording.Amount(limits.Data.LargeFeature)}, or "
        + $"that of one is over {Wording.Amount(limits.Data.FeatureRatio)} times that of another. A warning.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Cures => [Cure.ScaleData, Cure.Standardize];

    /// <inheritdoc/>
    public IReadOnlyList<string> Causes => ["data-scale"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(FindingContext context)
    {
        if (context.Training is { } run)
        {
            foreach (var finding in OfTraining(run, context.Thresholds))
            {
                yield return finding;
            }

            yield break;
        }

        // A network that knows the answers was given the data as it expects them, however large they are.
        if (context.Layers is not [var first, ..] || context.Skill >= context.Thresholds.Data.SkillOnScale)
        {
            yield break;
        }

        var limits = context.Thresholds;
        foreach (var input in context.Data.Inputs.Where(i => i.IsFloat))
        {
            var size = Math.Sqrt(input.Mean * input.Mean + input.Std * input.Std);
            var largest = Math.Max(Math.Abs(input.Min), Math.Abs(input.Max));
            var evidence = new Dictionary<string, double>
            {
                ["min"] = input.Min,
                ["max"] = input.Max,
                ["rootMeanSquare"] = size,
                ["firstLayerStd"] = first.StdPreActivation,
                ["firstLayerResponse"] = first.Response,
            };
            if (size > limits.Data.LargeInput && first.StdPreActivation > limits.Data.LargeFirstLayer)
            {
                var pixels = input.Min >= 0 && input.Max is > 1 and <= 255;
                yield return new(
                    Id, Severity.Warning, input.Name, null,
                    $"Input '{input.Name}' ranges from {Wording.Number(input.Min)} to {Wording.Number(input.Max)}, and the first layer's pre-activations have "
                        + $"a standard deviation of {Wording.Number(first.StdPreActivation)}. "
                        + (
                            pixels
                                ? "That looks like pixels from 0 to 255 where the weights expect 0 to 1: try to divide them by 255."
                                : "That looks unscaled: scale the data as in training (divided, and with the mean and deviation of then)."
                        )
                        + " Until then do not trust the other findings.",
                    evidence,
                    Cures
                );
            }
            else if (largest is > 0 && largest <= limits.Data.SmallInput && first.Response < limits.Data.SmallFirstLayer)
            {
                yield return new(
                    Id, Severity.Warning, input.Name, null,
                    $"Input '{input.Name}' ranges from {Wording.Number(input.Min)} to {Wording.Number(input.Max)} and moves the first layer by no more than "
                        + $"{Wording.Number(first.Response)}. "
                    + "That looks scaled twice: scale the data once, as in training. Until then do not trust the other findings.",
                    evidence, Cures);
            }
        }
    }

    private IEnumerable<Finding> OfTraining(CaseHistory run, Thresholds limits)
    {
        var data = run.Data;
        var uneven = data.LargestSpread > limits.Data.FeatureRatio * data.SmallestSpread;
        if (data.Features > 0 && (data.Spread > limits.Data.LargeFeature || data.Spread < limits.Data.SmallFeature || uneven))
        {
            yield return new(
                Id,
                data.Normalized ? Severity.Info : Severity.Warning,
                null,
                null,
                (
                    uneven
                        ? $"The standard deviations of the features range from {Wording.Number(data.SmallestSpread)} to {Wording.Number(data.LargestSpread)}"
                            + (data.Varying.Most.Length > 0 ? $" ({data.Varying.Most}; {data.Varying.Least} varies least)" : "")
                        : $"The features have a standard deviation of {Wording.Number(data.Spread)}"
                ) + (data.Normalized ? ", but the network normalises them itself." : "; about 1 is what weights and rates are made for."),
                new Dictionary<string, double>
                {
                    ["spread"] = data.Spread,
                    ["largestSpread"] = data.LargestSpread,
                    ["smallestSpread"] = data.SmallestSpread,
                    ["features"] = data.Features,
                },
                [data.Normalized ? Cure.LeaveAlone : Cure.Standardize]
            );
        }
    }
}
