using System.Text.Json.Serialization;

namespace Relucent.Json;

/// <summary>The serialisers of what a checkup remembers, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(NonFiniteAsNull), typeof(CamelCase<LayerKind>)])]
[JsonSerializable(typeof(Dictionary<string, CaseHistory>))]
internal sealed partial class RunLogJsonContext : JsonSerializerContext;
