namespace Relumine.Doctor.Units;

/// <summary>
/// What counts as much and as little in a training run. Skill is the share learned of what separates the constant answer from a
/// perfect one: 0 for nothing, 1 for all.
/// </summary>
public sealed record TrainingThresholds
{
    /// <summary>The skill below which a network is not learning: so much is reached by looking at a single feature.</summary>
    public double NoSkill { get; init; } = 0.15;

    /// <summary>The skill below which a network has learned less than half: too little for one whose weights hardly moved, or whose units are copies.</summary>
    public double HalfSkill { get; init; } = 0.5;

    /// <summary>The skill from which a network needs no experiments.</summary>
    public double GoodSkill { get; init; } = 0.9;

    /// <summary>Of the score that is known to be possible: below this share a network is below its potential.</summary>
    public double OfPotential { get; init; } = 0.95;

    /// <summary>How many times the loss may be what it was at the beginning, or what the constant answer has, before a run is unstable.</summary>
    public double GrownLoss { get; init; } = 2;

    /// <summary>First steps whose losses, gradients and updates are looked at one by one: where a rate is too high it shows before the weights have
    /// settled.</summary>
    public int EarlySteps { get; init; } = 50;

    /// <summary>First steps of whose update ratios the median is taken: enough for single batches not to count, too few for the weights to have moved
    /// far.</summary>
    public int UpdateSteps { get; init; } = 20;

    /// <summary>Update ratios ‖Δw‖ ÷ ‖w‖ (the median of the first steps) above this are large; healthy are 0.005 to 0.08.</summary>
    public double LargeUpdate { get; init; } = 0.1;

    /// <summary>Update ratios below this are small: the weights hardly move.</summary>
    public double SmallUpdate { get; init; } = 1e-3;

    /// <summary>‖w − w₀‖ ÷ ‖w‖ over a whole run below which weights hardly moved: networks that learn reach 0.1 and more.</summary>
    public double SmallMove { get; init; } = 0.01;

    /// <summary>How many times the constant answer's the loss may be at the end, where the score says that something was learned.</summary>
    public double AboveConstant { get; init; } = 1.1;

    /// <summary>Skill by which a network does worse on samples that it did not learn from before that is told.</summary>
    public double OverfittedSkill { get; init; } = 0.15;

    /// <summary>How many standard errors that difference must be: few samples differ by chance.</summary>
    public double OverfittedErrors { get; init; } = 3;

    /// <summary>The share by which the loss fell in the last epoch from which it was still falling.</summary>
    public double StillFalling { get; init; } = 0.01;

    /// <summary>Updates over which the loss must fall so much; where an epoch has fewer, by less in proportion: a single update need not show it.</summary>
    public int FallingUpdates { get; init; } = 10;

    /// <summary>The root mean square of weights times √(fan in) below which they began too small: half of He's.</summary>
    public double SmallWeights { get; init; } = 0.7;

    /// <summary>The same, above which they began too large: one and a half of He's.</summary>
    public double LargeWeights { get; init; } = 2.1;

    /// <summary>The same, for sound weights: between He's 1.41 and LeCun's 1.</summary>
    public double UsualWeights { get; init; } = 1.2;

    /// <summary>How many standard errors the scale of few weights may be off by chance.</summary>
    public double WeightErrors { get; init; } = 2;
}
