using System.Globalization;
using System.Runtime.CompilerServices;

namespace Relumine.Testing;

/// <summary>The message of an assertion, whose holes are filled only if the assertion may fail.</summary>
[InterpolatedStringHandler]
internal ref struct FailureMessage
{
    private DefaultInterpolatedStringHandler _text;

    /// <summary>For something that has to be true.</summary>
    public FailureMessage(int literalLength, int formattedCount, bool actual, out bool isNeeded)
    {
        isNeeded = !actual;
        _text = isNeeded ? new(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    /// <summary>For a number that has to be less than another one, or equal.</summary>
    public FailureMessage(int literalLength, int formattedCount, double actual, double expected, out bool isNeeded)
        : this(literalLength, formattedCount, actual < expected, out isNeeded)
    {
    }

    /// <summary>For a number that has to be close to another one.</summary>
    public FailureMessage(int literalLength, int formattedCount, double actual, double expected, double tolerance, out bool isNeeded)
        : this(literalLength, formattedCount, Math.Abs(actual - expected) <= tolerance, out isNeeded)
    {
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    /// <summary>The message.</summary>
    public string Text() => _text.ToStringAndClear();
}
