using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Cli.Files;
using Relumine.Doctor.Json;
using Relumine.Graph.Errors;

namespace Relumine.Trials.Cases;

/// <summary>What a case is there to show.</summary>
internal enum CaseKind
{
    /// <summary>Something is wrong, and the clean recipe beside it shows what is possible.</summary>
    Sick,

    /// <summary>Nothing is wrong: a critical finding, or a treatment that does not help, is a false alarm.</summary>
    Healthy,

    /// <summary>The features tell nothing about the targets: no cure can be real.</summary>
    Noise,

    /// <summary>There is no right cause on record, and no clean recipe; a cure is held against the untreated run.</summary>
    Open,
}

/// <summary>What is right about a case. Its properties have setters because what reads JSON would otherwise set all of them, to null.</summary>
internal sealed record CaseExpectation
{
    /// <summary>What it is there to show.</summary>
    public CaseKind Kind { get; set; }

    /// <summary>The causes that are right; <c>unknown</c> among them where honesty is right.</summary>
    public IReadOnlyList<string> Causes { get; set; } = [];

    /// <summary>Findings of which at least one is to be raised.</summary>
    public IReadOnlyList<string> Findings { get; set; } = [];

    /// <summary>The case whose clean recipe is this one's too; null for its own.</summary>
    public string? CleanOf { get; set; }

    /// <summary>What its checkup may cost; null for what was asked for.</summary>
    public double? Budget { get; set; }

    /// <summary>Whether the recipe's own seed is the only one: other seeds are other cases.</summary>
    public bool OwnSeed { get; set; }

    /// <summary>Whether the case is there to compare the cost that is told with the time that was measured.</summary>
    public bool Cost { get; set; }

    /// <summary>Words of an error that names the fault before a step is made, which is as right as finding it; null for none.</summary>
    public string? Refusal { get; set; }

    /// <summary>Whether the recipe is wrong in itself, so that a clear error is the answer.</summary>
    public bool Refused { get; set; }
}

/// <summary>What is right about the cases of a folder, by the names of their recipes without ending.</summary>
/// <param name="Schema">The form.</param>
/// <param name="Cases">What is right.</param>
internal sealed record CaseExpectations(string Schema, IReadOnlyDictionary<string, CaseExpectation> Cases)
{
    public const string CurrentSchema = "relumine.cases/1";

    /// <summary>Reads a file.</summary>
    /// <exception cref="RelumineException">It is missing, broken or wrong.</exception>
    public static CaseExpectations Read(string path)
    {
        try
        {
            var document = JsonSerializer.Deserialize(TextFile.Read(path), CaseExpectationsJsonContext.Default.CaseExpectations);
            return document is { Schema: CurrentSchema, Cases: not null } && document.Cases.Values.All(c => c is not null)
                ? document
                : throw new RelumineException(
                    ErrorKind.InvalidRequest, $"{path}: expected {{ \"schema\": \"{CurrentSchema}\", \"cases\": {{ … }} }} with an object for each case.");
        }
        catch (JsonException e)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, $"{path}: these are no expectations: {e.Message}", e);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = [typeof(CamelCase<CaseKind>)])]
[JsonSerializable(typeof(CaseExpectations))]
internal sealed partial class CaseExpectationsJsonContext : JsonSerializerContext;
