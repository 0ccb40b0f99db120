using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.Experiments;
using Relumine.Doctor.Checkups.State;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Learning.Schedules;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups.Treatments;

/// <summary>What a treated recipe, and where it matters the untreated one, knows of samples that were set aside.</summary>
/// <param name="Told">As it is told.</param>
/// <param name="Customary">The customary optimizer beside it; null where it was not tried.</param>
/// <param name="Treated">What the treated network learned of what separates the constant answer from a perfect one.</param>
/// <param name="Untreated">The same of the untreated network; null if it need not be known.</param>
/// <param name="Epochs">After how many epochs the treated one knew clearly more than at its end; null if it ended at its best.</param>
/// <param name="Recipe">The treated recipe, with the customary optimizer where that was better.</param>
internal sealed record SetAsideCheck(CureCheck Told, CustomaryCheck? Customary, double Treated, double? Untreated, int? Epochs, Recipe Recipe)
{
    // The treated recipe, the customary optimizer, the recipe that is not tuned, the untreated twin.
    private const int MostChecked = 4;

    /// <summary>By how much what the treated network knows may be off by chance, as a standard error of skill.</summary>
    public double Error { get; init; }

    /// <summary>Whether it knows enough of every class of the samples set aside: where classes are uneven, rare ones are hidden in all other scores.</summary>
    public bool KnowsEveryClass { get; init; } = true;

    /// <summary>Whether nothing but the causes removed did as well, so that what was tuned is left.</summary>
    public bool IsUntuned { get; init; }

    /// <summary>Whether the treated network knows more than chance gives, and no less than the untreated one.</summary>
    public bool Holds => Told.Holds;

    /// <summary>Whether a treatment is to be checked: the recipe keeps nothing aside, and there are enough samples.</summary>
    public static bool Suits(Recipe sick, Diagnosis untreated) => sick.Validation == 0 && !untreated.Run.Data.Ordered
        && !untreated.Run.HasNothingToLearn && SetAside(untreated.Run.Samples, untreated.Thresholds.Yardstick) > 0;

    /// <summary>How many samples are set aside to check a cure; 0 where so few would say nothing.</summary>
    public static int SetAside(int samples, YardstickThresholds limits) =>
        (int)Math.Round(samples * limits.SetAside) is var aside && aside >= limits.LeastSetAside ? aside : 0;

    /// <summary>What a check costs, beside what is reserved anyway.</summary>
    public static double CostOf(CheckupCase checkup, Recipe sick, Diagnosis untreated, double reserved)
    {
        if (!Suits(sick, untreated))
        {
            return 0;
        }

        var whole = checkup.CostOf(Aside(sick, untreated), long.MaxValue);
        return Math.Max(0, (Trainings(KnowsSomething(untreated), untreated.Thresholds.Yardstick) * whole) - reserved);
    }

    /// <summary>How many whole trainings without the samples set aside a check takes.</summary>
    internal static double Trainings(bool hasTwin, YardstickThresholds limits) => hasTwin ? 1 + limits.LeastTwin : 1;

    /// <summary>Whether the customary optimizer has had enough updates to be compared with the treated recipe.</summary>
    internal static bool IsLongEnough(long customary, long treated, YardstickThresholds limits) => customary >= limits.LeastCustomary * treated;

