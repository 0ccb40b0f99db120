using System.CommandLine;
using System.Globalization;

namespace Relumine.Cli.Options;

/// <summary>What <c>--input-range LOW..HIGH</c> says about the numbers that a network gets.</summary>
/// <param name="Low">The smallest; −∞ if it is left out.</param>
/// <param name="High">The largest; +∞ if it is left out.</param>
internal sealed record InputRange(double Low, double High)
{
    private const string Name = "--input-range";
    private const string Between = "..";

    /// <summary>Any number.</summary>
    public static InputRange Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The option.</summary>
    public static Option<InputRange> Option() => new(Name)
    {
        Description = "What every input is known to lie between, as the network gets it, e.g. 0..1; either end may be left out. Proofs rest on it",
        HelpName = "LOW..HIGH",
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (Parse(text) is { } range)
            {
                return range;
            }

            result.AddError($"{Name} takes LOW..HIGH, e.g. 0..1 or 0.., not '{text}'.");
            return Any;
        },
    };

    /// <summary>Reads a range; null if it is none.</summary>
    public static InputRange? Parse(string text)
    {
        var at = text.IndexOf(Between, StringComparison.Ordinal);
        return
            at >= 0
            && End(text[..at], double.NegativeInfinity) is { } low
            && End(text[(at + Between.Length)..], double.PositiveInfinity) is { } high
            && low <= high
            ? new(low, high)
            : null;
    }

    private static double? End(string text, double otherwise) =>
        text.Length == 0 ? otherwise
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
        : null;
}
