using System.CommandLine;
using System.Globalization;

namespace Relumine.Cli.Options;

/// <summary><c>--margin EPS,…</c>: distances, each a number or a fraction such as 1/255.</summary>
internal static class MarginOption
{
    /// <summary>The option.</summary>
    public static Option<double[]?> Create() => new("--margin")
    {
        HelpName = "EPS[,…]",
        Description = "Count the dead units that are proven dead for every input whose numbers are within EPS of a sample's, and in the box of --box if there is one, e.g. 0.01 or 1/255,2/255",
        CustomParser = result =>
        {
            var distances = result.Tokens[^1].Value.Split(',').Select(Distance).ToArray();
            if (distances.All(d => d is not null))
            {
                return [.. distances.Select(d => d!.Value)];
            }

            result.AddError($"--margin takes distances of 0 or more, e.g. 0.01 or 1/255,2/255, not '{result.Tokens[^1].Value}'.");
            return null;
        },
    };

    private static double? Distance(string text)
    {
        var parts = text.Split('/');
        double[] numbers = [.. parts.Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : double.NaN)];
        var value = numbers.Length == 1 ? numbers[0] : numbers.Length == 2 ? numbers[0] / numbers[1] : double.NaN;
        return value >= 0 && double.IsFinite(value) ? value : null;
    }
}
