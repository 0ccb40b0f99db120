using System.Globalization;

namespace Relucent;

/// <summary>Checkups as people talk about them: the questions that everybody asks, and their answers.</summary>
internal static class CheckupWording
{
    /// <summary>How it ended, in a word: <c>cured</c>, <c>not cured</c>.</summary>
    public static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Healthy => "healthy",
        Verdict.Cured => "cured",
        Verdict.Improved => "improved",
        _ => "not cured",
    };

    /// <summary>The result in one sentence.</summary>
    public static string Headline(CheckupResult result) => result.Verdict switch
    {
        Verdict.Healthy => "Healthy: nothing needs a treatment.",
        Verdict.Cured => $"Cured: {Because(result)}.",
        Verdict.Improved => $"Improved, but not cured: {Because(result)}.",
        _ => result.Causes is [{ Probe: not null }, ..] ? $"Not cured, although {Because(result)}." : "Sick, and the cause is unknown.",
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
            yield return ("What is wrong?", $"Nothing that needs a treatment. The score is {Score(before.Score)}.");
            yield break;
        }

        // That it does not learn is what everybody sees; what its units do says more.
        var gravest = result.Findings.Where(f => f.Severity == result.Findings[0].Severity).OrderBy(f => f.Id == "not-learning").FirstOrDefault();
        yield return ("What is wrong?", (gravest is null ? "" : gravest.Message + " ") + $"The score is {Score(before.Score)}.");
        yield return ("Since when?", Since(before));
        yield return ("Why?", Why(result));
        if (result.Treatment.Count > 0)
        {
            yield return ("What was done?", Sentence(string.Join(", ", result.Treatment.Select(t => t.Do))));
        }

        yield return ("Did it work?", after is null
            ? "Nothing was treated, because no experiment restored health."
            : $"{Sentence(Word(result.Verdict))} The treated twin has a score of {Score(after.Score)}, the untreated one {Score(before.Score)}{(result.Clean is { } clean ? $", the clean recipe {Score(clean.Score)}" : "")}.");
    }

    /// <summary>When the illness began.</summary>
    public static string Since(RunSummary run)
    {
        var born = run.Layers.Where(l => l.BornDead > 0).OrderByDescending(l => l.BornDead / (double)l.Units).FirstOrDefault();
        var killed = run.Layers.Where(l => l.KilledAtStep is not null && l.Dead > (l.BornDead ?? 0)).ToArray();
        var start = born is { } layer ? $"From the beginning: {layer.Of(layer.BornDead!.Value)} of {layer.Name} were dead before the first update. " : "";
        var later = killed.Length > 0
            ? $"Since step {Wording.Count(killed.Min(l => l.KilledAtStep!.Value))} at the latest: {string.Join(", ", killed.Take(3).Select(l => $"{Wording.Count(l.Dead!.Value - (l.BornDead ?? 0))} of {Wording.Count(l.Units)} {l.Units()} of {l.Name}"))} had fired before and died. "
            : "";
        var ended = run.Diverged ? $"It ended at step {Wording.Count(run.Steps + 1)}, where a number was no longer finite." : "";
        var told = (start + later + ended).Trim();
        return told.Length > 0 ? told : "From the beginning: nothing changed on the way that would explain it.";
    }

    /// <summary>A score to three digits.</summary>
    public static string Score(double score) => !double.IsFinite(score) ? "unknown"
        : score < -100 ? Wording.Number(score).Replace('-', '−')
        : score.ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>A cost, for example <c>3.2 × the training</c>.</summary>
    public static string Cost(double cost) => cost.ToString("0.0", CultureInfo.InvariantCulture) + " × the training";

    private static string Why(CheckupResult result) => result.Causes is [{ Probe: { } probe } cause, ..]
        ? $"{Title(cause.Cause)}. The same {Wording.Count(probe.Steps, "step")} with {probe.Change}, and nothing else changed, led to a score of {Score(probe.After.Score)} instead of {Score(probe.Before.Score)}"
            + (probe.Before.Dead >= 0.1 || probe.After.Dead >= 0.1 ? $", with {Wording.Percent(probe.After.Dead)} instead of {Wording.Percent(probe.Before.Dead)} of the worst layer dead." : ".")
        : $"Unknown: of {Wording.Count(result.Probes.Count, "experiment")} none restored health.";

    private static string Because(CheckupResult result) => result.Causes.Count > 0 ? Lower(Title(result.Causes[0].Cause)) : "the cause is unknown";

    private static string Sentence(string text) => text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..] + ".";

    // A title begins with a capital; what is written in capitals throughout stays.
    private static string Lower(string text) => text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
