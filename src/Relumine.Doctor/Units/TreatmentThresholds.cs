namespace Relumine.Doctor.Units;

/// <summary>What a treatment does, and when it has cured. Skill is as in <see cref="TrainingThresholds"/>.</summary>
public sealed record TreatmentThresholds
{
    /// <summary>Of the clean, or best, score: what counts as cured.</summary>
    public double Cured { get; init; } = 0.95;

    /// <summary>Skill, on the data learned from or on those judged by, without which nothing counts as cured: three of ten classes are no cure. Not asked
    /// for where a clean recipe says what is possible.</summary>
    public double CuredSkill { get; init; } = 0.9;

    /// <summary>Skill that must be there on the data judged by, where these are others than those learned from.</summary>
    public double HoldingSkill { get; init; } = 0.5;

    /// <summary>Skill that needs no other rate.</summary>
    public double StrongSkill { get; init; } = 0.9;

    /// <summary>Skill below which another rate is looked for even if the check is then shorter: what hardly learns does not learn by heart.</summary>
    public double TunedSkill { get; init; } = 0.8;

    /// <summary>Skill by which a treatment must be ahead to have helped: more than scores scatter.</summary>
    public double Helps { get; init; } = 0.03;

    /// <summary>Skill that a treated network may have lost where its units were the illness.</summary>
    public double MayLose { get; init; } = 0.03;

    /// <summary>Skill that it may have lost where idle units were all that was wrong.</summary>
    public double MayLoseHarmless { get; init; } = 0.01;

    /// <summary>Of all seeds: the share that must be sick for the recipe to be.</summary>
    public double SickSeeds { get; init; } = 0.5;

    /// <summary>Of the sick seeds: the share that must be cured for the recipe to be; 4 of 5.</summary>
    public double CuredSeeds { get; init; } = 0.8;

    /// <summary>Of the sick seeds: the share that must be better, or cured, for the recipe to be better.</summary>
    public double ImprovedSeeds { get; init; } = 0.5;

    /// <summary>A lower rate that is tried, as a factor.</summary>
    public double LowerRate { get; init; } = 0.3;

    /// <summary>The next lower one.</summary>
    public double MuchLowerRate { get; init; } = 0.1;

    /// <summary>A higher rate that is tried, as a factor.</summary>
    public double HigherRate { get; init; } = 3;

    /// <summary>The next higher one.</summary>
    public double MuchHigherRate { get; init; } = 10;

    /// <summary>The factor on the rate of a run that fell short, where a schedule lets it fall already.</summary>
    public double CalmerRate { get; init; } = 0.3;

    /// <summary>The share of dead units of any layer from which it is not revived and gone on with: what most of a layer forgot is learned better
    /// anew.</summary>
    public double MostDead { get; init; } = 0.5;

    /// <summary>Skill by which the last quarter of a treated run must not exceed the quarter before it, on average: what is still learning has not reached
    /// what is possible, and is no yardstick for itself.</summary>
    public double StillLearning { get; init; } = 0.03;

    /// <summary>The share by which squared errors must have become smaller from one quarter of a run to the next for it to be still learning.</summary>
    public double StillFalling { get; init; } = 0.05;

    /// <summary>How many times as long a treated network is trained that was still learning at its end.</summary>
    public int Lengthening { get; init; } = 3;

    /// <summary>The rate of Adam: works for most small networks when nothing is known of them.</summary>
    public double AdamRate { get; init; } = 0.005;

    /// <summary>What norms of gradients are limited to: what those of a sound small network are at most.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>The norm of a gradient above which limiting it is tried.</summary>
    public double LargeGradient { get; init; } = 10;

    /// <summary>Of all updates: during how large a share the rate grows when it is warmed up.</summary>
    public double WarmUp { get; init; } = 0.1;
}
