using System.Text.Json;
using System.Text.Json.Serialization;
using Relumine.Data.Tables.Dates;

namespace Relumine.Data.Tables;

/// <summary>Enumerations in camel case; their numbers are not accepted.</summary>
internal sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>The serialiser, made at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, NewLine = "\n", DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCase<ColumnKind>), typeof(CamelCase<ColumnRole>), typeof(CamelCase<DateOrder>), typeof(CamelCase<DatePart>)])]
[JsonSerializable(typeof(TablePlan))]
internal sealed partial class TableJsonContext : JsonSerializerContext;
