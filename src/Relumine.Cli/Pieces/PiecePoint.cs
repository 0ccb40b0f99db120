using System.Globalization;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Pieces;

/// <summary>A point that a user gives: a sample of the data by its number, or its coordinates with commas between.</summary>
/// <param name="Text">What was written.</param>
/// <param name="Number">The sample's number; null for coordinates.</param>
internal sealed record PiecePoint(string Text, long? Number)
{
    /// <summary>Reads a point; for a network with one input a number is the point itself.</summary>
    public static PiecePoint Of(string text, int inputs) =>
        new(text, inputs > 1 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);

    /// <summary>The coordinates.</summary>
    /// <param name="option">The option that it belongs to, for messages.</param>
    /// <param name="samples">The data, if there are any.</param>
    /// <param name="inputs">How many coordinates it must have.</param>
    public double[] Coordinates(string option, SampleTable? samples, int inputs)
    {
        if (Number is { } number)
        {
            return samples is null
                ? throw new RelumineException(ErrorKind.InvalidRequest, $"{option}: {Text} is the number of a sample, but no data are given. Give "
                    + $"--data, or a point: 0.5,1,…")
                : samples.Sample(number, $"{option} {Text}");
        }

        var parts = Text.Split(',');
        var point = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out point[i]) || !double.IsFinite(point[i]))
            {
                throw new RelumineException(
                    ErrorKind.InvalidRequest, $"{option} takes numbers of samples, or points as numbers with commas between, not '{Text}'.");
            }
        }

        return point.Length == inputs ? point
            : throw new RelumineException(
                ErrorKind.InvalidRequest, $"{option}: the point {Text} has {point.Length} coordinates, but the network takes {inputs} numbers for one sample.");
    }
}
