using Relumine.Data.Datasets;
using Relumine.Data.Transforms;
using Relumine.Engine.Inference.Feed;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Runs.Training;

/// <summary>What a network of two inputs answers everywhere around its data.</summary>
/// <param name="Classes">The names of the classes; their numbers where the data have no names.</param>
/// <param name="X">The first input: its name, and where the map begins and ends, in the units of the data.</param>
/// <param name="Y">The second.</param>
/// <param name="Side">The cells in a row and in a column.</param>
/// <param name="Answers">The class of every cell, row by row, from the least of both inputs on.</param>
/// <param name="Points">Some of the samples, at equal distances: from 0 to 1 along both axes, with their classes.</param>
public sealed record DecisionMap(
    IReadOnlyList<string> Classes,
    DecisionAxis X,
    DecisionAxis Y,
    int Side,
    IReadOnlyList<byte> Answers,
    IReadOnlyList<DecisionPoint> Points)
{
    /// <summary>More classes nobody tells apart by colour.</summary>
    public const int MostClasses = 8;

    private const int Cells = 80;
    private const int MostPoints = 300;

    /// <summary>How much of the data's range the map shows beside them.</summary>
    private const double Margin = 0.1;

    /// <summary>Asks a network about a grid of points.</summary>
    /// <param name="model">The network, for data as they are given here.</param>
    /// <param name="data">What it learned from.</param>
    /// <param name="standardization">How the data became what they are; null if they are as they were.</param>
    /// <returns>Null where there are not two inputs, or the targets are not 2 to <see cref="MostClasses"/> classes.</returns>
    public static DecisionMap? Of(Model model, Dataset data, Standardization? standardization)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        if (data.Labels is not { } labels || data.Classes is < 2 or > MostClasses || !data.SampleShape.Equals(new Shape(2)))
        {
            return null;
        }

        var features = data.Features.Values<float>().ToArray();
        var (x, y) = (Range(features, 0), Range(features, 1));
        var grid = new float[Cells * Cells * 2];
        for (var cell = 0; cell < Cells * Cells; cell++)
        {
            grid[2 * cell] = (float)(x.Low + (((cell % Cells) + 0.5) / Cells * (x.High - x.Low)));
            grid[(2 * cell) + 1] = (float)(y.Low + (((cell / Cells) + 0.5) / Cells * (y.High - y.Low)));
        }

        var outputs = model.Predict(ModelTensor.Of<float>(new Shape(Cells * Cells, 2), grid), threads: 1);
        var width = (int)(outputs.Length / (Cells * Cells));
        var answers = new byte[Cells * Cells];
        for (var cell = 0; cell < answers.Length; cell++)
        {
            answers[cell] = (byte)Math.Min(byte.MaxValue, Runs.Answers.Label(outputs.Values<float>().Slice(cell * width, width)));
        }

        string[] names = data.ClassNames.Count == data.Classes
            ? [.. data.ClassNames]
            : [.. Enumerable.Range(0, data.Classes).Select(c => $"class {c}")];
        return new(names, Axis(data, standardization, 0, x), Axis(data, standardization, 1, y), Cells, answers,
        [
            .. Yardstick.Spread(data.Samples, MostPoints).Select(i =>
                new DecisionPoint((features[2 * i] - x.Low) / (x.High - x.Low), (features[(2 * i) + 1] - y.Low) / (y.High - y.Low), labels[i])),
        ]);
    }

    private static (double Low, double High) Range(float[] features, int input)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = input; i < features.Length; i += 2)
        {
            (low, high) = (Math.Min(low, features[i]), Math.Max(high, features[i]));
        }

        var margin = high > low ? Margin * (high - low) : 1;
        return (low - margin, high + margin);
    }

    private static DecisionAxis Axis(Dataset data, Standardization? standardization, int input, (double Low, double High) range) => new(
        data.FeatureNames.Count == 2 ? data.FeatureNames[input] : $"input {input + 1}",
        standardization?.Restore(input, range.Low) ?? range.Low,
        standardization?.Restore(input, range.High) ?? range.High);
}

/// <summary>One input of a <see cref="DecisionMap"/>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Low">Where the map begins.</param>
/// <param name="High">Where it ends.</param>
public sealed record DecisionAxis(string Name, double Low, double High);

/// <summary>A sample on a <see cref="DecisionMap"/>.</summary>
/// <param name="X">From 0 to 1 along the first input.</param>
/// <param name="Y">From 0 to 1 along the second.</param>
/// <param name="Label">Its class.</param>
public sealed record DecisionPoint(double X, double Y, int Label);
