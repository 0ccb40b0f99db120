using System.Text.Json.Serialization;

namespace Relumine.Doctor.Runs;

/// <summary>What a network's answers to some samples are worth, beside those of the best constant answer to the same samples.</summary>
/// <param name="Score">Accuracy, or R² for regression, against the targets as they were given.</param>
/// <param name="Loss">The loss that is trained.</param>
/// <param name="ConstantScore">The score of the constant answer: of the most frequent class of the training data, or 0 for regression.</param>
/// <param name="ConstantLoss">The loss of the constant answer.</param>
/// <param name="Samples">On how many samples.</param>
public sealed record Metrics(double Score, double Loss, double ConstantScore, double ConstantLoss, int Samples)
{
    /// <summary>The area under the ROC curve, the mean over the classes: 0.5 for a ranking by chance. Null unless classes are uneven.</summary>
    public double? Ranking { get; init; }

    /// <summary>The score class by class, where some classes are much rarer than others; otherwise null.</summary>
    public BalancedScore? Balanced { get; init; }

    /// <summary>How many of the samples are of the rarest class that occurs; 0 where targets are numbers.</summary>
    public int Rarest { get; init; }

    /// <summary>Samples whose targets are outliers and were left out: a sum of squares would say nothing about all others.</summary>
    public int LeftOut { get; init; }

    /// <summary>
    /// The share learned of what separates the constant answer from a perfect one: in accuracy or R², or in ranking where classes
    /// are uneven.
    /// </summary>
    public double Skill { get; init; }

    /// <summary>The skill that a network without any knowledge may have by chance on so few samples.</summary>
    public double Chance { get; init; }

    /// <summary>The same, with the mean over the classes as the score; as it is where that was not measured.</summary>
    internal Metrics ByClass() => Balanced is not { } own ? this : this with
    {
        Score = own.Score,
        ConstantScore = own.Constant,
        Skill = CaseHistory.SkillOf(own.Score, own.Constant),
        Chance = own.Chance,
        Ranking = null,
    };

    /// <summary>By how much <see cref="Skill"/> may be off by chance, as a standard error.</summary>
    /// <param name="isAccuracy">Whether the score is accuracy; otherwise it is R².</param>
    /// <remarks>A share of n is off by √(p(1 − p)/n), with one right and one wrong sample added so that few are never sure; a mean square of n
    /// by √(2/n) of itself.</remarks>
    public double Error(bool isAccuracy)
    {
        var p = ((Score * Samples) + 1) / (Samples + 2);
        return isAccuracy
            ? Math.Sqrt(p * (1 - p) / Samples) / Math.Max(1e-9, 1 - ConstantScore)
            : Math.Max(0, 1 - Score) * Math.Sqrt(2.0 / Samples);
    }

    /// <summary>The share of the constant answer's loss that is gone; below 0 if the constant answer is better.</summary>
    [JsonIgnore]
    public double LossGain => ConstantLoss > 0 ? 1 - (Loss / ConstantLoss) : 0;
}
