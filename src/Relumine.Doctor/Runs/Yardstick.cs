using Relumine.Data.Datasets;
using Relumine.Data.Transforms;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference.Feed;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Training;

namespace Relumine.Doctor.Runs;

/// <summary>
/// What runs of a recipe and of its variants are measured by: always the same samples, and their targets as they were given,
/// whatever a variant does to them while it learns.
/// </summary>
internal sealed class Yardstick
{
    private readonly Dataset _known;
    private readonly Loss _loss;
    private readonly int _outputs;
    private readonly Thresholds _thresholds;
    private readonly Measured _training;
    private readonly Measured? _validation;

    /// <param name="data">The data of the run that is to be measured.</param>
    /// <param name="loss">Its loss.</param>
    /// <param name="outputs">The numbers that its network gives for a sample.</param>
    /// <param name="thresholds">What counts as much and as little.</param>
    /// <param name="spread">Samples at equal distances of what it learns from, as many as are examined, where they are at hand; null to take them.</param>
    public Yardstick(StandardizedData data, Loss loss, int outputs, Thresholds thresholds, Dataset? spread = null)
    {
        (_loss, _outputs, _thresholds) = (loss, outputs, thresholds);
        _known = data.Given;
        var limits = WildTargets(_known, thresholds.Data) ? Winsorization.Fit(_known.Values!) : null;
        _training = spread is not null && limits is null && _known == data.Training ? new(spread, 0)
            : Of(_known, Spread(_known.Samples, thresholds.Units.DenseSamples), limits);
        _validation = data.Validation is { } kept ? Of(WeightedAlike(kept), Spread(kept.Samples, kept.Samples), limits) : null;
    }

    /// <summary>Whether the targets have outliers, which are left out.</summary>
    public bool LeavesOut => _training.LeftOut > 0 || _validation?.LeftOut > 0;

    /// <summary>Measures a network on the data that it learned from, and on those kept aside; null where none are.</summary>
    public (Metrics Training, Metrics? Validation) Measure(Trainer trainer) => Measure(trainer, out _);

    /// <summary>The same.</summary>
    /// <param name="trainer">The network.</param>
    /// <param name="answers">What it answers to the samples that it learned from.</param>
    public (Metrics Training, Metrics? Validation) Measure(Trainer trainer, out Answers? answers)
    {
        var training = Measure(trainer, _training, out answers);
        var validation = _validation is null ? null : Measure(trainer, _validation, out _);

        // What ranks well without having lowered its loss anywhere has learned nothing: outputs that differ by rounding rank too.
        var isBelow = IsClearlyBelow(training, _thresholds) || (validation is not null && IsClearlyBelow(validation, _thresholds));
        return (WithSkill(training, isBelow, _thresholds), validation is null ? null : WithSkill(validation, isBelow, _thresholds));
    }

    /// <summary>Whether one class is so frequent that accuracy hides what is learned of the others.</summary>
    internal static bool IsUneven(double constantScore, Thresholds thresholds) => constantScore >= thresholds.Yardstick.UnevenShare;

    /// <summary>Whether a loss is clearly below that of the constant answer.</summary>
    internal static bool IsClearlyBelow(Metrics metrics, Thresholds thresholds) => metrics.LossGain >= thresholds.Yardstick.LossGain;

    /// <summary>
    /// The skill that a network without any knowledge may have by chance: of accuracy, whose standard error is √(c(1−c)÷n), or of
    /// R², as which a correlation of chance, whose standard error is 1÷√n, counts with its square.
    /// </summary>
    /// <param name="constant">The accuracy of the constant answer; null for R².</param>
    /// <param name="samples">On how many samples.</param>
    /// <param name="thresholds">How many standard errors.</param>
    internal static double Chance(double? constant, int samples, Thresholds thresholds)
    {
        var errors = thresholds.Yardstick.ChanceErrors;
        return constant is not { } c ? Math.Min(1, errors * errors / samples)
            : c >= 1 ? 1 : Math.Min(1, errors * Math.Sqrt(c * (1 - c) / samples) / (1 - c));
    }

    /// <summary>The samples at equal distances.</summary>
    internal static int[] Spread(int samples, int wanted)
    {
        var count = Math.Min(samples, wanted);
        return [.. Enumerable.Range(0, count).Select(i => (int)((long)i * samples / count))];
    }

