using System.Text.Json.Serialization;
using Relumine.Doctor.Json;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;

namespace Relumine.Doctor.Checkups.State;

/// <summary>The serialisers of what a checkup remembers, made at compile time. Nothing is lost: infinity stays infinity.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(CamelCase<LayerKind>)])]
[JsonSerializable(typeof(CheckupState))]
internal sealed partial class CheckupStateJson : JsonSerializerContext;
