using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Doctor.Json;
using Relumine.Doctor.Proofs.Properties;
using Relumine.Geometry.Verdicts;

namespace Relumine.Cli.Texts;

/// <summary>What <c>verify --json</c> writes.</summary>
/// <param name="Schema">Always <c>relumine.property/1</c>.</param>
/// <param name="Model">The network.</param>
/// <param name="Property">The file that says what must not happen.</param>
/// <param name="Inputs">The elements of one sample.</param>
/// <param name="Verdict"><c>proven</c>, <c>refuted</c> or <c>open</c>.</param>
/// <param name="Cases">What became of each case, in the order of the file.</param>
/// <param name="Witness">The input that breaks the property; null if none is known.</param>
/// <param name="Output">The network's output for it.</param>
/// <param name="WitnessCase">The case that it shows, counted from 0.</param>
/// <param name="Parts">How many parts of boxes splitting looked at.</param>
/// <param name="Seconds">The time of the search.</param>
/// <param name="EndedByBudget">Whether the budget ended it.</param>
internal sealed record VerifyDocument(
    string Schema,
    string Model,
    string Property,
    int Inputs,
    string Verdict,
    IReadOnlyList<string> Cases,
    IReadOnlyList<double>? Witness,
    IReadOnlyList<double>? Output,
    int? WitnessCase,
    long Parts,
    double Seconds,
    bool EndedByBudget)
{
    /// <summary>The document as JSON, with a line end after it.</summary>
    public static string Write(string model, OutputProperty property, PropertyAnswer answer)
    {
        var document = new VerifyDocument(
            "relumine.property/1", model, property.Name, property.Inputs, Word(answer.Verdict), [.. answer.Cases.Select(Word)],
            answer.Witness?.Input, answer.Witness?.Output, answer.Witness?.Case, answer.Boxes, answer.Seconds, answer.EndedByBudget);
        return JsonSerializer.Serialize(document, VerifyDocumentContext.Default.VerifyDocument) + "\n";
    }

    private static string Word(ProofVerdict verdict) => verdict switch
    {
        ProofVerdict.Proven => "proven",
        ProofVerdict.Refuted => "refuted",
        _ => "open",
    };
}

/// <summary>The serialiser, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", Converters = [typeof(NonFiniteAsNull)])]
[JsonSerializable(typeof(VerifyDocument))]
internal sealed partial class VerifyDocumentContext : JsonSerializerContext;
