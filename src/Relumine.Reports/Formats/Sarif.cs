using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Relumine.Doctor.Findings;

namespace Relumine.Reports.Formats;

/// <summary>
/// Findings as SARIF 2.1.0 (OASIS Static Analysis Results Interchange Format), which code hosts show beside the files:
/// a rule for each kind of finding, a result for each layer and rule.
/// </summary>
public static class Sarif
{
    /// <summary>Writes a log of one run.</summary>
    public static string Write(Examined examined)
    {
        ArgumentNullException.ThrowIfNull(examined);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json, examined);
            json.WriteStartArray("results");
            foreach (var finding in examined.Findings)
            {
                Result(json, examined, finding);
            }

            json.WriteEndArray();
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartObject("properties");
            foreach (var (name, value) in examined.About)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Critical => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    private static void Tool(Utf8JsonWriter json, Examined examined)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "Relumine");
        json.WriteString("fullName", $"Relumine {examined.Version}");
        json.WriteString("version", examined.Version);
        json.WriteStartArray("rules");
        foreach (var rule in FindingCatalogue.All)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);

            // A name that says no more than the identifier is to be left out (3.49.7 of the standard).
            if (!string.Equals(rule.Id, rule.GetType().Name, StringComparison.OrdinalIgnoreCase))
            {
                json.WriteString("name", rule.GetType().Name);
            }

            Text(json, "shortDescription", rule.Title);
            Text(json, "fullDescription", rule.Why);
            json.WriteStartObject("help");
            json.WriteString("text", Help(rule, "", ""));
            json.WriteString("markdown", Help(rule, "\n\n**", "**"));
            json.WriteEndObject();
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", "warning");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Help(IFinding rule, string before, string after) =>
        rule.Rule
            + (rule.Cures.Count > 0 ? $"{(before.Length == 0 ? " " : before)}What may help:{after} {string.Join(", ", rule.Cures)}." : "")
            + (rule.Causes.Count > 0 ? $"{(before.Length == 0 ? " " : before)}What may have caused it:{after} {string.Join(", ", rule.Causes)}." : "");

    private static void Result(Utf8JsonWriter json, Examined examined, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Id);
        json.WriteNumber("ruleIndex", FindingCatalogue.All.ToList().FindIndex(r => r.Id == finding.Id));
        json.WriteString("level", Level(finding.Severity));
        Text(json, "message", finding.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", examined.Uri);
        json.WriteEndObject();

        // A model has no lines; code hosts show a result only where there is one.
        json.WriteStartObject("region");
        json.WriteNumber("startLine", 1);
        json.WriteEndObject();
        json.WriteEndObject();
        if (finding.Layer is { } layer)
        {
            json.WriteStartArray("logicalLocations");
            json.WriteStartObject();
            json.WriteString("name", layer);
            json.WriteString("kind", "member");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("layerAndRule/v1", Fingerprint(finding));
        json.WriteEndObject();
        json.WriteString("baselineState", examined.Known.Contains(finding) ? "unchanged" : "new");
        Properties(json, finding);
        json.WriteEndObject();
    }

    private static void Properties(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject("properties");
        if (finding.Units is { } units)
        {
            json.WriteNumber("units", units);
        }

        foreach (var (name, value) in finding.Evidence.Where(e => double.IsFinite(e.Value) && e.Key != "units"))
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
    }

    // The numbers change from run to run; the layer and the rule tell that it is the same finding.
    private static string Fingerprint(Finding finding) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{finding.Id}\n{finding.Layer}")))[..16];

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
