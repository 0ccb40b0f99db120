using Relumine.Doctor.Checkups;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Examining;

namespace Relumine.Doctor.Runs;

/// <summary>What one training run showed, from before its first update to where it ended: what findings and causes look at.</summary>
public sealed record CaseHistory
{
    /// <summary>The samples that it learned from.</summary>
    public int Samples { get; init; }

    /// <summary>The updates that were done.</summary>
    public required long Steps { get; init; }

    /// <summary>The updates that had been done before, where it went on from a trained state.</summary>
    public long Earlier { get; init; }

    /// <summary>The updates of the full configured training.</summary>
    public required long FullSteps { get; init; }

    /// <summary>Why the run was stopped early; null if all stayed finite.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>What the units did before the first update.</summary>
    public required IReadOnlyList<LayerResult> Start { get; init; }

    /// <summary>What the units did at the end.</summary>
    public required IReadOnlyList<LayerResult> End { get; init; }

    /// <summary>The gradients that reached each layer before the first update, in the order of <see cref="Start"/>: the root mean square of dL/dz.</summary>
    public required IReadOnlyList<double> StartGradients { get; init; }

    /// <summary>The gradients that reached each layer when they were last measured.</summary>
    public required IReadOnlyList<double> EndGradients { get; init; }

    /// <summary>How the weights of each layer began, in the order of the layers.</summary>
    public required IReadOnlyList<WeightState> Weights { get; init; }

    /// <summary>The first steps.</summary>
    public required IReadOnlyList<EarlyStep> Early { get; init; }

    /// <summary>How the run went.</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>What the first layer with weights gets to see.</summary>
    public required DataProfile Data { get; init; }

    /// <summary>The targets, if they are numbers; otherwise null.</summary>
    public TargetProfile? Targets { get; init; }

    /// <summary>The labels, if targets are labels; otherwise null.</summary>
    public LabelProfile? Labels { get; init; }

    /// <summary>Which targets no weights reach; null where the output can be anything.</summary>
    public TargetReach? Reach { get; init; }

    /// <summary>What the recipe says of the network.</summary>
    public Blueprint Blueprint { get; init; } = new();

    /// <summary>What the network answered at the end, class by class; null where targets are numbers.</summary>
    public Answers? Answers { get; init; }

    /// <summary>The mean loss of the last steps while they were learned from, with dropout and with the statistics of batches; NaN if it is not
    /// known.</summary>
    public double LearningLoss { get; init; } = double.NaN;

    /// <summary>What it is worth on the data that it learned from; null if that was not measured.</summary>
    public Metrics? Training { get; init; }

    /// <summary>What it is worth on the data that the recipe keeps aside; null if it keeps none.</summary>
    public Metrics? Validation { get; init; }

    /// <summary>What it is judged by: the validation data where there are some. <see cref="Score"/>, <see cref="Loss"/> and those of the constant answer are
    /// its.</summary>
    public Metrics? Judged => Validation ?? Training;

    /// <summary>The loss of the best constant answer.</summary>
    public required double ConstantLoss { get; init; }

    /// <summary>The score of the best constant answer.</summary>
    public required double ConstantScore { get; init; }

    /// <summary>The loss before the first update.</summary>
    public required double StartLoss { get; init; }

    /// <summary>The loss at the end, on the samples that it is judged by.</summary>
    public required double Loss { get; init; }

    /// <summary>The score at the end: accuracy, or R².</summary>
    public required double Score { get; init; }

    /// <summary>Whether what the network ends with is an activation, which can block all gradients.</summary>
    public bool EndsInActivation { get; init; }

    /// <summary>The score that is known to be possible; null if nothing is known.</summary>
    public double? Potential { get; init; }

    /// <summary>The cost in multiples of the full untreated training.</summary>
    public double Cost { get; init; }

    /// <summary>How much the run had to calculate, and how much the full configured one would have to; see <c>RunWork</c>.</summary>
    public double Work { get; init; }

    /// <summary>The same for all updates that are configured.</summary>
    public double FullWork { get; init; }

    /// <summary>How much of what separates the constant answer from a perfect one was learned: 0 for nothing, 1 for all.</summary>
    public double Skill => Divergence is not null ? 0 : Judged?.Skill ?? SkillOf(Score);

    /// <summary>The same on the data that it learned from.</summary>
    public double TrainingSkill => Divergence is not null ? 0 : Training?.Skill ?? Skill;

    /// <summary>Whether the skill is one of ranking, since accuracy hides what is learned of rare classes.</summary>
    public bool IsRanked => Judged?.Ranking is not null;

    /// <summary>Whether scores are the mean over the classes of what is answered rightly, instead of accuracy.</summary>
    public bool IsByClass { get; init; }

    /// <summary>The same run with the mean over the classes as its score; as it is where classes are not uneven.</summary>
    internal CaseHistory ByClass() => IsByClass || Judged?.Balanced is not { } own ? this : this with
    {
        IsByClass = true,
        Training = Training?.ByClass(),
        Validation = Validation?.ByClass(),
        Score = own.Score,
        ConstantScore = own.Constant,
    };

