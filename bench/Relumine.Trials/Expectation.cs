using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Cli.Files;
using Relumine.Graph.Errors;

namespace Relumine.Trials;

/// <summary>What is known of a recipe of a suite. Its properties have setters because what reads JSON would otherwise set all of them, to null.</summary>
internal sealed record Expectation
{
    /// <summary>A short name, beside that of the file; null for none.</summary>
    public string? Code { get; set; }

    /// <summary>What is written about the untreated run.</summary>
    public string Written { get; set; } = "";

    /// <summary>Bands, a low and a high end each, in which the measures of an untreated run lie; any of the alternatives.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, double[]>> Band { get; set; } = [];

    /// <summary>Whether there is nothing to treat.</summary>
    public bool Healthy { get; set; }

    /// <summary>Whether warnings are in order although it is healthy.</summary>
    public bool Warnings { get; set; }

    /// <summary>The causes that are right.</summary>
    public IReadOnlyList<string> Causes { get; set; } = [];

    /// <summary>Findings of which at least one is to be raised.</summary>
    public IReadOnlyList<string> Findings { get; set; } = [];

    /// <summary>The bands of the clean recipe's run.</summary>
    public IReadOnlyDictionary<string, double[]> Clean { get; set; } = new Dictionary<string, double[]>();

    /// <summary>Whether measures lie within one of the alternatives.</summary>
    public bool Holds(IReadOnlyDictionary<string, double> measures) => Band.Count == 0 || Band.Any(b => Within(b, measures));

    /// <summary>Whether measures lie within all bands.</summary>
    public static bool Within(IReadOnlyDictionary<string, double[]> bands, IReadOnlyDictionary<string, double> measures) =>
        bands.All(b => measures.TryGetValue(b.Key, out var value) && value >= b.Value[0] && value <= b.Value[1]);
}

/// <summary>The file <c>suite.json</c> of a folder of recipes.</summary>
/// <param name="Schema">Its form.</param>
/// <param name="Patients">What is known, by the recipes' names without ending.</param>
internal sealed record SuiteDocument(string Schema, IReadOnlyDictionary<string, Expectation> Patients)
{
    public const string CurrentSchema = "relumine.suite/1";

    /// <summary>Reads the file.</summary>
    /// <exception cref="RelumineException">It is missing, broken or wrong.</exception>
    public static SuiteDocument Read(string path)
    {
        try
        {
            var document = JsonSerializer.Deserialize(TextFile.Read(path), SuiteJsonContext.Default.SuiteDocument);
            return document is { Schema: CurrentSchema, Patients: not null } && document.Patients.All(p => p.Value is not null && IsSound(p.Value))
                ? document
                : throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    $"{path}: expected {{ \"schema\": \"{CurrentSchema}\", \"patients\": {{ … }} }} in which every band is a low and a high number."
                );
        }
        catch (JsonException e)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, $"{path}: this is no suite: {e.Message}", e);
        }
    }

    private static bool IsSound(Expectation e) => e.Band.Append(e.Clean).All(b => b.All(p => p.Value is [var low, var high] && low <= high));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SuiteDocument))]
internal sealed partial class SuiteJsonContext : JsonSerializerContext;
