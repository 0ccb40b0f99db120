using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Data.Generators;

/// <summary>
/// y = scale·(sin(2·w·x) + |v·x| − 0.8) + shift for normal x, with the directions w and v drawn once from N(0, 1)/√features:
/// smooth and kinked at once. A shift or scale of the target makes networks sick.
/// </summary>
public sealed class Teacher : IValueGenerator
{
    private readonly CounterRandom _points;
    private readonly double[] _w;
    private readonly double[] _v;
    private readonly double _shift;
    private readonly double _scale;

    /// <summary>Makes a generator.</summary>
    /// <param name="samples">The number of points.</param>
    /// <param name="features">The numbers in a sample.</param>
    /// <param name="targetShift">What is added to every target.</param>
    /// <param name="targetScale">What every target is multiplied with before that.</param>
    /// <param name="seed">Equal seeds make equal data.</param>
    public Teacher(int samples = 1000, int features = 10, double targetShift = 0, double targetScale = 1, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        (Samples, _shift, _scale, _points) = (samples, targetShift, targetScale, new CounterRandom(seed, 1, 0));
        var directions = new CounterRandom(seed, 0, 0);
        _w = [.. Enumerable.Range(0, features).Select(i => directions.Normal(i) / Math.Sqrt(features))];
        _v = [.. Enumerable.Range(features, features).Select(i => directions.Normal(i) / Math.Sqrt(features))];
    }

    /// <inheritdoc/>
    public string Name => "teacher";

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public Shape SampleShape => new(_w.Length);

    /// <inheritdoc/>
    public int Targets => 1;

    /// <inheritdoc/>
    public void Write(int sample, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _points.Normal(((long)sample * values.Length) + i);
        }
    }

    /// <inheritdoc/>
    public void WriteTarget(int sample, ReadOnlySpan<double> features, Span<double> target)
    {
        var (smooth, kinked) = (0.0, 0.0);
        for (var i = 0; i < features.Length; i++)
        {
            smooth += _w[i] * features[i];
            kinked += _v[i] * features[i];
        }

        target[0] = (_scale * (Math.Sin(2 * smooth) + Math.Abs(kinked) - 0.8)) + _shift;
    }
}
