using Relumine.Doctor.Units;

namespace Relumine.Doctor.Runs;

/// <summary>What a network answers rightly, every class counted as much as any other (balanced accuracy; Brodersen et al. 2010, ICPR).</summary>
/// <param name="Score">The mean over the classes that occur of the share that is answered rightly.</param>
/// <param name="Constant">That of a constant answer: 1 ÷ the number of classes.</param>
/// <param name="Chance">The skill in it that a network without any knowledge may have by chance.</param>
public sealed record BalancedScore(double Score, double Constant, double Chance)
{
    /// <summary>The share of what separates the constant answer from a perfect one.</summary>
    internal double Skill => CaseHistory.SkillOf(Score, Constant);

    /// <summary>Of answers to some samples; null where fewer than two classes count.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="labels">The samples that were learned from; classes with too few of them are left out.</param>
    /// <param name="thresholds">What counts as too few.</param>
    internal static BalancedScore? Of(Answers answers, LabelProfile labels, Thresholds thresholds)
    {
        var few = labels.TooFew(thresholds.Data);
        var classes = Enumerable.Range(0, answers.Samples.Count).Where(c => answers.Samples[c] > 0 && !few.Contains(c)).ToArray();
        if (classes.Length < 2)
        {
            return null;
        }

        // A share of n guesses is off by √(p(1 − p) ÷ n), and so is each class by its own n.
        var guess = 1.0 / classes.Length;
        var error = Math.Sqrt(classes.Sum(c => guess * (1 - guess) / answers.Samples[c])) / classes.Length;
        return new(classes.Average(answers.Recall), guess, Math.Min(1, thresholds.Yardstick.ChanceErrors * error / (1 - guess)));
    }
}
