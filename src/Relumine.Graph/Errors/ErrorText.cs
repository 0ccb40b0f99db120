using System.Globalization;
using System.Runtime.CompilerServices;

namespace Relumine.Graph.Errors;

/// <summary>
/// The text of an error, in which every <see cref="Setting"/> keeps its place until somebody says what it is called. An
/// interpolated string becomes one where one is expected; a text may stand inside another.
/// </summary>
[InterpolatedStringHandler]
public sealed class ErrorText
{
    // Strings and settings, in order.
    private readonly List<object> _parts;

    /// <summary>Begins an empty text; the compiler calls it.</summary>
    /// <param name="literalLength">The characters between the holes.</param>
    /// <param name="formattedCount">The holes.</param>
    public ErrorText(int literalLength, int formattedCount) => _parts = new((2 * formattedCount) + Math.Min(1, literalLength));

    /// <summary>The settings that it names, in order.</summary>
    public IReadOnlyList<Setting> Settings => [.. _parts.OfType<Setting>()];

    /// <summary>Adds what stands between holes.</summary>
    public void AppendLiteral(string value) => _parts.Add(value);

    /// <summary>Adds a setting, whose name stays open.</summary>
    public void AppendFormatted(Setting value) => _parts.Add(value);

    /// <summary>Adds another text, whose settings stay open.</summary>
    public void AppendFormatted(ErrorText value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _parts.AddRange(value._parts);
    }

    /// <summary>Adds anything else, the same everywhere.</summary>
    public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

    /// <summary>Adds anything else in a format.</summary>
    public void AppendFormatted<T>(T value, string? format) =>
        _parts.Add((value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()) ?? "");

    /// <summary>The text, with every setting called as <paramref name="name"/> says.</summary>
    public string Worded(Func<Setting, string> name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return string.Concat(_parts.Select(p => p is Setting setting ? name(setting) : (string)p));
    }

    /// <summary>The text, with every setting called as in C#.</summary>
    public override string ToString() => Worded(s => s.ToString());
}
