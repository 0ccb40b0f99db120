using System.Text.Json;
using System.Text.Json.Serialization;

namespace Relumine.Doctor.Json;

/// <summary>Names of an enumeration in lower case: <c>warning</c>, <c>dense</c>. Numbers are not accepted.</summary>
internal sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) where T : struct, Enum;
