using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Relumine.Doctor.Audits;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Json;

/// <summary>Writes and reads the document <see cref="AuditResult.CurrentSchema"/>.</summary>
public static class AuditJson
{
    // Letters of all languages stay readable; what could end a script or an attribute is still escaped.
    private static readonly AuditJsonContext s_context = new(new JsonSerializerOptions(AuditJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    /// <summary>The document as indented JSON with a line end after it; numbers that are not finite are null.</summary>
    public static string Write(AuditResult result) => JsonSerializer.Serialize(result, s_context.AuditResult) + "\n";

    /// <summary>Reads a document, e.g. as a baseline.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">Where it came from, for messages.</param>
    /// <exception cref="RelumineException">It is not JSON, not an audit, or an audit of another version (<see cref="ErrorKind.BrokenFile"/>).</exception>
    public static AuditResult Read(string json, string name)
    {
        AuditResult? result;
        try
        {
            result = JsonSerializer.Deserialize(json, s_context.AuditResult);
        }
        catch (JsonException e)
        {
            throw new RelumineException(
                ErrorKind.BrokenFile,
                FormattableString.Invariant($"'{name}' is not the JSON of an audit: {Reason(e)} Give the JSON that an audit wrote."),
                e);
        }

        return result switch
        {
            null => throw new RelumineException(ErrorKind.BrokenFile, $"'{name}' holds null instead of an audit. Give the JSON that an audit wrote."),
            { Schema: not AuditResult.CurrentSchema } => throw new RelumineException(
                ErrorKind.BrokenFile,
                $"'{name}' has the schema '{result.Schema}', but '{AuditResult.CurrentSchema}' is needed. "
                    + (
                        FormerName.Advice(
                            result.Schema,
                            AuditResult.CurrentSchema,
                            "write the new one into the file, or make the audit again and write it anew"
                        )
                            is { Length: > 0 } advice
                            ? advice
                            : "Give the JSON that an audit of this version wrote."
                    )
            ),
            { Layers: null } or { Findings: null } or { Totals: null } or { Data: null } or { Model: null } => throw new RelumineException(
                ErrorKind.BrokenFile, $"'{name}' lacks a part of an audit. Give the JSON that an audit wrote."),
            _ => result,
        };
    }

    internal static string Reason(JsonException e) =>
        e.LineNumber is { } line ? FormattableString.Invariant($"line {line + 1}, at '{e.Path}': {e.Message.Split(" Path:")[0]}") : e.Message;
}
