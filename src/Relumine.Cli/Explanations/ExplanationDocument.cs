using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Reports.Pages;

namespace Relumine.Cli.Explanations;

/// <summary>What <c>explain --json</c> writes about findings, causes and topics; activations have <see cref="ExplainDocument"/>.</summary>
/// <param name="Schema">The name and version of the document's form.</param>
/// <param name="Asked">The words, as they were understood.</param>
/// <param name="Explanations">All that they name.</param>
internal sealed record ExplanationDocument(string Schema, string Asked, IReadOnlyList<Explanation> Explanations)
{
    /// <summary>The document as JSON, with a line end after it.</summary>
    public static string Write(Words words, IReadOnlyList<Explanation> explanations) =>
        JsonSerializer.Serialize(
            new ExplanationDocument("relumine.explanation/1", words.Text, explanations),
            ExplanationJsonContext.Default.ExplanationDocument
        ) + "\n";
}

/// <summary>The serialiser, made at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n")]
[JsonSerializable(typeof(ExplanationDocument))]
internal sealed partial class ExplanationJsonContext : JsonSerializerContext;
