using System.Globalization;
using Relumine.Geometry.Verdicts;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Proofs;

/// <summary>Which inputs proofs are about: one range, a range for each element, or what the data span.</summary>
public sealed record BoxChoice
{
    private const string Data = "data";

    private BoxChoice(string text) => Text = text;

    /// <summary>The choice in a word, e.g. <c>0..1</c> or <c>data+10%</c>.</summary>
    public string Text { get; }

    /// <summary>How much beyond the span of the data, as a share of each element's span; null if the data do not matter.</summary>
    public double? Margin { get; private init; }

    private double[] Low { get; init; } = [];

    private double[] High { get; init; } = [];

    /// <summary>A range for every element, or, with as many bounds as a sample has elements, one for each.</summary>
    /// <param name="text">What it is called.</param>
    /// <param name="low">The smallest values.</param>
    /// <param name="high">The largest.</param>
    public static BoxChoice Of(string text, double[] low, double[] high) => new(text) { Low = low, High = high };

    /// <summary>Reads <c>data</c> and <c>data+10%</c>; null for anything else.</summary>
    public static BoxChoice? OfData(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text == Data ? new(text) { Margin = 0 }
            : text.StartsWith(Data + "+", StringComparison.Ordinal) && text.EndsWith('%')
                && double.TryParse(text[(Data.Length + 1)..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
                ? new(text) { Margin = percent / 100 } : null;
    }

    /// <summary>The box for a network.</summary>
    /// <param name="model">The network; where it takes float32, bounds are the numbers of float32 nearest to those given.</param>
    /// <param name="inputs">The number of elements of a sample.</param>
    /// <param name="samples">The samples, for what the data span.</param>
    /// <exception cref="RelumineException">The number of bounds does not fit, or one is not finite or below its counterpart.</exception>
    public InputBox For(Model model, int inputs, IReadOnlyList<double[]> samples)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        var (low, high) = Margin is { } margin ? Span(inputs, samples, margin)
            : Low.Length == 1 && High.Length == 1 ? (Enumerable.Repeat(Low[0], inputs).ToArray(), Enumerable.Repeat(High[0], inputs).ToArray())
            : (Low, High);
        if (low.Length != inputs || high.Length != inputs)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"The box {Text} has {low.Length} ranges, but a sample has {inputs} numbers. Give one for each."
            );
        }

        if (model.Graph.Inputs.All(i => i.Type == ElementType.Float32))
        {
            (low, high) = (Array.ConvertAll(low, v => (double)(float)v), Array.ConvertAll(high, v => (double)(float)v));
        }

        try
        {
            return new InputBox(low, high);
        }
        catch (ArgumentException e)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"The box {Text} is none: {e.Message} Every range needs two finite ends, the smaller first.",
                e
            );
        }
    }

    private static (double[] Low, double[] High) Span(int inputs, IReadOnlyList<double[]> samples, double margin)
    {
        if (samples.Count == 0)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, "The box is to be what the data span, but no sample could be read one by one. Give a range.");
        }

        var (low, high) = ((double[])samples[0].Clone(), (double[])samples[0].Clone());
        foreach (var sample in samples)
        {
            for (var i = 0; i < inputs; i++)
            {
                (low[i], high[i]) = (Math.Min(low[i], sample[i]), Math.Max(high[i], sample[i]));
            }
        }

        return ([.. low.Zip(high, (a, b) => a - (margin * (b - a)))], [.. low.Zip(high, (a, b) => b + (margin * (b - a)))]);
    }
}
