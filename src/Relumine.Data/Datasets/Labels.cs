using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Datasets;

/// <summary>Labels beside data: one whole number per sample, read in step with the samples, checked for count and range.</summary>
public sealed class Labels : IDisposable
{
    private readonly DataSource _source;
    private readonly int _classes;

    /// <summary>Takes over a source of labels.</summary>
    /// <param name="source">One number per sample.</param>
    /// <param name="samples">The number of samples that the data have.</param>
    /// <param name="classes">The number of classes the model tells apart, or 0 if not known.</param>
    /// <exception cref="RelumineException">There are more or fewer labels than samples, or more than one number for each.</exception>
    public Labels(DataSource source, long samples, int classes = 0)
    {
        ArgumentNullException.ThrowIfNull(source);
        (_source, _classes) = (source, classes);
        if (source.SampleSize != 1)
        {
            throw DataError.Broken(
                source.Origin,
                $"labels are one number per sample, but the shape is {DataError.Dims(source.Dims)}. Give class indices, not one-hot vectors."
            );
        }

        if (source.Samples != samples)
        {
            ErrorText header = $"; is a header line in the way? See {new Setting(nameof(DataOptions.CsvSkip))}";
            throw DataError.Broken(
                source.Origin,
                $"there are {source.Samples} labels, but {samples} samples. Both files must have the same "
                    + $"rows{(Math.Abs(source.Samples - samples) == 1 ? header : $"")}."
            );
        }
    }

    /// <summary>Reads the labels of the next samples.</summary>
    /// <returns>The number read; 0 at the end.</returns>
    /// <exception cref="RelumineException">A label is not a whole number from 0 to the number of classes less 1.</exception>
    public int Read(Span<long> destination)
    {
        var start = _source.Position;
        var count = _source.Read(destination);
        for (var i = 0; i < count; i++)
        {
            var label = destination[i];
            if (label < 0 || (_classes > 0 && label >= _classes))
            {
                var allowed = _classes > 0 ? $"0 to {_classes - 1} are expected, as the model tells {_classes} classes apart" : "labels count from 0";
                throw DataError.Broken(_source.Origin, $"{_source.Locate(start + i, 0)}: the label is {label}; {allowed}.{Advice(label)}");
            }
        }

        return count;
    }

    private string Advice(long label) =>
        label == _classes ? " If labels count from 1, subtract 1."
        : label == -1 ? " Write 0 and 1 for -1 and 1."
        : label < 0 ? " Numbers that are to be predicted, and not classes, need a loss for numbers, e.g. meanSquaredError."
        : "";

    /// <summary>Goes back to the first label.</summary>
    internal void Reset() => _source.Reset();

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