    /// <summary>Makes the check.</summary>
    /// <param name="checkup">Where runs are made.</param>
    /// <param name="sick">The sick recipe.</param>
    /// <param name="treated">The treated one.</param>
    /// <param name="untuned">The sick one with nothing but its causes removed.</param>
    /// <param name="untreated">What the sick one led to.</param>
    /// <param name="least">With fewer updates than that a check says nothing.</param>
    /// <param name="reserved">What may be spent on it even if the treated recipe, as dear as it is, can then not be trained to its end.</param>
    /// <param name="isTrained">Whether the treated network was trained already, so that nothing has to be left for that.</param>
    /// <returns>Null if the budget does not allow for one.</returns>
    public static SetAsideCheck? Make(
        CheckupCase checkup, Recipe sick, Recipe treated, Recipe untuned, Diagnosis untreated, long least, double reserved, bool isTrained)
    {
        var limits = untreated.Thresholds;
        double Left(Recipe recipe) => checkup.Left - (isTrained ? 0 : checkup.CostOf(recipe, long.MaxValue));
        var aside = Aside(treated, untreated);
        var steps = checkup.StepsFor(aside, Math.Max(Left(treated), Math.Min(checkup.Left - checkup.CostOf(treated, least), reserved)));
        if (steps < least && steps < checkup.FullStepsOf(aside))
        {
            return null;
        }

        var draws = DrawsOf(untreated, Left(treated) / (MostChecked * checkup.CostOf(aside, steps)));
        var seen = Seen.Of(treated, checkup.RunDraws(aside, steps, draws, "check: the treated recipe on samples set aside"), limits);
        long Affordable(Recipe other, Recipe trained) => checkup.StepsFor(Aside(other, untreated), Left(trained) / draws);
        var isUntuned = false;

        // What was tuned was tuned on the samples that were learned from: it must be clearly better on others than the smallest change, which comes first.
        if (
            !isTrained
            && untuned != treated
            && (untuned with { Epochs = treated.Epochs }) != treated
            && Affordable(untuned, treated) is var own && own >= least && IsLongEnough(own, seen.Run.Steps, limits.Yardstick)
        )
        {
            var run = checkup.RunDraws(Aside(untuned, untreated), own, draws, "check: the same with the causes removed and nothing else");
            (seen, isUntuned) = Seen.Of(untuned, run, limits) is var plain && plain.IsAsGoodAs(seen, limits) ? (plain, true) : (seen, false);
        }

        CustomaryCheck? usual = null;
        if (
            !isTrained
            && !untreated.IsHarmless
            && CustomaryFor(seen.Recipe, limits) is { } customary
            && Affordable(customary, seen.Recipe) is var affordable && affordable >= least && IsLongEnough(affordable, seen.Run.Steps, limits.Yardstick)
        )
        {
            var run = checkup.RunDraws(Aside(customary, untreated), affordable, draws, "check: the same with the customary optimizer and rate");
            (seen, usual) = Better(seen, Seen.Of(customary, run, limits), limits);
        }

        var (skill, learned) = (seen.Skill, untreated.Run.TrainingSkill);
        var holds = seen.Run.Divergence is null && seen.Run.IsBeyondChance(skill, seen.Loss, limits.Yardstick);
        var isCompared = holds && KnowsSomething(untreated) && skill < learned + limits.Treatments.Helps;
        var twin = isCompared && checkup.StepsFor(Aside(sick, untreated), Left(seen.Trained)) is var more && more >= least
            ? Seen.Of(sick, checkup.RunDraws(Aside(sick, untreated), more, draws, "check: the untreated recipe on samples set aside"), limits) : null;

        // What cannot be compared is held against what the twin knows of the samples that it learned from: of others it knows hardly more.
        double? known = twin is not null ? seen.Epochs is null ? twin.Run.Skill : twin.Skill : isCompared ? learned : null;
        // Where idle units are all that is wrong, nothing has to be gained, but nothing lost either: who does well needs no treatment that may do harm.
        var mayLose = untreated.IsHarmless ? limits.Treatments.MayLoseHarmless : 0;
        return new(
            new(seen.Run.Judged!.Samples / draws, seen.Run.Steps, seen.Score, twin?.Run.Score, seen.Run.ConstantScore, holds && !(skill < known - mayLose))
            {
                Draws = draws,
                Balanced = seen.Run.IsByClass ? null : seen.Run.Judged.Balanced,
            },
            usual,
            skill, known, seen.Epochs, seen.Recipe)
        {
            Error = seen.Run.Judged.Error(seen.Run.Labels is not null),
            IsUntuned = isUntuned,
            KnowsEveryClass = TreatmentJudgement.KnowsEveryClass(seen.Run, limits.Treatments),
        };
    }

    /// <summary>Compares a recipe that keeps samples aside itself with the same with the customary optimizer and rate; null where that is the same, or the
    /// budget does not allow for it.</summary>
    /// <param name="checkup">Where runs are made.</param>
    /// <param name="treated">The treated recipe.</param>
    public static (Recipe Recipe, CustomaryCheck Told)? WithCustomary(CheckupCase checkup, Recipe treated)
    {
        var limits = checkup.Thresholds;
        if (
            CustomaryFor(treated, limits) is not { } customary
            || checkup.CostOf(treated, long.MaxValue) + checkup.CostOf(customary, long.MaxValue) > checkup.Left
        )
        {
            return null;
        }

        Seen Whole(Recipe recipe, string activity) => new Seen(recipe, checkup.Run(recipe, long.MaxValue, activity));
        var (seen, usual) = Better(
            Whole(treated, "treatment: training the treated recipe"), Whole(customary, "treatment: the same with the customary optimizer and rate"), limits);
        return (seen.Recipe, usual);
    }

    /// <summary>How many times samples are set aside: as often as there are too few for one draw to say much, and the budget allows for.</summary>
    internal static int DrawsOf(int samples, int rarest, double affordable, YardstickThresholds limits)
    {
        var (aside, rare) = (Math.Max(1, SetAside(samples, limits)), Math.Max(1, rarest * limits.SetAside));
        var wanted = Math.Max((limits.CheckedSamples + aside - 1) / aside, rarest == 0 ? 1 : (int)Math.Ceiling(limits.CheckedRarest / rare));
        return Math.Clamp(Math.Min(wanted, (int)Math.Min(affordable, limits.MostDraws)), 1, limits.MostDraws);
    }

    private static int DrawsOf(Diagnosis untreated, double affordable) => DrawsOf(
        untreated.Run.Samples, untreated.Run.Labels?.Judged(untreated.Thresholds.Data).Counts.Where(c => c > 0).DefaultIfEmpty(0).Min() ?? 0, affordable,
        untreated.Thresholds.Yardstick);

