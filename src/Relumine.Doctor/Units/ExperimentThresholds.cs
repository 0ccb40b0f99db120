namespace Relumine.Doctor.Units;

/// <summary>What an experiment must show. Skill is as in <see cref="TrainingThresholds"/>.</summary>
public sealed record ExperimentThresholds
{
    /// <summary>Skill with which dead units are no illness: few inputs need few units.</summary>
    public double HarmlessSkill { get; init; } = 0.9;

    /// <summary>Skill with which they are none where something critical was in what units do, and no longer is.</summary>
    public double MuchSkill { get; init; } = 0.5;

    /// <summary>Of the best experiment's skill: what reaches this share restores as well as it does, since scores of short runs scatter.</summary>
    public double AsGood { get; init; } = 0.9;

    /// <summary>The same for a change before rates whose signs are there: it need not be the fastest.</summary>
    public double EvidentAsGood { get; init; } = 0.5;

    /// <summary>Skill that leaves nothing for causes that would stand behind the one found anyway.</summary>
    public double PlainSkill { get; init; } = 0.7;

    /// <summary>Skill gained over the untreated run in as many steps that is more than scatter, for a change that did not restore health.</summary>
    public double Gained { get; init; } = 0.08;

    /// <summary>Skill by which scores scatter from run to run.</summary>
    public double Scatter { get; init; } = 0.03;

    /// <summary>The share by which a loss must fall to be what became better, where the score says nothing.</summary>
    public double LowerLoss { get; init; } = 0.1;

    /// <summary>Of what was still to be learned: a change without a critical finding must learn this share of it.</summary>
    public double OfTheRest { get; init; } = 0.3;

    /// <summary>Skill by which a change must be ahead of the untreated run in as many steps, where more is known to be possible.</summary>
    public double Ahead { get; init; } = 0.1;

    /// <summary>Of what was then still to be learned: the share by which it must be ahead.</summary>
    public double AheadOfTheRest { get; init; } = 0.4;

    /// <summary>Skill by which another optimizer must be ahead to be what was missing.</summary>
    public double OtherOptimizer { get; init; } = 0.1;

    /// <summary>Samples that are learned by heart to see whether the network can learn: few enough for any network, enough for a constant answer to
    /// fail.</summary>
    public int SmallBatch { get; init; } = 16;

    /// <summary>For how many updates.</summary>
    public int SmallBatchSteps { get; init; } = 300;

    /// <summary>The share of a layer's units that must have been killed for the examination that found them dead to be the onset of an illness.</summary>
    public double OnsetDeath { get; init; } = 0.3;
}
