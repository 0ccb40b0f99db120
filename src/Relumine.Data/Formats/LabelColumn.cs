using System.Globalization;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Formats;

/// <summary>Which column of a CSV file holds labels: <c>last</c>, <c>first</c>, <c>none</c>, a name of the header, or a number counted from 1.</summary>
public sealed record LabelColumn
{
    private readonly string _text;

    private LabelColumn(string text) => _text = text;

    /// <summary>All columns are features.</summary>
    public static LabelColumn None { get; } = new("none");

    /// <summary>The first column.</summary>
    public static LabelColumn First { get; } = new("first");

    /// <summary>The last column.</summary>
    public static LabelColumn Last { get; } = new("last");

    /// <summary>Understands one of these words.</summary>
    public static LabelColumn Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(text);
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>The index of the column, or −1 for none.</summary>
    /// <exception cref="RelumineException">There is no such column.</exception>
    internal int Resolve(string origin, int columns, IReadOnlyList<string> names)
    {
        var named = names.ToList().IndexOf(_text);
        if (named >= 0)
        {
            return named;
        }

        return _text switch
        {
            "none" => -1,
            "first" => 0,
            "last" => columns - 1,
            _ when int.TryParse(_text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= columns => number - 1,
            _ => throw DataError.Usage(
                $"{DataOptions.LabelSetting(_text)}: {origin} has no such column.{Nearest.Question(_text, names)} Give last, first, none, "
                + $"a number from 1 to {columns}{Named(names)}."),
        };
    }

    private static string Named(IReadOnlyList<string> names) =>
        names.All(n => n.Length == 0) ? "; the file has no header" : $", or one of: {string.Join(", ", names.Take(20))}";
}