    private static bool WildTargets(Dataset data, DataThresholds limits) => data.Values is not null && TargetProfile.Of(data, limits)!.Outlier > limits.Outlier;

    private static Measured Of(Dataset data, int[] samples, Winsorization? limits)
    {
        var kept = samples;
        if (limits is not null)
        {
            var (width, given, limited) = (data.TargetWidth, data.Values!.Values<float>().ToArray(), limits.Apply(data.Values!).Values<float>().ToArray());
            bool IsOrdinary(int i) => given.AsSpan(i * width, width).SequenceEqual(limited.AsSpan(i * width, width));
            kept = [.. samples.Where(IsOrdinary)];
            kept = kept.Length == 0 ? samples : kept;
        }

        return new(kept.Length == data.Samples ? data : data.Take(kept), samples.Length - kept.Length);
    }

    // Samples that were put aside count as those of their class do that were learned from.
    private Dataset WeightedAlike(Dataset kept)
    {
        if (_known.Weights is not { } weights || _known.Labels is not { } labels)
        {
            return kept;
        }

        var (sums, counts) = (new double[_known.Classes], new int[_known.Classes]);
        for (var i = 0; i < labels.Length; i++)
        {
            sums[labels[i]] += weights[i];
            counts[labels[i]]++;
        }

        return kept.Weighted([.. kept.Labels!.Select(l => counts[l] > 0 ? sums[l] / counts[l] : 1)]);
    }

    private Metrics Measure(Trainer trainer, Measured on, out Answers? answers)
    {
        var outputs = new float[checked(on.Data.Samples * trainer.OutputLength)];
        var (score, loss) = trainer.Evaluate(on.Data, outputs);
        answers = Answers.Of(on.Data, outputs);
        var constant = ConstantAnswer.Score(_known, on.Data);
        var isUneven = on.Data.Labels is not null && IsUneven(constant, _thresholds);
        var ranking = isUneven ? trainer.Rank(on.Data) : null;
        var rare = _loss is not ValueLoss && LabelProfile.Of(_known) is { } labelled && labelled.IsUneven(_thresholds.Data) ? labelled : null;

        // Where samples count differently while the network learns, what it makes small is their weighted loss.
        loss = on.Data.Weights is null ? loss : ConstantAnswer.LossOf(on.Data, _loss, outputs);
        return new(double.IsNaN(score) ? 0 : score, loss, constant, ConstantAnswer.Loss(_known, on.Data, _loss, _outputs), on.Data.Samples)
        {
            Ranking = ranking is { } known && double.IsNaN(known) ? null : ranking,
            Balanced = rare is null ? null : BalancedScore.Of(answers!, rare, _thresholds),
            Rarest = on.Data.Labels is { } labels ? labels.CountBy(l => l).Min(c => c.Value) : 0,
            LeftOut = on.LeftOut,
        };
    }

    /// <summary>How much was learned by these metrics, and how much of it may be chance.</summary>
    internal static Metrics WithSkill(Metrics metrics, bool isBelow, Thresholds thresholds)
    {
        var (errors, constant) = (thresholds.Yardstick.ChanceErrors, metrics.ConstantScore);
        var skill = CaseHistory.SkillOf(metrics.Score, constant);
        var chance = Chance(metrics.Rarest == 0 ? null : constant, metrics.Samples, thresholds);
        if (metrics.Ranking is not { } ranking)
        {
            return metrics with { Skill = skill, Chance = chance };
        }

        var (order, scatter) = ((2 * ranking) - 1, Math.Min(1, 2 * errors * RankingError(metrics.Samples, metrics.Rarest)));
        var counts = isBelow && order > scatter;
        return metrics with { Skill = counts ? Math.Max(skill, order) : skill, Chance = counts ? Math.Min(chance, scatter) : chance };
    }

    // The standard error of the area under the curve for outputs that know nothing, of the rarest class that has samples:
    // √((n₀ + n₁ + 1) ÷ 12 n₀ n₁) (Hanley and McNeil 1982).
    private static double RankingError(int samples, int rare) =>
        rare == samples ? double.PositiveInfinity : Math.Sqrt((samples + 1) / (12.0 * rare * (samples - rare)));

    private sealed record Measured(Dataset Data, int LeftOut);
}
