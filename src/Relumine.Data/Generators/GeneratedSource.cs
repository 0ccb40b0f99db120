using Relumine.Data.Sources;

namespace Relumine.Data.Generators;

/// <summary>The samples, or the labels, that a generator makes.</summary>
internal sealed class GeneratedSource : DataSource
{
    private readonly IClassGenerator _generator;
    private readonly bool _wantsLabel;
    private readonly double[] _sample;
    private int _next;

    public GeneratedSource(IClassGenerator generator, bool wantsLabel)
        : base(
            "",
            wantsLabel ? StoredType.Int64 : StoredType.Float64,
            wantsLabel ? [generator.Samples] : [generator.Samples, .. generator.SampleShape.Select(d => (long)d)],
            $"generated data '{generator.Name}'"
        )
    {
        (_generator, _wantsLabel) = (generator, wantsLabel);
        _sample = new double[SampleSize];
    }

    protected override void Fill(Span<float> destination)
    {
        for (var rest = destination; rest.Length > 0; rest = rest[SampleSize..])
        {
            Next(_sample);
            for (var i = 0; i < _sample.Length; i++)
            {
                rest[i] = (float)_sample[i];
            }
        }
    }

    protected override void Fill(Span<double> destination)
    {
        for (var rest = destination; rest.Length > 0; rest = rest[SampleSize..])
        {
            Next(rest[..SampleSize]);
        }
    }

    protected override void Fill(Span<long> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            if (i % SampleSize == 0)
            {
                Next(_sample);
            }

            var value = _sample[i % SampleSize];
            destination[i] = double.IsInteger(value) ? (long)value : throw NotAnInteger(i, value);
        }
    }

    protected override void Rewind() => _next = 0;

    private void Next(Span<double> values)
    {
        if (_wantsLabel)
        {
            values[0] = _generator.Label(_next);
        }
        else
        {
            _generator.Write(_next, values);
        }

        _next++;
    }
}
