using Relumine.Data.Datasets;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Audits;

/// <summary>Reads labels in step with blocks of samples.</summary>
/// <param name="source">One number for each sample, at the start.</param>
/// <param name="samples">The number of samples that the data have.</param>
internal sealed class LabelReader(DataSource source, long samples)
{
    private Labels? _labels;
    private long[] _block = [];

    /// <summary>The number of classes that the model tells apart; 0 if not known. To be set before the first block is read.</summary>
    public int Classes { get; set; }

    /// <summary>The labels of the next samples; good until the next call.</summary>
    /// <exception cref="RelumineException">There are fewer or more labels than samples, or one is not a class.</exception>
    public ReadOnlySpan<long> Next(int count)
    {
        // Not disposed of: that would dispose of the source, which is the caller's.
        _labels ??= new Labels(source, samples, Classes);
        if (_block.Length < count)
        {
            _block = new long[count];
        }

        var read = 0;
        while (read < count)
        {
            read += _labels.Read(_block.AsSpan(read, count - read));
        }

        return _block.AsSpan(0, count);
    }
}
