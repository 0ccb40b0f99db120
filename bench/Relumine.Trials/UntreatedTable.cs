using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Relumine.Doctor.Json;
using Relumine.Doctor.Units;

namespace Relumine.Trials;

/// <summary>Trains every recipe of a suite as it is, and compares with what is written about it.</summary>
internal static class UntreatedTable
{
    private const string Introduction = """
        # Untreated networks

        Every recipe of the suite, trained as it is and not treated, beside what is written about it. A seed is within if its run
        ends in the band of `suite.json`. Written by
        `dotnet run -c Release --project bench/Relumine.Trials -- recipes/clinic --untreated --seeds 5 --output docs/clinic`.


        """;

    private static readonly UntreatedJsonContext s_context =
        new(new JsonSerializerOptions(UntreatedJsonContext.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    /// <summary>Trains a recipe and its clean one with several seeds.</summary>
    public static UntreatedRow Examine(Patient patient, int seeds, int threads, CancellationToken stop)
    {
        var runs = new List<UntreatedSeed>();
        for (var seed = 1UL; seed <= (ulong)seeds; seed++)
        {
            var measures = Measures.Of(patient.Recipe with { Seed = seed }, threads, stop);
            var clean = patient.Clean is { } recipe ? Measures.Of(recipe with { Seed = seed }, threads, stop) : null;
            var shown = Shown(patient.Expected.Band.SelectMany(b => b.Keys), measures);
            runs.Add(new(seed, patient.Expected.Holds(measures), shown, clean is null ? null : Shown(patient.Expected.Clean.Keys, clean)));
        }

        int? cleanWithin = patient.Clean is null ? null : runs.Count(r => Expectation.Within(patient.Expected.Clean, r.Clean!));
        return new(patient.Name, patient.Expected.Healthy, patient.Expected.Written, runs, runs.Count(r => r.Within), cleanWithin);
    }

    /// <summary>The table as Markdown.</summary>
    public static string Markdown(IReadOnlyList<UntreatedRow> rows)
    {
        var text = new StringBuilder(Introduction);
        foreach (var (heading, of) in new[] { ("Sick networks, untreated", rows.Where(r => !r.Healthy)), ("Healthy networks", rows.Where(r => r.Healthy)) })
        {
            text.Append(
                $"## {heading}\n\n| recipe | what is written | measured, least to most | within | clean recipe | within |\n|---|---|---|---|---|---|\n"
            );
            foreach (var row in of)
            {
                text.Append($"| {row.Patient} | {row.Written} | {Ranges(row.Seeds.Select(s => s.Measures))} | {row.Within} of {row.Seeds.Count} ");
                text.Append(row.CleanWithin is { } within ? $"| {Ranges(row.Seeds.Select(s => s.Clean!))} | {within} of {row.Seeds.Count} |\n" : "| | |\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The table as JSON.</summary>
    public static string Json(IReadOnlyList<UntreatedRow> rows) =>
        JsonSerializer.Serialize(new UntreatedDocument("relumine.untreated/1", rows), s_context.UntreatedDocument) + "\n";

    private static Dictionary<string, double> Shown(IEnumerable<string> keys, IReadOnlyDictionary<string, double> measures) =>
        keys.Distinct().Prepend("score").Distinct().ToDictionary(k => k, k => measures.GetValueOrDefault(k, double.NaN));

    private static string Ranges(IEnumerable<IReadOnlyDictionary<string, double>> runs)
    {
        var all = runs.ToArray();
        return string.Join("<br>", all[0].Keys.Select(key =>
        {
            var values = all.Select(r => r[key]).Where(double.IsFinite).Order().ToArray();
            var (least, most) = values.Length == 0 ? ("–", "–") : (Wording.Number(values[0]), Wording.Number(values[^1]));
            return $"{key} {(least == most ? least : $"{least} to {most}")}";
        }));
    }
}

/// <summary>The table as a document.</summary>
internal sealed record UntreatedDocument(string Schema, IReadOnlyList<UntreatedRow> Recipes);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    NewLine = "\n",
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(NonFiniteAsNull)]
)]
[JsonSerializable(typeof(UntreatedDocument))]
internal sealed partial class UntreatedJsonContext : JsonSerializerContext;
