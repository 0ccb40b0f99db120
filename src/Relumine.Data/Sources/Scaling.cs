using System.Globalization;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Sources;

/// <summary>How numbers are scaled while they are read: <c>(x / Divide − Mean) / Deviation</c>.</summary>
/// <remarks>
/// Mean and deviation are one number for all elements, or a list: one for each element of a sample; for a sample of two or more
/// dimensions one for each index of its first dimension (channels first, as ONNX images are), or else of its last.
/// </remarks>
public sealed record Scaling
{
    /// <summary>Divides every number; not 0.</summary>
    public double Divide { get; init; } = 1;

    /// <summary>Is subtracted after the division.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0];

    /// <summary>Divides after the subtraction; no entry is 0.</summary>
    public IReadOnlyList<double> Deviation { get; init; } = [1];

    /// <summary>Understands a comma-separated list of numbers.</summary>
    /// <param name="name">What the list is called, for the message.</param>
    /// <param name="text">For example <c>0.485,0.456,0.406</c>.</param>
    /// <exception cref="RelumineException">Something in the list is not a finite number.</exception>
    public static IReadOnlyList<double> ParseList(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
        [
            .. text.Split(',')
                .Select(part =>
                    double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                        ? value
                        : throw DataError.Usage(
                            $"{name} {text}: '{part}' is not a finite number. Give one number, or several with commas between them and a point for decimals."
                        )
                ),
        ];
    }

    /// <summary>One mean and one deviation for each element of a sample, or a single pair where all are the same.</summary>
    /// <exception cref="RelumineException">A number is 0 or not finite where it must not be, or a list does not fit the sample.</exception>
    internal (double[] Mean, double[] Deviation) For(Shape sample)
    {
        if (Divide == 0 || !double.IsFinite(Divide))
        {
            throw DataError.Usage($"{DivideSetting(DataError.Number(Divide))}: a finite number that is not 0 is expected.");
        }

        if (Deviation.Any(d => d == 0 || !double.IsFinite(d)))
        {
            throw DataError.Usage(
                $"{DeviationSetting(string.Join(',', Deviation.Select(DataError.Number)))}: finite numbers that are not 0 are expected. "
                + $"A feature that never changes has deviation 0; use 1 for it.");
        }

        return Mean.Count == 1 && Deviation.Count == 1
            ? ([Mean[0]], [Deviation[0]])
            : (Spread(MeanSetting(), Mean, sample), Spread(DeviationSetting(), Deviation, sample));
    }

    internal static Setting DivideSetting(string? value = null) => new(nameof(Divide), value);

    internal static Setting MeanSetting() => new(nameof(Mean));

    internal static Setting DeviationSetting(string? value = null) => new(nameof(Deviation), value);

    private static double[] Spread(Setting setting, IReadOnlyList<double> values, Shape sample)
    {
        // Element i takes entry (i / inner) mod count.
        var count = values.Count;
        var inner = count == 1 || count == sample.ElementCount ? 1
            : sample.Rank >= 2 && sample[0] == count ? sample.ElementCount / count
            : sample.Rank >= 2 && sample[-1] == count ? 1
            : throw DataError.Usage(
                $"{setting} gives {count} values, but a sample has the shape {sample}: give 1 value, "
                + $"{(sample.Rank >= 2 ? $"{sample[0]} (one for each channel), " : "")}or {sample.ElementCount} (one for each element).");
        var spread = new double[sample.ElementCount];
        for (var i = 0; i < spread.Length; i++)
        {
            spread[i] = values[i / inner % count];
        }

        return spread;
    }
}
