using Relumine.Data.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Fit;

/// <summary>How data fit an input of a model. A pure function of the two shapes; nothing is read.</summary>
/// <remarks>
/// A tensor with the input's exact shape is one run. Otherwise the first dimension of the data counts samples, and a sample
/// may gain or lose dimensions of size 1, and neighbouring dimensions may be merged or split. A permutation is never guessed.
/// </remarks>
public sealed record SampleLayout
{
    private SampleLayout(bool oneRun, long samples, Shape sampleShape, BatchDimension batch, int fixedBatch, string sentence) =>
        (IsOneRun, Samples, SampleShape, Batch, FixedBatch, Sentence) = (oneRun, samples, sampleShape, batch, fixedBatch, sentence);

    /// <summary>The data have exactly the input's shape.</summary>
    public bool IsOneRun { get; }

    /// <summary>The number of samples: the first dimension of the data; 1 for a single run of an input with fewer than two dimensions.</summary>
    public long Samples { get; }

    /// <summary>The dimensions that one sample takes in the model, without the batch; symbols are replaced by what the data say.</summary>
    public Shape SampleShape { get; }

    /// <summary>What the first dimension of the input is.</summary>
    public BatchDimension Batch { get; }

    /// <summary>The samples of one run as the model declares them, if <see cref="Batch"/> is <see cref="BatchDimension.Fixed"/>; else 0.</summary>
    public int FixedBatch { get; }

    /// <summary>What was done, for the report.</summary>
    public string Sentence { get; }

    /// <summary>The shape of the tensor that holds <paramref name="samples"/> samples, the batch in front; for an input without batch, that of one
    /// sample.</summary>
    public Shape RunShape(int samples) => Batch == BatchDimension.None ? SampleShape : SampleShape.Prepend(samples);

    /// <summary>Fits data to an input.</summary>
    /// <param name="data">The dimensions of the data.</param>
    /// <param name="input">The dimensions of the input; null for a symbol or an unknown dimension.</param>
    /// <returns>The layout, or null if the data do not fit.</returns>
    public static SampleLayout? Fit(IReadOnlyList<long> data, IReadOnlyList<long?> input)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(input);
        if (data.Count == input.Count && data.Zip(input).All(p => p.First == p.Second) && data.Aggregate(1.0, (p, d) => p * d) <= int.MaxValue)
        {
            return OneRun(data);
        }

        if (data.Count == 0)
        {
            return null;
        }

        long[] sample = [.. data.Skip(1)];

        // A first dimension that is fixed and not 1 counts samples only if other dimensions say what a sample is.
        if (input.Count > 0 && (input[0] is null or 1 || (input.Count > 1 && input[0] is > 0 and <= int.MaxValue))
            && DimensionMatch.Resolve(sample, [.. input.Skip(1)]) is { } behindBatch)
        {
            var batch = input[0] is null ? BatchDimension.Symbolic : BatchDimension.Fixed;
            return new(false, data[0], Shape.Of(behindBatch), batch, (int)(input[0] ?? 0), Describe(data[0], sample, behindBatch));
        }

        // A symbol in front is the batch and nothing else.
        return input is not [null, ..] && DimensionMatch.Resolve(sample, input) is { } whole
            ? new(false, data[0], Shape.Of(whole), BatchDimension.None, 0, Describe(data[0], sample, whole))
            : null;
    }

    private static SampleLayout OneRun(IReadOnlyList<long> data)
    {
        var sentence = $"the data have exactly the input's shape {DataError.Dims(data)}: one run";
        return data.Count < 2
            ? new(true, 1, Shape.Of(data.ToArray()), BatchDimension.None, 0, sentence)
            : new(true, data[0], Shape.Of(data.Skip(1).ToArray()), BatchDimension.Fixed, (int)data[0], sentence);
    }

    private static string Describe(long samples, long[] given, long[] taken)
    {
        var count = samples == 1 ? "1 sample" : $"{samples} samples";
        return given.AsSpan().SequenceEqual(taken)
            ? $"{count} of shape {DataError.Dims(taken)}"
            : $"{count} of shape {DataError.Dims(given)}, reshaped to {DataError.Dims(taken)} without changing the order of elements";
    }
}
