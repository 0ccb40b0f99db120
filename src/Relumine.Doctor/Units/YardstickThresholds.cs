namespace Relumine.Doctor.Units;

/// <summary>How a network is measured, and what is more than chance.</summary>
public sealed record YardstickThresholds
{
    /// <summary>The share of the most frequent class from which accuracy alone tells little: four of five are right without any learning.</summary>
    public double UnevenShare { get; init; } = 0.8;

    /// <summary>The share by which a loss must lie below that of the constant answer to be clearly below: less comes from noise of single samples.</summary>
    public double LossGain { get; init; } = 0.02;

    /// <summary>Standard errors by which a score must rise beyond what chance gives. Three, since the best of a dozen experiments is looked at.</summary>
    public double ChanceErrors { get; init; } = 3;

    /// <summary>How many times what chance gives a score must be to count by itself. Below, the loss must be lower than the constant answer's, too: what was
    /// learned by heart scores by luck now and then, but is sure of what is wrong.</summary>
    public double BeyondChance { get; init; } = 2;

    /// <summary>The share of the samples that is set aside to check a cure where the recipe keeps none.</summary>
    public double SetAside { get; init; } = 0.2;

    /// <summary>Samples that must be set aside for a check to say anything: with fewer, three standard errors of a coin are more than 0.3.</summary>
    public int LeastSetAside { get; init; } = 20;

    /// <summary>Samples that are set aside in all, where there are fewer and the budget allows for other draws: their accuracy is known to two or three
    /// points.</summary>
    public int CheckedSamples { get; init; } = 200;

    /// <summary>The same of the rarest class: a ranking by so many is more than chance from an area of 0.77 on.</summary>
    public int CheckedRarest { get; init; } = 12;

    /// <summary>Draws that are made at most: more of them set aside the same samples again.</summary>
    public int MostDraws { get; init; } = 5;

    /// <summary>Epochs whose scores on samples set aside are looked at together: a single one may be good by chance.</summary>
    public int SmoothedEpochs { get; init; } = 3;

    /// <summary>Of a whole training without the samples set aside: the share that is held back for the untreated twin of a check.</summary>
    public double LeastTwin { get; init; } = 0.35;

    /// <summary>Of the treated recipe's updates: the share that the customary optimizer must have had to be compared with it.</summary>
    public double LeastCustomary { get; init; } = 0.5;
}
