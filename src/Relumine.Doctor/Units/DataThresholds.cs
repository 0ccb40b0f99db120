namespace Relumine.Doctor.Units;

/// <summary>What counts as much and as little in samples and targets.</summary>
public sealed record DataThresholds
{
    /// <summary>Inputs with a larger root mean square than this may be unscaled: standardised ones have 1, pixels from 0 to 255 over 100.</summary>
    public double LargeInput { get; init; } = 10;

    /// <summary>Unscaled inputs give the first layer's z a larger standard deviation than this; weights that expect them do not.</summary>
    public double LargeFirstLayer { get; init; } = 30;

    /// <summary>Inputs none of which is larger than this in absolute value may have been scaled twice: 1/255 of 1 is 0.004.</summary>
    public double SmallInput { get; init; } = 0.02;

    /// <summary>Inputs scaled twice move the first layer's units by less than this (the root mean square of their standard deviations).</summary>
    public double SmallFirstLayer { get; init; } = 0.05;

    /// <summary>Of what a constant answer gets wrong: a finished network that gets this share right was given data of the scale that it expects.</summary>
    public double SkillOnScale { get; init; } = 0.5;

    /// <summary>γ, means over spread, from which it is worth knowing that data are not centred: 2.7 % born dead at 1.6.</summary>
    public double UncenteredInfo { get; init; } = 1;

    /// <summary>γ from which it is a warning: 11 % born dead at 2.3.</summary>
    public double UncenteredWarning { get; init; } = 2;

    /// <summary>γ from which it is critical if the network does not learn: 36 % born dead at 7.6.</summary>
    public double UncenteredCritical { get; init; } = 5;

    /// <summary>Features with a larger standard deviation than this are unscaled; initial weights are made for 1.</summary>
    public double LargeFeature { get; init; } = 10;

    /// <summary>Features with a smaller standard deviation than this are unscaled.</summary>
    public double SmallFeature { get; init; } = 0.1;

    /// <summary>The largest standard deviation of a feature over the smallest above which features have different scales: no rate suits both.</summary>
    public double FeatureRatio { get; init; } = 100;

    /// <summary>
    /// In robust standard deviations: a number farther than this from its feature's median is an outlier, and distorts mean and
    /// deviation so that medians stand for them. Heavy tails of sound data reach 10 to 20.
    /// </summary>
    public double Outlier { get; init; } = 50;

    /// <summary>How many times as frequent the most frequent class is as the rarest, from which classes are uneven.</summary>
    public double Imbalance { get; init; } = 5;

    /// <summary>How many standard errors fewer than an even share the rarest class must have: of few samples classes are uneven by chance.</summary>
    public double ImbalanceErrors { get; init; } = 3;

    /// <summary>Samples of a class, of uneven ones, below which it can be neither learned nor judged, and may be a word that is misspelled: a share of fewer
    /// is off by more than a fifth, √(¼ ÷ n).</summary>
    public int LeastOfClass { get; init; } = 5;

    /// <summary>The share of the rarest class that is answered rightly, below which it is neglected.</summary>
    public double NeglectedRecall { get; init; } = 0.5;

    /// <summary>Targets whose mean is farther from 0 than this many standard deviations, or whose standard deviation is larger, are unscaled.</summary>
    public double LargeTarget { get; init; } = 10;

    /// <summary>Targets with a smaller standard deviation than this are unscaled.</summary>
    public double SmallTarget { get; init; } = 0.1;
}
