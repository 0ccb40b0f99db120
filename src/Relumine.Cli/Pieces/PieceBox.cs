using System.CommandLine;
using System.Globalization;
using Relumine.Cli.Options;
using Relumine.Data.Formats;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Pieces;

/// <summary>The option <c>--box</c>: the range of each coordinate.</summary>
internal static class PieceBox
{
    /// <summary>The word for the range of the data.</summary>
    private const string Data = "data";

    // What is looked at where no box is given: the data, and a tenth more on each side.
    private const double Margin = 0.1;

    private const string Name = "--box";

    /// <summary>The option.</summary>
    public static Option<string?> Option() => new(Name)
    {
        HelpName = "MIN..MAX|FILE|data",
        Description =
            "The range of every input, e.g. -1..1, or of each, e.g. 0..1,-2..2; a table with the minima in its first row and the maxima in its second; "
            + "or what the data span (with a tenth more on each side if it is left out). With --line and --plane the range of their coordinates",
    };

    /// <summary>The ranges that are given.</summary>
    /// <param name="text">The option's value; null if it is left out.</param>
    /// <param name="samples">The data, if there are any.</param>
    /// <param name="coordinates">How many ranges are needed.</param>
    public static (double Low, double High)[] Read(string? text, SampleTable? samples, int coordinates)
    {
        if (text is null or Data)
        {
            return samples is null
                ? throw new RelumineException(ErrorKind.InvalidRequest, $"Which part of the inputs? Give {Name} MIN..MAX, e.g. {Name} -1..1, or data, "
                    + $"whose span is taken.")
                : [.. samples.Least.Zip(samples.Most, (low, high) => Widened(low, high, text is null ? Margin : 0))];
        }

        var ranges = File.Exists(text) ? OfFile(text, coordinates) : Parse(text);
        var all = ranges.Length == 1 ? [.. Enumerable.Repeat(ranges[0], coordinates)] : ranges;
        return all.Length != coordinates
            ? throw new RelumineException(ErrorKind.InvalidRequest, $"{Name} {text}: {all.Length} ranges are given, but {coordinates} are needed, or one "
                + $"for all.")
            : all.FirstOrDefault(r => !(r.Low < r.High)) is { } empty && all.Any(r => !(r.Low < r.High))
                ? throw new RelumineException(
                    ErrorKind.InvalidRequest,
                    FormattableString.Invariant($"{Name} {text}: the range {empty.Low}..{empty.High} is empty; the minimum must be less than the maximum.")
                )
            : all;
    }

    // A feature that never changes has no span; it gets one.
    private static (double Low, double High) Widened(double low, double high, double margin)
    {
        var extra = high > low ? margin * (high - low) : Math.Max(0.5, Math.Abs(low) * Margin);
        return (low - extra, high + extra);
    }

    private static (double Low, double High)[] Parse(string text) =>
    [
        .. text.Split(',').Select(part => InputRange.Parse(part) is { } range
            ? (range.Low, range.High)
            : throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"{Name} takes MIN..MAX, e.g. -1..1, one for each input with commas between, a file, or the word '{Data}', not '{text}'. There is no "
                    + $"such file, either."
            )),
    ];

    private static (double Low, double High)[] OfFile(string path, int coordinates)
    {
        using var contents = new DataFormats().Open(path);
        var source = contents.Inputs[0];
        if (contents.Inputs.Count != 1 || source.Samples != 2 || source.SampleSize != coordinates)
        {
            throw new RelumineException(
                ErrorKind.BrokenFile,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path}: two rows of {coordinates} numbers are expected, the minima and below them the maxima, but the file holds {source.Samples} "
                        + $"of {source.SampleSize}."
                )
            );
        }

        var numbers = new double[2 * coordinates];
        source.Read<double>(numbers);
        return [.. Enumerable.Range(0, coordinates).Select(i => (numbers[i], numbers[coordinates + i]))];
    }
}
