using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Json;

namespace Relumine.Trials.Cases;

/// <summary>A scoreboard of cases as JSON, a case in a line, so that two of them can be compared line by line.</summary>
internal static class BoardJson
{
    private static readonly BoardJsonContext s_json =
        new(new JsonSerializerOptions(BoardJsonContext.Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });

    /// <summary>The document.</summary>
    public static string Of(string schema, BoardFigures figures, IReadOnlyList<CaseRow> rows)
    {
        var lines = rows.Select(r => JsonSerializer.Serialize(
            new CaseScoreboardRow(
                r.Name, r.Expected.Kind, r.Expected.Causes, r.Outcomes.Count(o => o.Found), r.Outcomes.Count(o => o.CauseRight),
                r.Outcomes.Count(o => o.Curable && o.CureReal), r.Outcomes.Count(o => o.FalseCure), r.Outcomes.Count(o => o.FalseAlarm),
                [.. r.Outcomes.Select(o => o.Result)]),
            s_json.CaseScoreboardRow));
        var counts = figures.Figures.Select(f => JsonSerializer.Serialize(f, s_json.BoardFigure));
        return $"{{\n\"schema\": \"{schema}\",\n\"figures\": [\n{string.Join(",\n", counts)}\n],\n\"cases\": [\n{string.Join(",\n", lines)}\n]\n}}\n";
    }
}

/// <summary>A case of the document.</summary>
internal sealed record CaseScoreboardRow(
    string Case, CaseKind Kind, IReadOnlyList<string> RightCauses, int Found, int CauseRight, int CureReal, int FalseCures, int FalseAlarms,
    IReadOnlyList<CaseResult> Seeds);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(NonFiniteAsNull), typeof(CamelCase<Verdict>), typeof(CamelCase<CaseKind>)])]
[JsonSerializable(typeof(CaseScoreboardRow))]
[JsonSerializable(typeof(BoardFigure))]
internal sealed partial class BoardJsonContext : JsonSerializerContext;