    private static (Seen Seen, CustomaryCheck Told) Better(Seen seen, Seen customary, Thresholds limits)
    {
        var isKept = customary.IsBetterThan(seen, limits);
        return (
            isKept ? customary : seen,
            new(seen.Run.Judged!.Samples, Change(seen.Recipe, customary.Recipe), customary.Score, customary.Loss, seen.Score, seen.Loss, isKept));
    }

    // Where a network begins anew, nothing but the sick recipe speaks for its optimizer and rate.
    private static Recipe? CustomaryFor(Recipe treated, Thresholds limits)
    {
        var usual = limits.Causes.UsualAdaptiveRate;
        var rate = treated.Optimizer.LearningRate;
        return treated.Optimizer is Adam or AdamW && rate < limits.Treatments.HigherRate * usual && usual < limits.Treatments.HigherRate * rate
            ? null : UseAdam.Treat(treated, usual);
    }

    private static string Change(Recipe treated, Recipe customary) => treated.Optimizer.GetType() == customary.Optimizer.GetType()
        ? $"lr {RecipeEdit.Text(treated.Optimizer.LearningRate)} → {RecipeEdit.Text(customary.Optimizer.LearningRate)}"
        : $"{treated.Optimizer.Name} with lr {RecipeEdit.Text(treated.Optimizer.LearningRate)} → {customary.Optimizer.Name} with lr "
            + RecipeEdit.Text(customary.Optimizer.LearningRate);

    /// <summary>
    /// The epoch at which a run knew most of the samples set aside, if at its end it knew clearly less: by more than the standard error of a score of so many
    /// samples (the rule of one standard error, Breiman et al. 1984), while it learned more of the others. Null otherwise, and where scores say little.
    /// </summary>
    internal static (int Epoch, double Score)? BestEpoch(CaseHistory run, Thresholds limits)
    {
        var epochs = run.Curve.Where(c => c.Step > 0).ToArray();
        if (run.Divergence is not null || run.IsRanked || run.IsByClass || run.Judged is not { } judged || epochs.Length <= limits.Yardstick.SmoothedEpochs)
        {
            return null;
        }

        var width = limits.Yardstick.SmoothedEpochs;
        var smooth = Enumerable.Range(0, epochs.Length - width + 1).Select(i => epochs.Skip(i).Take(width).Average(c => c.Score)).ToArray();
        var at = Array.IndexOf(smooth, smooth.Max());
        var best = judged with { Score = smooth[at] };
        var error = Math.Max(best.Error(run.Labels is not null), judged.Error(run.Labels is not null));
        var epoch = at + 1 + (width / 2);

        // What knows less of the samples that it learns from, too, was thrown off; it did not learn by heart.
        var wentOn = !(run.Training?.Loss > epochs[epoch - 1].TrainingLoss);
        return wentOn && double.IsFinite(best.Score) && run.SkillOf(best.Score) - run.Skill > error ? (epoch, best.Score) : null;
    }

    private static bool KnowsSomething(Diagnosis untreated) => untreated.Run.TrainingSkill >= untreated.Thresholds.Training.NoSkill;

    /// <summary>A recipe that keeps the samples aside by which it is checked.</summary>
    public static Recipe Aside(Recipe recipe, Diagnosis untreated) => recipe with { Validation = untreated.Thresholds.Yardstick.SetAside };

    // What a run knew of the samples set aside at its end, or, where it learned by heart from then on, at its best.
    private sealed record Seen(Recipe Recipe, CaseHistory Run, int? Epochs, double Skill, double Score, double Loss)
    {
        public Seen(Recipe recipe, CaseHistory run)
            : this(recipe, run, null, run.Skill, run.Score, run.Loss)
        {
        }

        public Recipe Trained => Epochs is { } epochs ? Recipe with { Epochs = epochs } : Recipe;

        public static Seen Of(Recipe recipe, CaseHistory run, Thresholds limits) =>
            recipe.Schedule is ConstantSchedule && BestEpoch(run, limits) is var (epoch, score)
                ? new(recipe, run, epoch, run.SkillOf(score), score, run.Curve.Where(c => c.Step > 0).ElementAt(epoch - 1).Loss)
                : new(recipe, run);

        // The smallest change whose score is within a standard error of the best.
        public bool IsAsGoodAs(Seen other, Thresholds limits) => Run.Divergence is null
            && Skill >= other.Skill - Run.Judged!.Error(Run.Labels is not null) && !(other.Loss < (1 - limits.Experiments.LowerLoss) * Loss);

        // Of few samples the loss says more than the score, which must not speak against it.
        public bool IsBetterThan(Seen other, Thresholds limits) => Run.Divergence is null
            && Skill >= other.Skill - Run.Judged!.Error(Run.Labels is not null) && Loss < (1 - limits.Experiments.LowerLoss) * other.Loss;
    }
}
