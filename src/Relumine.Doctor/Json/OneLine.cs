using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Relumine.Doctor.Json;

/// <summary>A list of whole numbers on one line: a layer's firing counts would else take a line for each unit.</summary>
internal abstract class OneLine<T> : JsonConverter<IReadOnlyList<T>> where T : struct, IBinaryInteger<T>
{
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("An array of whole numbers was expected.");
        }

        var numbers = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || long.CreateSaturating(T.CreateSaturating(number)) != number)
            {
                throw new JsonException("A whole number that is not larger than a count can be was expected.");
            }

            numbers.Add(T.CreateTruncating(number));
        }

        return numbers;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) =>
        writer.WriteRawValue("[" + string.Join(", ", value.Select(v => v.ToString(null, CultureInfo.InvariantCulture))) + "]", skipInputValidation: true);
}

/// <summary>Lists of 32-bit numbers on one line.</summary>
internal sealed class OneLineOfInt32 : OneLine<int>;

/// <summary>Lists of 64-bit numbers on one line.</summary>
internal sealed class OneLineOfInt64 : OneLine<long>;
