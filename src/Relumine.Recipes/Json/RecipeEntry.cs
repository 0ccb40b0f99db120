using System.Globalization;
using System.Text.Json;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Recipes.Json;

/// <summary>A value somewhere in a recipe, with its place for messages.</summary>
/// <param name="Value">The JSON.</param>
/// <param name="Path">Where it stands, e.g. <c>$.model[2].dense</c>.</param>
/// <param name="Source">The file, or what stands for it in messages.</param>
internal readonly record struct RecipeEntry(JsonElement Value, string Path, string Source)
{
    private const int MostListed = 20;
    private const int MostQuoted = 60;

    /// <summary>The error that this value is wrong; <paramref name="what"/> goes on after the path.</summary>
    public RelumineException Fail(string what) => new(ErrorKind.InvalidRequest, $"{Source}: {DataError.Printable(Path)} {what}");

    /// <summary>The error that this value is not what was expected.</summary>
    public RelumineException Expected(string what) => Fail($"must be {what}, but is {Quoted}.");

    /// <summary>A finite number.</summary>
    public double Number(double least = double.MinValue, double most = double.MaxValue)
    {
        if (Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) && double.IsFinite(number) && number >= least && number <= most)
        {
            return number;
        }

        throw Expected((least, most) switch
        {
            (double.MinValue, double.MaxValue) => "a finite number",
            (double.Epsilon, double.MaxValue) => "a finite number greater than 0",
            (_, double.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"a finite number of at least {least}"),
            (double.Epsilon, _) => string.Create(CultureInfo.InvariantCulture, $"a number greater than 0 and at most {most}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"),
        });
    }

    /// <summary>A number that a float can hold.</summary>
    public double Single() => Number(-float.MaxValue, float.MaxValue);

    /// <summary>A whole number.</summary>
    public int Integer(int least, int most = int.MaxValue) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw Expected(
                most == int.MaxValue
                    ? string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {least}")
                    : string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}")
            );

    /// <summary>A seed.</summary>
    public ulong Seed() =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetUInt64(out var seed) ? seed : throw Expected("a whole number of at least 0");

    /// <summary>true or false.</summary>
    public bool Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Expected("true or false"),
    };

    /// <summary>Text that is not empty.</summary>
    public string Text()
    {
        try
        {
            return Value.ValueKind == JsonValueKind.String && Value.GetString() is { Length: > 0 } text ? text : throw Expected("a text that is not empty");
        }
        catch (InvalidOperationException)
        {
            // An escape such as \uD800 is JSON, but no text.
            throw Expected("a text of whole characters");
        }
    }

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<RecipeEntry> Items(string of)
    {
        if (Value.ValueKind != JsonValueKind.Array)
        {
            throw Expected($"a list of {of}");
        }

        var entry = this;
        return [.. Value.EnumerateArray().Select((v, i) => entry with { Value = v, Path = string.Create(CultureInfo.InvariantCulture, $"{entry.Path}[{i}]") })];
    }

    /// <summary>The value of a key of this object.</summary>
    public RecipeEntry Of(string key, JsonElement value) => this with { Value = value, Path = $"{Path}.{key}" };

    /// <summary>The error for a name that is not among those allowed.</summary>
    public RelumineException Unknown(string kind, string given, IEnumerable<string> allowed)
    {
        var names = allowed.Distinct(StringComparer.Ordinal).ToList();
        var question = OtherNames.Here(kind, given, names) is { } here ? $" Here it is written {here}." : Nearest.Question(Shortened(given), names);

        // Whoever is shown the near ones need not read fifty.
        var list = names.Count > MostListed && question.Length > 0 ? $"{names.Count} names; docs/recipes.md lists them" : Listed(names);
        return Fail($"names no {kind}: '{DataError.Printable(Shortened(given))}' is not known.{question} Allowed are {list}.");
    }

    /// <summary>Names one after another, the first of them where they are many.</summary>
    public static string Listed(IReadOnlyList<string> names) => names.Count <= MostListed ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostListed))} and {names.Count - MostListed} more; docs/recipes.md lists them";

    public static string Shortened(string text) => text.Length <= MostQuoted ? text : text[..MostQuoted] + "…";

    private string Quoted => Value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Undefined => "missing",
        _ => DataError.Printable(Shortened(Value.GetRawText())),
    };
}
