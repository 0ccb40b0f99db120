using Relumine.Cli.Options;
using Relumine.Data.Datasets;
using Relumine.Data.Sources;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;
using Relumine.Reports.Charts;

namespace Relumine.Cli.Pieces;

/// <summary>What pieces need of samples: the range of each feature, a few samples by number, and some to draw. Read in one go, block by block.</summary>
internal sealed class SampleTable
{
    private const int BlockSamples = 64;

    private readonly Dictionary<long, double[]> _kept = [];
    private readonly Dictionary<long, int> _classes = [];
    private readonly IReadOnlyList<string> _classNames;
    private readonly Dataset? _all;

    private SampleTable(long count, int width, IReadOnlyList<string> classNames, Dataset? all = null)
    {
        (Count, _classNames, _all) = (count, classNames, all);
        (Least, Most) = (Filled(width, double.PositiveInfinity), Filled(width, double.NegativeInfinity));
    }

    /// <summary>The number of samples.</summary>
    public long Count { get; }

    /// <summary>The smallest value of each feature.</summary>
    public double[] Least { get; }

    /// <summary>The largest value of each feature.</summary>
    public double[] Most { get; }

    /// <summary>A sample that was asked for when the table was read.</summary>
    /// <param name="number">Its number, from 0.</param>
    /// <param name="words">How it was asked for, for messages.</param>
    public double[] Sample(long number, string words) =>
        _kept.TryGetValue(number, out var sample) ? sample
        : _all is not null && number < Count ? Numbers(_all, (int)number)
        : throw new RelumineException(
            ErrorKind.InvalidRequest, $"{words}: there is no sample {Wording.Count(number)}. The data hold {Wording.Count(Count, "sample")}, counted from 0.");

    /// <summary>Reads a dataset that is in memory.</summary>
    public static SampleTable Of(Dataset data)
    {
        var width = data.SampleShape.ElementCount;
        var table = new SampleTable(data.Samples, width, data.ClassNames, data);
        for (var i = 0; i < data.Samples; i++)
        {
            table.See(i, Numbers(data, i), 0, width <= 2 && i % table.Every == 0);
            if (data.Labels is { } labels)
            {
                table._classes[i] = labels[i];
            }
            else if (data.HasBinaryValues && data.TargetWidth == 1)
            {
                table._classes[i] = (int)data.Values!.Values<float>()[i];
            }
        }

        return table;
    }

    /// <summary>Reads data that are given for a model.</summary>
    /// <param name="data">The data.</param>
    /// <param name="wanted">Samples that are needed whatever they are.</param>
    /// <param name="inputs">The number of elements that the model takes for one sample.</param>
    public static SampleTable Of(OpenedData data, IReadOnlySet<long> wanted, int inputs)
    {
        var (count, width) = (data.Sources.Min(s => s.Samples), data.Sources.Sum(s => s.SampleSize));
        if (width != inputs)
        {
            throw new RelumineException(
                ErrorKind.InvalidRequest,
                $"A sample of {string.Join(" and ", data.Sources.Select(s => s.Origin))} has {width} numbers, but the model takes {inputs}. "
                    + "If one of them is a label, say which with --label-column."
            );
        }

        var table = new SampleTable(count, width, data.Labeled?.ClassNames ?? []);
        var (offset, every) = (0, table.Every);
        foreach (var source in data.Sources)
        {
            var (block, size) = (new double[BlockSamples * source.SampleSize], source.SampleSize);
            for (var first = 0L; first < count && source.Read<double>(block) is > 0 and var read; first += read)
            {
                for (var i = 0; i < read && first + i < count; i++)
                {
                    table.See(first + i, block.AsSpan(i * size, size), offset, wanted.Contains(first + i) || (width <= 2 && (first + i) % every == 0));
                }
            }

            offset += size;
        }

        if (data.Labeled?.Labels is { } labels && width <= 2)
        {
            table.ReadClasses(new Labels(labels, count));
        }

        return table;
    }

    /// <summary>Samples with two features as points.</summary>
    public PlanePoints Points()
    {
        var every = Every;
        return new PlanePoints(
            [.. _kept.Where(k => k.Key % every == 0).OrderBy(k => k.Key).Select(k => new PlanePoint(k.Value[0], k.Value[1],
                _classes.GetValueOrDefault(k.Key, -1)))],
            _classNames,
            Count
        );
    }

    private static double[] Numbers(Dataset data, int sample)
    {
        var numbers = new double[data.SampleShape.ElementCount];
        var values = data.Features.Values<float>().Slice(sample * numbers.Length, numbers.Length);
        for (var f = 0; f < numbers.Length; f++)
        {
            numbers[f] = values[f];
        }

        return numbers;
    }

    private long Every => 1 + ((Count - 1) / PlanePoints.Most);

    private void See(long number, ReadOnlySpan<double> values, int offset, bool keep)
    {
        for (var f = 0; f < values.Length; f++)
        {
            (Least[offset + f], Most[offset + f]) = (Math.Min(Least[offset + f], values[f]), Math.Max(Most[offset + f], values[f]));
        }

        if (keep)
        {
            if (!_kept.TryGetValue(number, out var sample))
            {
                _kept.Add(number, sample = new double[Least.Length]);
            }

            values.CopyTo(sample.AsSpan(offset));
        }
    }

    private void ReadClasses(Labels labels)
    {
        var block = new long[BlockSamples];
        for (var first = 0L; labels.Read(block) is > 0 and var read; first += read)
        {
            for (var i = 0; i < read; i++)
            {
                _classes[first + i] = (int)Math.Min(block[i], int.MaxValue);
            }
        }
    }

    private static double[] Filled(int width, double value)
    {
        var array = new double[width];
        Array.Fill(array, value);
        return array;
    }
}
