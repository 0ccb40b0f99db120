using System.Text.Json.Serialization;
using Relumine.Doctor.Trimming;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;

namespace Relumine.Doctor.Json;

/// <summary>The serialisers of trim documents, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(NonFiniteAsNull), typeof(OneLineOfInt32), typeof(CamelCase<TrimPromise>), typeof(CamelCase<LayerKind>)])]
[JsonSerializable(typeof(TrimResult))]
internal sealed partial class TrimJsonContext : JsonSerializerContext;
