namespace Relucent;

/// <summary>Tells a checkup in a few sentences: what is wrong, since when, why, what was done, and whether it worked.</summary>
internal static class CheckupStory
{
    public static string Tell(CheckupResult result, Diagnosis untreated)
    {
        var score = Wording.Number(untreated.Run.Score);
        if (result.Verdict == Verdict.Healthy)
        {
            return $"The network is healthy: its score is {score}, and nothing was found that needs a treatment.";
        }

        var gravest = result.Findings.Count > 0 ? result.Findings[0].Message + " " : "";
        var sick = $"{gravest}The score is {score}.";
        if (result.Causes is not [{ Probe: { } probe } first, ..])
        {
            return $"{sick} None of {Wording.Count(result.Probes.Count, "experiment")} restored health: the cause is unknown.";
        }

        var why = $"The cause is {first.Cause}: with {probe.Change} alone, {Wording.Count(probe.Steps, "step")} from the same beginning led to a score of {Wording.Number(probe.After.Score)} instead of {Wording.Number(probe.Before.Score)}.";
        var done = result.Treated is { } treated
            ? $"Treatment: {string.Join(", ", result.Treatment.Select(t => t.Do))}. The treated twin reaches {Wording.Number(treated.Score)}: {result.Verdict switch { Verdict.Cured => "cured", Verdict.Improved => "improved, but not cured", _ => "not cured" }}."
            : "";
        return $"{sick} {why} {done}".TrimEnd();
    }
}
