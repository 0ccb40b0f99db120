using System.Text.Json.Serialization;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;

namespace Relumine.Doctor.Json;

/// <summary>The serialisers of audit documents, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    Converters = [typeof(NonFiniteAsNull), typeof(OneLineOfInt32), typeof(OneLineOfInt64), typeof(CamelCase<Severity>), typeof(CamelCase<LayerKind>)])]
[JsonSerializable(typeof(AuditResult))]
internal sealed partial class AuditJsonContext : JsonSerializerContext;
