namespace Relumine.Doctor.Units;

/// <summary>
/// How sure a suspicion is before anything was tried, from 0 to 1: what is surer is tried first. Only the order of the grades
/// counts, and which of them reach <see cref="Likely"/> and <see cref="Certain"/>.
/// </summary>
public sealed record EvidenceThresholds
{
    /// <summary>From here on an experiment is made before others; below, only if none of those restored health.</summary>
    public double Likely { get; init; } = 0.5;

    /// <summary>The signs of the cause are there.</summary>
    public double Certain { get; init; } = 1;

    /// <summary>An output that is transformed once more, or many dropouts in a row.</summary>
    public double Strong { get; init; } = 0.7;

    /// <summary>One of two signs, or a sign that has faded.</summary>
    public double Good { get; init; } = 0.6;

    /// <summary>An unusual build without a sign: as likely as not.</summary>
    public double Even { get; init; } = 0.5;

    /// <summary>An unusual setting without a sign.</summary>
    public double Some { get; init; } = 0.4;

    /// <summary>A usual setting that may still be wrong.</summary>
    public double Little { get; init; } = 0.3;

    /// <summary>A rate that is not clearly too low.</summary>
    public double Slight { get; init; } = 0.25;

    /// <summary>A rate with no sign of being too high.</summary>
    public double Faint { get; init; } = 0.2;

    /// <summary>Another architecture, without a sign.</summary>
    public double Least { get; init; } = 0.15;

    /// <summary>Of the first dose's evidence: what a second dose in another direction keeps.</summary>
    public double OtherDose { get; init; } = 0.9;

    /// <summary>Of the first dose's evidence: what a hundredth of the rate keeps, so that it comes next.</summary>
    public double SecondDose { get; init; } = 0.99;

    /// <summary>Of the first dose's evidence: what a usual rate keeps.</summary>
    public double UsualDose { get; init; } = 0.98;

    /// <summary>Of the first dose's evidence: what a thousandth of the rate keeps; it is seldom right, so it never is <see cref="Likely"/>.</summary>
    public double LastDose { get; init; } = 0.45;
}
