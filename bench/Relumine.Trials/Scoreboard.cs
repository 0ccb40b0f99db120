using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Json;

namespace Relumine.Trials;

/// <summary>Makes checkups of all recipes of a suite, and counts what was found, explained and cured.</summary>
internal static class Scoreboard
{
    // A patient counts with the seeds in which it is sick as it should be; so many are tried for each that is wanted.
    private const ulong Draws = 3;

    private static readonly ScoreboardJsonContext s_context =
        new(new JsonSerializerOptions(ScoreboardJsonContext.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    /// <summary>Makes the checkups of one recipe.</summary>
    /// <param name="patient">The recipe and what is known of it.</param>
    /// <param name="seeds">How many seeds are wanted.</param>
    /// <param name="budget">What each may cost.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="session">Where to tell, and when to stop.</param>
    public static ScoreboardRow Examine(Patient patient, int seeds, double? budget, int threads, Session session)
    {
        var results = new List<ScoreboardSeed>();
        for (var seed = 1UL; results.Count < seeds && seed <= Draws * (ulong)seeds; seed++)
        {
            var start = Stopwatch.GetTimestamp();
            if (MeasuredCheckup.Make(patient, seed, budget, threads, session.Stop) is not var (result, measures))
            {
                continue;
            }

            results.Add(Tell(patient, seed, result, measures, Stopwatch.GetElapsedTime(start).TotalSeconds));
            var scores = $"{CheckupWording.Score(result.Untreated.Score)} → {(result.Treated is { } treated ? CheckupWording.Score(treated.Score) : "–")}";
            session.Note($"{patient.Name}, seed {seed}: {CheckupWording.Word(result.Verdict)}, {results[^1].Cause ?? "no cause"}, {scores}");
        }

        return new(patient.Name, patient.Expected.Healthy, patient.Expected.Causes, results);
    }

    /// <summary>The table as JSON.</summary>
    public static string Json(IReadOnlyList<ScoreboardRow> rows) =>
        JsonSerializer.Serialize(new ScoreboardDocument("relumine.scoreboard/1", rows), s_context.ScoreboardDocument) + "\n";

    /// <summary>The table as Markdown.</summary>
    public static string Markdown(IReadOnlyList<ScoreboardRow> rows)
    {
        var (sick, healthy) = (rows.Where(r => !r.Healthy).ToArray(), rows.Where(r => r.Healthy).ToArray());
        var text = new StringBuilder("""
            # Scoreboard

            Checkups of every recipe of the suite. A sick network counts with the seeds whose untreated run lies in its band. Found: a
            critical finding, or a treatment. Cured: the treated twin reaches 95 % of the clean recipe's score. An alarm of a healthy one:
            a critical finding, or a treatment that raises no score. The floor is the fixed order of tests of DeepDiagnosis on the same
            runs. Written by
            `dotnet run -c Release --project bench/Relumine.Trials -- recipes/clinic --seeds 5 --output docs/clinic`.

            ## Sick networks

            | recipe | right cause | found | as expected | cause first in rank | cause right | verdict | untreated → treated (clean) | cured | worse | cost | time | floor finds | floor right |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var row in sick.Where(r => r.Seeds.Count > 0))
        {
            var n = row.Seeds.Count;
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.Patient} | {string.Join(" or ", row.Causes)} | {row.Found} of {n} | {row.FoundAsExpected} of {n} "
            );
            text.Append(CultureInfo.InvariantCulture, $"| {Counts(row.Seeds.Select(s => s.Cause ?? "–"))} | {row.RightCauses} of {n} ");
            text.Append(CultureInfo.InvariantCulture, $"| {Verdicts(row)} | {Scores(row)} | {row.Reached} of {n} | {row.Worse} ");
            text.Append(CultureInfo.InvariantCulture, $"| {row.Seeds.Average(s => s.Cost):0.0}, at most {row.Seeds.Max(s => s.Cost):0.0} | {Time(row)} ");
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Seeds.Count(s => s.FloorFinds)} of {n} | {FloorRight(row)} of {n} |");
        }

        text.Append(
            "\n## Healthy networks\n\n| recipe | alarms | verdict | critical | warnings | cost | time | floor alarms |\n|---|---|---|---|---|---|---|---|\n"
        );
        foreach (var row in healthy.Where(r => r.Seeds.Count > 0))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.Patient} | {row.Alarms} of {row.Seeds.Count} | {Verdicts(row)} | {Counts(row.Seeds.SelectMany(s => s.Critical))} "
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {Counts(row.Seeds.SelectMany(s => s.Warnings))} | {row.Seeds.Average(s => s.Cost):0.0} | {Time(row)} "
            );
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Seeds.Count(s => s.FloorFinds)} of {row.Seeds.Count} |");
        }

        return text.Append("\n## Together\n\n").Append(Together(sick, healthy)).ToString().ReplaceLineEndings("\n");
    }

    private static string Together(ScoreboardRow[] sick, ScoreboardRow[] healthy)
    {
        var (ill, well) = (sick.SelectMany(r => r.Seeds).ToArray(), healthy.SelectMany(r => r.Seeds).ToArray());
        bool Most(ScoreboardRow row, int count) => row.Seeds.Count > 0 && count >= 0.8 * row.Seeds.Count;
        var right = sick.Sum(FloorRight);
        return string.Create(CultureInfo.InvariantCulture, $"""
            | | Relumine | floor |
            |---|---|---|
            | sick runs found | {sick.Sum(r => r.Found)} of {ill.Length} | {ill.Count(s => s.FloorFinds)} of {ill.Length} |
            | first-ranked cause right | {sick.Sum(r => r.RightCauses)} of {ill.Length} | {right} of {ill.Length} |
            | recipes whose cause is right in 4 of 5 seeds | {sick.Count(r => Most(r, r.RightCauses))} of {sick.Length} | |
            | recipes cured in 4 of 5 seeds | {sick.Count(r => Most(r, r.Reached))} of {sick.Length} | |
            | treated runs worse than untreated | {sick.Sum(r => r.Worse)} | |
            | alarms on healthy runs | {healthy.Sum(r => r.Alarms)} of {well.Length} | {well.Count(s => s.FloorFinds)} of {well.Length} |
            | largest cost, times the training | {ill.Concat(well).Select(s => s.Cost).DefaultIfEmpty(0).Max():0.0} | |

            """);
    }

    private static ScoreboardSeed Tell(Patient patient, ulong seed, CheckupResult result, IReadOnlyDictionary<string, double> measures, double seconds)
    {
        string[] Of(Severity severity) => [.. result.Findings.Where(f => f.Severity == severity).Select(f => f.Id).Distinct()];
        return new(
            seed, result.Verdict, result.Causes.Count > 0 ? result.Causes[0].Cause : null, Of(Severity.Critical), Of(Severity.Warning),
            patient.Expected.Findings.Count == 0 || result.Findings.Any(f => patient.Expected.Findings.Contains(f.Id)),
            result.Untreated.Score, result.Treated?.Score, result.Clean?.Score, string.Join(", ", result.Treatment.Select(t => t.Do)), result.Cost, seconds,
            FixedOrder.Finds(measures), FixedOrder.Advice(measures));
    }

    private static string Counts(IEnumerable<string> words)
    {
        var counts = words.CountBy(w => w).OrderByDescending(w => w.Value).ToArray();
        return counts.Length == 0 ? "–" : string.Join(", ", counts.Select(c => c.Value == 1 ? c.Key : $"{c.Value} × {c.Key}"));
    }

    private static string Verdicts(ScoreboardRow row) => Counts(row.Seeds.Select(s => CheckupWording.Word(s.Verdict)));

    private static string Time(ScoreboardRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Seeds.Average(s => s.Seconds):0.0} s");

    private static int FloorRight(ScoreboardRow row) => row.Seeds.Count(s => s.FloorFinds && FixedOrder.IsRight(s.FloorAdvice, row.Causes));

    private static string Scores(ScoreboardRow row)
    {
        static string Median(IEnumerable<double?> values) =>
            values.OfType<double>().Order().ToArray() is { Length: > 0 } v ? CheckupWording.Score(v[v.Length / 2]) : "–";
        return $"{Median(row.Seeds.Select(s => (double?)s.Untreated))} → {Median(row.Seeds.Select(s => s.Treated))} ({Median(row.Seeds.Select(s => s.Clean))})";
    }
}

/// <summary>The table as a document.</summary>
internal sealed record ScoreboardDocument(string Schema, IReadOnlyList<ScoreboardRow> Recipes);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(NonFiniteAsNull), typeof(CamelCase<Verdict>)]
)]
[JsonSerializable(typeof(ScoreboardDocument))]
internal sealed partial class ScoreboardJsonContext : JsonSerializerContext;
