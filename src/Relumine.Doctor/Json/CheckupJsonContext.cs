using System.Text.Json.Serialization;
using Relumine.Doctor.Checkups;
using Relumine.Doctor.Findings;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;

namespace Relumine.Doctor.Json;

/// <summary>The serialisers of checkup documents, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [
        typeof(NonFiniteAsNull),
        typeof(OneLineOfInt32),
        typeof(OneLineOfInt64),
        typeof(CamelCase<Severity>),
        typeof(CamelCase<LayerKind>),
        typeof(CamelCase<Verdict>),
        typeof(CamelCase<JudgedBy>),
        typeof(CamelCase<Better>),
        typeof(CamelCase<SmallBatchLearning>),
    ]
)]
[JsonSerializable(typeof(CheckupResult))]
internal sealed partial class CheckupJsonContext : JsonSerializerContext;
