using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs.Training;
using Relumine.Engine.Training.Examining;

namespace Relumine.Doctor.Json;

/// <summary>Writes the document <see cref="TrainingResult.CurrentSchema"/>, and the lines of a log; reads both.</summary>
public static class TrainingJson
{
    private static readonly TrainingJsonContext s_pages = With(indented: true);
    private static readonly TrainingJsonContext s_lines = With(indented: false);

    /// <summary>The document as indented JSON with a line end after it; numbers that are not finite are null.</summary>
    public static string Write(TrainingResult result) => JsonSerializer.Serialize(result, s_pages.TrainingResult) + "\n";

    /// <summary>Several documents in one array.</summary>
    public static string Write(IReadOnlyList<TrainingResult> results) => JsonSerializer.Serialize(results, s_pages.IReadOnlyListTrainingResult) + "\n";

    /// <summary>One epoch as one line, with the line end.</summary>
    public static string WriteLine(EpochRecord record) => JsonSerializer.Serialize(record, s_lines.EpochRecord) + "\n";

    /// <summary>Reads a document; null if it is the JSON word null.</summary>
    /// <exception cref="JsonException">It is not such a document.</exception>
    public static TrainingResult? Read(string json) => JsonSerializer.Deserialize(json, s_pages.TrainingResult);

    /// <summary>Reads a line of a log; null if it is the JSON word null.</summary>
    /// <exception cref="JsonException">It is not such a line.</exception>
    internal static EpochRecord? ReadLine(string line) => JsonSerializer.Deserialize(line, s_lines.EpochRecord);

    private static TrainingJsonContext With(bool indented) => new(new JsonSerializerOptions(TrainingJsonContext.Default.Options)
    {
        WriteIndented = indented,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });
}

/// <summary>The serialisers of training documents, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NewLine = "\n",
    Converters = [typeof(NonFiniteAsNull), typeof(CamelCase<Severity>)]
)]
[JsonSerializable(typeof(TrainingResult))]
[JsonSerializable(typeof(IReadOnlyList<TrainingResult>))]
[JsonSerializable(typeof(EpochRecord))]
internal sealed partial class TrainingJsonContext : JsonSerializerContext;
