using System.Globalization;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Gates;

/// <summary>The most units that may be dead: a share or a number.</summary>
/// <param name="Value">The share from 0 to 1, or the number.</param>
/// <param name="IsShare">Which of the two it is.</param>
public readonly record struct GateLimit(double Value, bool IsShare)
{
    /// <summary>Reads <c>5%</c> or <c>20</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What messages call the limit, e.g. <c>MaxDead</c>.</param>
    /// <exception cref="RelumineException">It is neither (<see cref="ErrorKind.InvalidRequest"/>).</exception>
    public static GateLimit Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        var isShare = trimmed.EndsWith('%');
        var style = NumberStyles.AllowDecimalPoint;
        if (double.TryParse(isShare ? trimmed[..^1].TrimEnd() : trimmed, style, CultureInfo.InvariantCulture, out var value)
            && (isShare ? value <= 100 : value == Math.Floor(value)))
        {
            return new(isShare ? value / 100 : value, isShare);
        }

        throw new RelumineException(
            ErrorKind.InvalidRequest,
            $"{name} is '{text}', but a percentage from 0% to 100% or a whole number of units is expected, e.g. {name} 5% or {name} 20.");
    }

    /// <summary>Whether <paramref name="dead"/> of <paramref name="units"/> are too many.</summary>
    public bool IsExceededBy(int dead, int units) => IsShare ? units > 0 && dead / (double)units > Value : dead > Value;

    /// <summary>For example <c>5 %</c> or <c>20 units</c>.</summary>
    public override string ToString() => IsShare ? Wording.Percent(Value) : Wording.Count((long)Value, "unit");
}
