using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Doctor.Json;

namespace Relumine.Cli.Conformance;

/// <summary>What <c>conformance --json</c> writes.</summary>
internal sealed record ConformanceDocument(string Schema, string Folder, int Passed, int Failed, int Refused, IReadOnlyList<ConformanceEntry> Tests)
{
    /// <summary>The document as JSON, with a line end after it.</summary>
    public static string Write(string folder, IReadOnlyList<ConformanceResult> results)
    {
        int Count(Verdict verdict) => results.Count(r => r.Verdict == verdict);
        var document = new ConformanceDocument(
            "relumine.conformance/1", folder, Count(Verdict.Passed), Count(Verdict.Failed), Count(Verdict.Refused),
            [.. results.Select(r => new ConformanceEntry(r.Name, r.Verdict, r.Reason.Length > 0 ? r.Reason : null))]);
        return JsonSerializer.Serialize(document, ConformanceJsonContext.Default.ConformanceDocument) + "\n";
    }
}

/// <summary>One test in the document.</summary>
internal sealed record ConformanceEntry(string Name, [property: JsonConverter(typeof(CamelCase<Verdict>))] Verdict Verdict, string? Reason);

[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ConformanceDocument))]
internal sealed partial class ConformanceJsonContext : JsonSerializerContext;
