using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators;

namespace Relumine.Recipes.Sweeps;

/// <summary>One direction of a <see cref="Sweep"/>: a field of a recipe and the values that it takes.</summary>
/// <param name="Field">Its path, e.g. <c>optimizer.sgd.lr</c>; or <c>lr</c>, <c>activation</c>, <c>width</c>, <c>depth</c>.</param>
/// <param name="Values">The values as JSON, in order.</param>
/// <param name="IsRange">Whether they are the numbers of a range.</param>
/// <param name="IsLogarithmic">Whether a range goes by equal factors.</param>
public sealed record SweepAxis(string Field, ValueArray<string> Values, bool IsRange, bool IsLogarithmic)
{
    private const int MostValues = 4096;

    /// <summary>Understands <c>FIELD=LOW..HIGH</c>, with <c>:COUNT</c> and <c>:linear</c> behind it if one likes, or <c>FIELD=VALUE,VALUE,…</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="points">How many values a range has that does not say.</param>
    /// <remarks>
    /// A range whose ends are positive and a factor of 10 or more apart goes by equal factors. Ends without point and exponent give whole numbers.
    /// </remarks>
    /// <exception cref="RelumineException">It cannot be understood (<see cref="ErrorKind.InvalidRequest"/>).</exception>
    public static SweepAxis Parse(string text, int points = 32)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || equals == text.Length - 1)
        {
            throw Fail(text, "there must be a field, an equals sign and values");
        }

        var (field, given) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
        var dots = given.IndexOf("..", StringComparison.Ordinal);
        return dots > 0 ? Range(text, field, given, dots, points) : new SweepAxis(field, List(text, given), false, false);
    }

    /// <summary>The number of a range's value.</summary>
    public double Number(int index) => double.Parse(Values[index], CultureInfo.InvariantCulture);

    /// <summary>A value as JSON.</summary>
    internal JsonNode Node(int index) => JsonNode.Parse(Values[index])!;

    /// <summary>A value as people read it: without the quotes of a word.</summary>
    public string Word(int index) => Values[index].Trim('"');

    private static SweepAxis Range(string text, string field, string given, int dots, int points)
    {
        var parts = given[(dots + 2)..].Split(':');
        var (low, high) = (given[..dots], parts[0]);
        if (
            !double.TryParse(low, NumberStyles.Float, CultureInfo.InvariantCulture, out var from)
            || !double.TryParse(high, NumberStyles.Float, CultureInfo.InvariantCulture, out var to)
            || !double.IsFinite(from)
            || !double.IsFinite(to)
            || !(from < to)
        )
        {
            throw Fail(text, $"'{low}' and '{high}' must be two numbers, the smaller one first");
        }

        var (count, linear) = (points, false);
        foreach (var part in parts.Skip(1))
        {
            if (part == "linear")
            {
                linear = true;
            }
            else if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 2 or > MostValues)
            {
                throw Fail(text, $"behind a colon stands how many values there are, 2 to {MostValues}, or 'linear', not '{part}'");
            }
        }

        var isLogarithmic = !linear && from > 0 && to / from >= 10;
        var areWhole = (low + high).All(c => char.IsAsciiDigit(c) || c is '-' or '+');
        var values = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var share = (double)i / (count - 1);
            var value = i == 0 ? from : i == count - 1 ? to : isLogarithmic ? from * Math.Pow(to / from, share) : from + (to - from) * share;

            // Five digits are told apart on no axis, and are read and typed.
            value = areWhole ? Math.Round(value) : double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            var word = JsonValue.Create(value).ToJsonString();
            if (values.Count == 0 || values[^1] != word)
            {
                values.Add(word);
            }
        }

        return new SweepAxis(field, values.ToArray(), true, isLogarithmic);
    }

    private static ValueArray<string> List(string text, string given)
    {
        string[] words = [.. given.Split(',').Select(w => w.Trim())];
        if (words.Length > MostValues || words.Any(w => w.Length == 0))
        {
            throw Fail(text, $"there must be 1 to {MostValues} values with commas between them");
        }

        return words.Select(Json).ToArray();
    }

    // What is no JSON is a word.
    private static string Json(string word)
    {
        try
        {
            return JsonNode.Parse(word)?.ToJsonString() ?? JsonValue.Create(word)!.ToJsonString();
        }
        catch (JsonException)
        {
            return JsonValue.Create(word)!.ToJsonString();
        }
    }

    private static RelumineException Fail(string text, string why) =>
        new(
            ErrorKind.InvalidRequest,
            $"'{text}' is no field with values: {why}. Write e.g. lr=1e-4..10, init.weights.normal=0.01..3:64 or activation=relu,tanh."
        );
}
