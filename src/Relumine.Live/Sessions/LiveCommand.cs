using System.Text.Json;

namespace Relumine.Live.Sessions;

/// <summary>Something that a page asks for.</summary>
/// <param name="Do">What, e.g. <c>pause</c>.</param>
internal sealed record LiveCommand(string Do)
{
    /// <summary>The largest request that is read.</summary>
    public const int MostBytes = 1 << 16;

    /// <summary>A number that belongs to it: a rate, a pace.</summary>
    public double? Number { get; init; }

    /// <summary>The layer of activations, counted from 0 among those that are watched; null for all.</summary>
    public int? Layer { get; init; }

    /// <summary>The unit; null for all that are dead.</summary>
    public int? Unit { get; init; }

    /// <summary>A text: the name of an activation, or a recipe.</summary>
    public string? Text { get; init; }

    /// <summary>Reads a request.</summary>
    /// <returns>Null for what is no command.</returns>
    public static LiveCommand? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = 2 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            var command = new LiveCommand("");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                command = name switch
                {
                    "do" => command with { Do = reader.GetString() ?? "" },
                    "number" => command with { Number = reader.GetDouble() },
                    "layer" => command with { Layer = reader.GetInt32() },
                    "unit" => command with { Unit = reader.GetInt32() },
                    "text" => command with { Text = reader.GetString() },
                    _ => throw new JsonException(),
                };
            }

            return reader.TokenType == JsonTokenType.EndObject && !reader.Read() && command.Do.Length > 0 ? command : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
