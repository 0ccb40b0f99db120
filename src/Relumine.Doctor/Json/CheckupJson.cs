using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Relumine.Doctor.Checkups;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Json;

/// <summary>Writes and reads the document <see cref="CheckupResult.CurrentSchema"/>.</summary>
public static class CheckupJson
{
    private static readonly CheckupJsonContext s_context = new(new JsonSerializerOptions(CheckupJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>The document as indented JSON with a line end after it; numbers that are not finite are null.</summary>
    public static string Write(CheckupResult result) => JsonSerializer.Serialize(result, s_context.CheckupResult) + "\n";

    /// <summary>Reads a document, e.g. as a baseline.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">Where it came from, for messages.</param>
    /// <exception cref="RelumineException">It is not JSON, not a checkup, or a checkup of another version (<see cref="ErrorKind.BrokenFile"/>).</exception>
    public static CheckupResult Read(string json, string name)
    {
        CheckupResult? result;
        try
        {
            result = JsonSerializer.Deserialize(json, s_context.CheckupResult);
        }
        catch (JsonException e)
        {
            throw Broken($"'{name}' is not the JSON of a checkup: {AuditJson.Reason(e)}", e);
        }

        return result switch
        {
            null => throw Broken($"'{name}' holds null instead of a checkup."),
            { Schema: not CheckupResult.CurrentSchema } => throw Broken(
                $"'{name}' has the schema '{result.Schema}', but '{CheckupResult.CurrentSchema}' is needed. "
                    + FormerName.Advice(
                        result.Schema,
                        CheckupResult.CurrentSchema,
                        "write the new one into the file, or make the checkup again and write it anew"
                    )
            ),
            { Untreated: null or { Layers: null } } or { Findings: null } => throw Broken($"'{name}' lacks a part of a checkup."),
            _ => result,
        };
    }

    /// <summary>A verdict as documents say it, e.g. <c>not-cured</c>.</summary>
    public static string Word(Verdict verdict) => JsonSerializer.Serialize(verdict, s_context.Verdict).Trim('"');

    private static RelumineException Broken(string what, Exception? e = null) => new(ErrorKind.BrokenFile, what + " Give the JSON that a checkup wrote.", e);
}
