using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Relumine.Data.Errors;
using Relumine.Graph.Errors;

namespace Relumine.Data.Sources;

/// <summary>A source whose numbers are scaled while they are read, in the precision that is asked for.</summary>
public sealed class ScaledSource : DataSource
{
    private readonly Factors<float> _floats;
    private readonly Factors<double> _doubles;

    /// <summary>Scales <paramref name="inner"/>, which it takes over and disposes of.</summary>
    /// <exception cref="RelumineException">The scaling does not fit the shape of a sample.</exception>
    public ScaledSource(DataSource inner, Scaling scaling)
        : base(inner.Name, inner.Type, inner.Dims.ToArray(), inner.Origin)
    {
        ArgumentNullException.ThrowIfNull(scaling);
        var (mean, deviation) = scaling.For(inner.SampleShape);
        Unscaled = inner;
        _floats = new Factors<float>(scaling.Divide, mean, deviation);
        _doubles = new Factors<double>(scaling.Divide, mean, deviation);
    }

    /// <summary>The numbers as they are stored; its <see cref="DataSource.Survey"/> tells their range.</summary>
    public DataSource Unscaled { get; }

    /// <inheritdoc/>
    protected override string Place(long sample, int element) => Unscaled.Locate(sample, element);

    /// <inheritdoc/>
    protected override void Fill(Span<float> destination)
    {
        Unscaled.Read(destination);
        _floats.Apply(destination, SampleSize);
    }

    /// <inheritdoc/>
    protected override void Fill(Span<double> destination)
    {
        Unscaled.Read(destination);
        _doubles.Apply(destination, SampleSize);
    }

    /// <inheritdoc/>
    protected override void Fill(Span<long> destination) =>
        throw DataError.Usage(
            $"{Scaling.DivideSetting()}, {Scaling.MeanSetting()} and {Scaling.DeviationSetting()} make real numbers, "
            + $"but {(Name.Length > 0 ? $"the input '{Name}'" : "this input")} takes integers. Leave them out.");

    /// <inheritdoc/>
    protected override void Rewind() => Unscaled.Reset();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Unscaled.Dispose();
        }

        base.Dispose(disposing);
    }

    private sealed class Factors<T>(double divide, double[] mean, double[] deviation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T _divide = T.CreateTruncating(divide);
        private readonly T[] _mean = [.. mean.Select(T.CreateTruncating)];
        private readonly T[] _deviation = [.. deviation.Select(T.CreateTruncating)];
        private readonly bool _divideOnly = mean is [0] && deviation is [1];

        // Divisions, not products with a reciprocal: the bits are those of x / 255 everywhere else.
        public void Apply(Span<T> values, int sampleSize)
        {
            if (_mean.Length == 1)
            {
                Uniform(values);
                return;
            }

            for (var i = 0; i < values.Length;)
            {
                for (var j = 0; j < sampleSize; j++, i++)
                {
                    values[i] = ((values[i] / _divide) - _mean[j]) / _deviation[j];
                }
            }
        }

        // Compiled at full speed from the first call: a command is over before the run-time would notice that this is hot.
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Uniform(Span<T> values)
        {
            var (divide, mean, deviation) = (Vector512.Create(_divide), Vector512.Create(_mean[0]), Vector512.Create(_deviation[0]));
            var vectors = MemoryMarshal.Cast<T, Vector512<T>>(values);
            foreach (ref var v in vectors)
            {
                v = _divideOnly ? v / divide : ((v / divide) - mean) / deviation;
            }

            foreach (ref var x in values[(vectors.Length * Vector512<T>.Count)..])
            {
                x = _divideOnly ? x / _divide : ((x / _divide) - _mean[0]) / _deviation[0];
            }
        }
    }
}
