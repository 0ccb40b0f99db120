using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Relumine.Live.Events;

/// <summary>Writes the JSON of events: numbers short, those that are not finite as null.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.Default };

    /// <summary>An object.</summary>
    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>A number with six significant digits, enough for any picture.</summary>
    public static void Short(this Utf8JsonWriter json, double value)
    {
        if (!double.IsFinite(value))
        {
            json.WriteNullValue();
        }
        else if (value == Math.Truncate(value) && Math.Abs(value) < 1e15)
        {
            json.WriteNumberValue((long)value);
        }
        else
        {
            Span<byte> text = stackalloc byte[32];
            value.TryFormat(text, out var length, "G6", System.Globalization.CultureInfo.InvariantCulture);
            json.WriteRawValue(text[..length], skipInputValidation: true);
        }
    }

    /// <summary>A member with such a number.</summary>
    public static void Short(this Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        json.Short(value ?? double.NaN);
    }

    /// <summary>A member with a list of such numbers.</summary>
    public static void Short(this Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.Short(value);
        }

        json.WriteEndArray();
    }

    /// <summary>A member with a list of objects.</summary>
    public static void List<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> members)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            members(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
