using System.Globalization;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Checkups;

/// <summary>Checkups as people talk about them: the questions that everybody asks, and their answers.</summary>
internal static class CheckupWording
{
    // An R² far below 0 says only that nothing was learned; its digits say nothing.
    private const double LowestTold = -100;

    private const string NoExperiment = "No experiment is needed to know that: it follows from the recipe and its data.";

    // Of a list, as many as one reads.
    private const int MostTold = 6;

    /// <summary>How it ended, in a word: <c>cured</c>, <c>not cured</c>.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Healthy => "healthy",
        Verdict.NoIllnessFound => "no illness found",
        Verdict.Cured => "cured",
        Verdict.Improved => "improved",
        _ => "not cured",
    };

    /// <summary>The result in one sentence.</summary>
    public static string Headline(CheckupResult result) =>
        result.Verdict switch
        {
            Verdict.Healthy => Warnings(result) is > 0 and var warnings
                ? $"Healthy, with {Wording.Count(warnings, "warning")}."
                : "Healthy: nothing needs a treatment.",
            Verdict.NoIllnessFound => Warnings(result) is > 0 and var told
                ? $"No illness found, but {Wording.Count(told, "warning")}, and the network does not do well."
                : "No illness found, but the network does not do well.",
            Verdict.Cured => $"Found and cured: {Because(result)}.",
            Verdict.Improved => $"Improved, but not cured: {Because(result)}.",
            _ => result.Causes is [{ Experiment: not null }, ..] ? $"Not cured, though a cause was found: {Because(result)}."
            : Known(result) is { } known ? $"Sick: {Lower(FindingCatalogue.Find(known.Id)?.Title ?? known.Id)}."
            : "Sick, and the cause is unknown.",
        };

    /// <summary>A cause as a title, for example <c>The learning rate is too high</c>.</summary>
    public static string Title(string cause) =>
        CauseCatalogue.Find(cause)?.Title ?? (cause == CauseCatalogue.Unknown ? "Unknown" : cause);

    /// <summary>The questions and answers of the story, in order; only those that have an answer.</summary>
    public static IEnumerable<(string Question, string Answer)> Story(CheckupResult result)
    {
        var (before, after) = (result.Untreated, result.Treated);
        if (result.Verdict == Verdict.Healthy)
        {
            yield return ("What is wrong?", $"{(Warnings(result) > 0 ? Warned(result) : "Nothing that needs a treatment.")} {ScoreSentence(result, before)}");
            yield break;
        }

        if (result.Verdict == Verdict.NoIllnessFound)
        {
            yield return ("What is wrong?", $"{(Warnings(result) > 0 ? Warned(result) : "Nothing that was found.")} {ScoreSentence(result, before)}");
            yield return (
                "What was tried?",
                Tried(result) + " It is not known whether more is possible: the network may be too small, or the data may not tell more."
            );
            yield break;
        }

        var gravest = result
            .Findings.Where(f => f.Severity == result.Findings.Max(g => g.Severity))
            .OrderBy(f => f.Certain ? -1 : Telling(f.Id))
            .FirstOrDefault();
        yield return ("What is wrong?", (gravest is null ? "" : gravest.Message + " ") + Cell(result, gravest) + ScoreSentence(result, before));
        yield return ("Since when?", Since(before));
        yield return ("Why?", Why(result) + SmallBatch(result) + Budget(result));
        if (result.Treatment.Count > 0)
        {
            yield return ("What was done?", Sentence(string.Join(", ", result.Treatment.Select(t => t.Do))) + Customary(result));
        }

        yield return (
            "Did it work?",
            after is null
                ? result.Experiments.Count == 0 && Known(result) is not null ? "Nothing was treated: what is wrong is in the recipe or its data."
                : "Nothing was treated, because no experiment restored health for good. The experiments and the findings, in the report, are what is known."
                : $"{Sentence(Word(result.Verdict))} {Named(result, "The ")} is {Score(result, after.Score)} with the treatment and "
                    + $"{Score(result, (result.WentOn ?? before).Score)} without{Updates(after, before)}"
                    + $"{(result.Clean is { } clean ? $"; the clean recipe has {Score(result, clean.Score)}" : "")}.{Beside(result)}"
                    + Checked(result) + ByClass(result, after)
        );
    }

    // A cell that was written wrongly is mended in the table, whatever else is wrong.
    private static string Cell(CheckupResult result, Finding? gravest) =>
        result.Findings.FirstOrDefault(f => f.Id == "data-outliers") is { } wild && wild != gravest ? wild.Message + " " : "";

    /// <summary>When the illness began.</summary>
    public static string Since(RunSummary run)
    {
        var born = run.Layers.Where(l => l.BornDead > 0).OrderByDescending(l => l.BornDead / (double)l.Units).FirstOrDefault();
        var killed = run.Layers.Where(l => l.KilledAtStep is not null && l.Dead > (l.BornDead ?? 0)).ToArray();
        var start = born is { } layer ? $"From the beginning: {layer.Of(layer.BornDead!.Value)} of {layer.Name} were dead before the first update. " : "";
        var later =
            killed.Length > 0
                ? $"Since step {Wording.Count(killed.Min(l => l.KilledAtStep!.Value))} at the latest: "
                    + string.Join(
                        ", ",
                        killed.Take(3).Select(l => $"{Wording.Count(l.Dead!.Value - (l.BornDead ?? 0))} of {Wording.Count(l.Units)} {l.Units()} of {l.Name}")
                    )
                    + " had fired before and died. "
                : "";
        var ended = run.Diverged ? $"It ended at step {Wording.Count(run.Steps + 1)}, where a number was no longer finite." : "";
        var told = (start + later + ended).Trim();
        return told.Length > 0 ? told : "From the beginning: nothing changed on the way that would explain it.";
    }

    /// <summary>A score of a checkup: <c>98.1 %</c> where it is accuracy, <c>0.87</c> where it is R².</summary>
    public static string Score(CheckupResult result, double score) =>
        result.ScoreIsAccuracy ? Wording.Percent(score) : score < LowestTold ? "below −100" : Score(score);

    /// <summary>What an experiment did to the score, for example <c>10.1 % → 98 %</c>.</summary>
    public static string ScoreChange(CheckupResult result, ExperimentResult experiment) =>
        $"{Score(result, experiment.Before.Score)} → {Score(result, experiment.After.Score)}";

    /// <summary>What it did to the worst layer: the share of its units that are dead.</summary>
    public static string DeadChange(ExperimentResult experiment) => $"{Wording.Percent(experiment.Before.Dead)} → {Wording.Percent(experiment.After.Dead)}";

    /// <summary>What it did to the loss.</summary>
    public static string LossChange(ExperimentResult experiment) => $"{Loss(experiment.Before)} → {Loss(experiment.After)}";

    /// <summary><c>accuracy</c> or <c>R²</c>.</summary>
    public static string ScoreName(CheckupResult result) => Named(result, "");

    private static string Named(CheckupResult result, string article) =>
        !result.ScoreIsAccuracy ? "R²" : $"{article}{(result.ScoreIsBalanced ? "balanced " : "")}accuracy";

    /// <summary>A score to three digits.</summary>
    public static string Score(double score) => !double.IsFinite(score) ? "unknown"
        : score < LowestTold ? Wording.Number(score).Replace('-', '−')
        : Math.Abs(score) < 0.0005 ? "0"
        : score.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A cost, for example <c>3.2 × the training</c>.</summary>
    public static string Cost(double cost) => cost.ToString("0.0", CultureInfo.InvariantCulture) + " × the training";

    private static string Why(CheckupResult result) =>
        result.Causes is [{ Experiment: { } experiment } cause, ..]
            ? $"{Title(cause.Cause)}. {(Known(result) is { } certain && TellsOf(certain, cause.Cause) ? NoExperiment + " " : "")}{Proof(result, experiment)}"
        : Known(result) is { } known ? $"{FindingCatalogue.Find(known.Id)?.Title ?? known.Id}. {NoExperiment}"
        : result.Check is { Holds: false } check
            ? "Unknown. What a changed network learned holds only for the samples that it saw: of others it knows "
                + (check.Untreated is null ? "no more than chance gives, or less than before." : "less than the untreated one, or no more than chance gives.")
        : LearnsByHeart(result)
            ? "Unknown. The network learns its training data by heart, and nothing that was tried tells the targets of others from these features."
        : result.Experiments.Count == 0 ? "Unknown: no experiment was made."
        : $"Unknown: of {Wording.Count(result.Experiments.Count, "experiment")} none restored "
            + $"health{(result.Experiments.Any(p => p.Restores) ? " for longer than it took" : "")}.";

    // Where nothing explains the illness, whether the network can learn at all.
    private static string SmallBatch(CheckupResult result) => result.SmallBatch is not { } test ? "" :
        $" {Wording.Count(test.Samples, "sample")} alone, learned for {Wording.Count(test.Steps, "step")} without dropout and decay, " + test.Learned switch
        {
            SmallBatchLearning.AsItIs => $"are learned by heart ({ScoreName(result)} {Score(result, test.Score)}): the network can learn, so the data seem to "
                + "hold no answer that can be learned from so many samples.",
            SmallBatchLearning.WithAdam => $"are not learned by heart ({ScoreName(result)} {Score(result, test.Score)}), with adam they are "
                + $"({Score(result, test.ScoreWithAdam ?? 0)}): the network can learn, and the fault is in how it is trained.",
            _ when test.ScoreWithAdam is null => $"are not learned by heart ({ScoreName(result)} {Score(result, test.Score)}): the fault is in the network, in "
                + "how it is trained, or in the size of its numbers. It is not that the data hold no answer.",
            _ => $"are not learned by heart ({ScoreName(result)} {Score(result, test.Score)}), with adam neither ({Score(result, test.ScoreWithAdam ?? 0)}): "
                + "the network has a fault, is too small, or is given numbers that it cannot take. It is not that the data hold no answer.",
        };

    // Much on what was learned from, and no more than chance on what was kept aside.
    private static bool LearnsByHeart(CheckupResult result) =>
        result.Untreated is { Training: { } seen, Validation: { } kept } && seen.Skill >= result.Thresholds.Training.HalfSkill && kept.Skill <= kept.Chance;

    // What became better is told, and by which measure.
    private static string Proof(CheckupResult result, ExperimentResult experiment)
    {
        var (before, after) = (experiment.Before, experiment.After);
        var what = $"The same {Wording.Count(experiment.Steps, "step")} with {experiment.Change}, and nothing else changed, ";
        var score = $"{(result.ScoreIsAccuracy ? Named(result, result.ScoreIsBalanced ? "a " : "an ") : "an R²")} of {Score(result, after.Score)}";
        var dead = $"{Wording.Percent(after.Dead)} instead of {Wording.Percent(before.Dead)} of the worst layer dead";
        var tellsDead = before.Dead >= result.Thresholds.Layers.DeadInfo || after.Dead >= result.Thresholds.Layers.DeadInfo;
        return what + experiment.Better switch
        {
            Better.Score => $"led to {score} instead of {Score(result, before.Score)}{(tellsDead ? $", with {dead}" : "")}.",
            Better.Ranking => $"ordered the samples by class, with {score}, where accuracy tells little.",
            Better.Finite => $"kept all numbers finite, with {score}.",
            Better.Loss => $"led to a loss of {Loss(after)} instead of {Loss(before)}, with {score}{(tellsDead ? $" and {dead}" : "")}.",
            Better.Dead => $"left {dead}; the score is then {Score(result, after.Score)}, without the change {Score(result, before.Score)}.",
            _ => $"led to {score}{(tellsDead ? $", with {dead}" : "")}.",
        };
    }

    /// <summary>On which data the checkup judges, and what that means: what every output says in its first lines.</summary>
    public static string Yardstick(CheckupResult result)
    {
        var outliers = (result.Untreated.Validation ?? result.Untreated.Training)?.LeftOut is > 0 and var left
            ? $" {Wording.Count(left, "sample")} whose targets are outliers {(left == 1 ? "is" : "are")} left out of all scores." : "";
        var balanced = result.ScoreIsBalanced
            ? " A rare class is neglected, so scores are balanced accuracy: the mean over the classes of what is answered rightly." : "";
        return result.JudgedBy == JudgedBy.Validation
            ? $"Judged by the {Wording.Count(result.Untreated.Validation?.Samples ?? 0, "sample")} that the recipe keeps aside.{balanced}{outliers}"
            : "Judged by the training data, since the recipe keeps none aside"
                + (result.Check is { } check
                    ? $"; the treatment was checked on {Wording.Count(check.Samples, "sample")} that it had not seen{Draws(check)}." : ".")
                + balanced + outliers;
    }

    // Where both have begun anew and ended with the same number, nothing is to be told.
    private static string Updates(RunSummary treated, RunSummary before) =>
        treated.Earlier > 0 ? $", each after {Wording.Count(treated.Steps + treated.Earlier, "update")}"
        : treated.Steps == before.Steps || treated.Diverged || before.Diverged ? ""
        : $", after {Wording.Count(treated.Steps, "update")} and {Wording.Count(before.Steps)}";

    private static string Beside(CheckupResult result) =>
        result is { JudgedBy: JudgedBy.Validation, Treated.Training: { } after, Untreated.Training: { } before }
            ? $" On the training data: {Score(result, after.Score)} with it and {Score(result, before.Score)} without." : "";

    private static string Draws(CureCheck check) => check.Draws > 1 ? $", {check.Draws} times with other ones" : "";

    private static string Checked(CheckupResult result) => result.Check is not { } check ? ""
        : $" Trained without {Wording.Count(check.Samples, "sample")} for {Wording.Count(check.Steps, "step")}{Draws(check)}, the treated network has "
            + $"{Score(result, check.Treated)} on them{(check.Untreated is { } twin ? $", the untreated one {Score(result, twin)}" : "")}; "
            + $"a constant answer has {Score(result, check.Constant)}.";

    // Where classes are uneven accuracy hides the rare ones.
    private static string ByClass(CheckupResult result, RunSummary treated)
    {
        var own = result.ScoreIsBalanced ? null : result.Check is { } check ? check.Balanced : (treated.Validation ?? treated.Training)?.Balanced;
        return own is null ? "" : $" Every class counted alike, it answers {Wording.Percent(own.Score)} of them rightly; a constant answer, "
            + $"{Wording.Percent(own.Constant)}.{(own.Skill >= result.Thresholds.Treatments.HoldingSkill ? "" : " Rare classes are mostly missed.")}";
    }

    // Why what was set is not what the experiment showed.
    private static string Customary(CheckupResult result) => result.Customary is not { IsKept: true } usual ? ""
        : $" On {Wording.Count(usual.Samples, "sample")} set aside {usual.Change}, which is customary, did better than what the experiments led to: "
            + $"a loss of {Wording.Number(usual.Loss)} instead of {Wording.Number(usual.LossWithout)}, "
            + $"{(result.ScoreIsAccuracy ? Named(result, result.ScoreIsBalanced ? "a " : "an ") : "an R²")} of {Score(result, usual.Score)} instead of "
            + $"{Score(result, usual.ScoreWithout)}.";

    private static string Tried(CheckupResult result) => result.Experiments.Count == 0
        ? "No experiment: nothing spoke for a cause."
        : $"{Sentence(Wording.Count(result.Experiments.Count, "experiment"))[..^1]}, none of which did clearly better: "
            + $"{string.Join("; ", result.Experiments.Take(MostTold).Select(e => e.Change))}{(result.Experiments.Count > MostTold ? "; …" : "")}.";

    // Where the search ended because of what it may cost, it is not known what the rest would have shown.
    private static string Budget(CheckupResult result) => result.Untried.Count == 0 || result.Causes is [{ Experiment: not null }, ..] ? ""
        : $" The budget ended the search. A larger one would try: {string.Join("; ", result.Untried.Take(MostTold))}"
            + $"{(result.Untried.Count > MostTold ? $"; and {Wording.Count(result.Untried.Count - MostTold)} more" : "")}.";

    // Said as the cause: it follows from recipe and data alone.
    private static Finding? Known(CheckupResult result) => result.Findings.FirstOrDefault(f => f is { Certain: true, Severity: Severity.Critical });

    private static bool TellsOf(Finding finding, string cause) => FindingCatalogue.Find(finding.Id)?.Causes.Contains(cause) == true;

    private static int Warnings(CheckupResult result) => result.Findings.Count(f => f.Severity == Severity.Warning);

    // The first in full, the others by name: all of them stand in the report.
    private static string Warned(CheckupResult result)
    {
        var warnings = result.Findings.Where(f => f.Severity == Severity.Warning).ToArray();
        var others = warnings
            .Select(f => f.Id)
            .Distinct()
            .Where(id => id != warnings[0].Id)
            .Select(id => Lower(FindingCatalogue.Find(id)?.Title ?? id))
            .ToArray();
        return warnings[0].Message + (others.Length > 0 ? $" Beside that: {string.Join(", ", others)}." : "");
    }

    private static string Loss(Vitals vitals) => vitals.Diverged ? "not finite" : Wording.Number(vitals.Loss);

    private static string ScoreSentence(CheckupResult result, RunSummary run)
    {
        var beside = run is { Validation: not null, Training: { } seen }
            ? $" on the data kept aside, and {Score(result, seen.Score)} on the training data" : "";
        return result.ScoreIsAccuracy
            ? $"{Named(result, "The ")} is {Score(result, run.Score)}{beside}."
            : $"R² is {Score(result, run.Score)}{beside}"
                + (run.Score < result.Thresholds.Training.HalfSkill ? "; 1 is perfect, and always answering the mean gives 0." : ".");
    }

    // What ends a run or cuts the network in two explains the rest; that it does not learn is what everybody sees.
    private static int Telling(string id) => id switch
    {
        "diverged-training" => 0,
        "collapsed-layer" or "blocked-output-head" => 1,
        "not-learning" => 3,
        _ => 2,
    };

    private static string Because(CheckupResult result) => result.Causes.Count > 0 ? Lower(Title(result.Causes[0].Cause)) : "the cause is unknown";

    private static string Sentence(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..] + ".";

    // A title begins with a capital; what is written in capitals throughout stays.
    private static string Lower(string text) => text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