    /// <summary>What a score means in that measure.</summary>
    public double SkillOf(double score) => SkillOf(score, ConstantScore);

    /// <summary>What the score is: accuracy of labels, otherwise R².</summary>
    internal string ScoreName => Labels is null ? "R²" : "accuracy";

    /// <summary>A score as it is said everywhere: accuracy in percent, R² as a number.</summary>
    internal string Say(double score) => Labels is null ? Wording.Number(score).Replace('-', '−') : Wording.Percent(score);

    /// <summary>What a score means where a constant answer has another one.</summary>
    internal static double SkillOf(double score, double constant) =>
        !double.IsFinite(score) ? 0
        : constant >= 1 ? score
        : Math.Max(0, (score - constant) / (1 - constant));

    /// <summary>The skill that a run had when it showed such signs. On the way only scores are measured; where they hide what is learned it counts as at the
    /// end.</summary>
    internal double SkillThen(Vitals then) => then.Diverged ? 0 : IsRanked || IsByClass ? Skill : SkillOf(then.Score);

    /// <summary>The share of dead units in the layer that has most, at the end.</summary>
    public double WorstDead => Worst(End, EndsInActivation);

    /// <summary>Whether the output's activation lets nothing through although units before it are alive.</summary>
    public bool HeadBlocked =>
        EndsInActivation && End is [.., var head] && (head.Dead == head.Units || head.Saturated == head.Units)
        && (End.Count == 1 || End[^2].Dead is null || End[^2].Dead < End[^2].Units);

    /// <summary>Whether the network ends in an activation that has a unit for each class.</summary>
    public bool IsHeadOfClasses =>
        EndsInActivation && End is [.., { Dead: not null } head] && Labels is { } labels && head.Units == labels.Counts.Count;

    /// <summary>The median of the largest update ratios of the first steps; NaN if there were none.</summary>
    public double UpdateRatio => UsualUpdate(Early, UpdateSteps);

    /// <summary>Of how many first steps that is.</summary>
    public int UpdateSteps { get; init; } = Thresholds.Default.Training.UpdateSteps;

    /// <summary>The median of the largest update ratios of so many first steps; NaN if there were none.</summary>
    private static double UsualUpdate(IReadOnlyList<EarlyStep> early, int steps)
    {
        var ratios = early.Take(steps).Select(e => e.UpdateRatio).Where(r => !double.IsNaN(r)).Order().ToArray();
        return ratios.Length == 0 ? double.NaN : ratios[ratios.Length / 2];
    }

    /// <summary>Whether all samples have the same target, so that no score says anything.</summary>
    public bool HasNothingToLearn => Labels is { Classes: 1 } || (Targets is { } targets && targets.Constant.Count == targets.Width);

    /// <summary>How far the weights have come: ‖w − w₀‖ ÷ their size, of the weight that moved most; NaN if there is none.</summary>
    public double Moved => Weights.Select(w => w.Moved).Where(m => !double.IsNaN(m)).DefaultIfEmpty(double.NaN).Max();

    /// <summary>Whether so much skill, with such a loss, on what it is judged by is more than a network without any knowledge has by chance.</summary>
    internal bool IsBeyondChance(double skill, double loss, YardstickThresholds limits)
    {
        var chance = Judged?.Chance ?? 0;
        var isByScore = Labels is null || IsRanked || IsByClass || Judged is null;
        return skill > chance && (isByScore || skill > limits.BeyondChance * chance || loss < ConstantLoss);
    }

    /// <summary>Whether the loss was still falling in the last epoch; by less, in proportion, where that was only a few updates.</summary>
    internal bool StillFalls(Thresholds limits)
    {
        if (this is not { Divergence: null, Curve: [.., var before, var last] } || last.Step <= before.Step)
        {
            return false;
        }

        var part = Math.Min(1, (last.Step - before.Step) / (double)limits.Training.FallingUpdates);
        return last.Loss <= before.Loss * Math.Pow(1 - limits.Training.StillFalling, part);
    }

    /// <summary>Whether it learned much that does not hold on the samples that were put aside.</summary>
    /// <param name="limits">How much that is.</param>
    internal bool IsOverfitted(TrainingThresholds limits) =>
        this is { Divergence: null, Training: { } learned, Validation: { } kept }
        && double.IsFinite(kept.Score)
        && learned.Skill >= limits.NoSkill
        && learned.Skill - kept.Skill >= Math.Max(limits.OverfittedSkill, limits.OverfittedErrors * kept.Error(Labels is not null));

    /// <summary>The state of the run as vital signs.</summary>
    public Vitals Vitals => new(WorstDead, Loss, Score, Divergence is not null);

    /// <summary>The layers between input and output: all but an activation of the output.</summary>
    public IReadOnlyList<LayerResult> Hidden(IReadOnlyList<LayerResult> layers) => EndsInActivation ? [.. layers.SkipLast(1)] : layers;

    internal static double Worst(IReadOnlyList<LayerResult> layers, bool endsInActivation)
    {
        var hidden = endsInActivation ? layers.SkipLast(1) : layers;
        return hidden.Select(l => l.DeadShare).DefaultIfEmpty(0).Max();
    }
}
