using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Data.Generators;

/// <summary>Two rings in the plane, class 0 of radius 1 and class 1 of radius 0.8, with normal noise of deviation 0.1, all times a scale.</summary>
public sealed class Circles : IClassGenerator
{
    private readonly CounterRandom _angle;
    private readonly CounterRandom _noise;
    private readonly double _scale;

    /// <summary>Makes a generator.</summary>
    /// <param name="samples">The number of points.</param>
    /// <param name="scale">Multiplies everything; 100 makes networks sick.</param>
    /// <param name="seed">Equal seeds make equal data.</param>
    public Circles(int samples = 1000, double scale = 1, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        (Samples, _scale, _angle, _noise) = (samples, scale, new CounterRandom(seed, 0, 0), new CounterRandom(seed, 1, 0));
    }

    /// <inheritdoc/>
    public string Name => "circles";

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Classes => 2;

    /// <inheritdoc/>
    public Shape SampleShape => new(2);

    /// <inheritdoc/>
    public int Label(int sample) => sample % Classes;

    /// <inheritdoc/>
    public void Write(int sample, Span<double> values)
    {
        var radius = Label(sample) == 0 ? 1 : 0.8;
        var (sine, cosine) = Math.SinCos(Math.Tau * _angle.Uniform(sample));
        values[0] = _scale * ((radius * cosine) + (0.1 * _noise.Normal(2L * sample)));
        values[1] = _scale * ((radius * sine) + (0.1 * _noise.Normal((2L * sample) + 1)));
    }
}
