using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Data.Generators;

/// <summary>Three arms in the plane: with r even on [0, 1) and t = 4c + 4r + N(0, 0.1) for class c, the point (r·sin t, r·cos t).</summary>
public sealed class Spiral : IClassGenerator
{
    private readonly CounterRandom _radius;
    private readonly CounterRandom _noise;

    /// <summary>Makes a generator.</summary>
    /// <param name="samples">The number of points.</param>
    /// <param name="classes">The number of arms.</param>
    /// <param name="seed">Equal seeds make equal data.</param>
    public Spiral(int samples = 600, int classes = 3, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        (Samples, Classes, _radius, _noise) = (samples, classes, new CounterRandom(seed, 0, 0), new CounterRandom(seed, 1, 0));
    }

    /// <inheritdoc/>
    public string Name => "spiral";

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public Shape SampleShape => new(2);

    /// <inheritdoc/>
    public int Label(int sample) => sample % Classes;

    /// <inheritdoc/>
    public void Write(int sample, Span<double> values)
    {
        var r = _radius.Uniform(sample);
        var t = (4 * Label(sample)) + (4 * r) + (0.1 * _noise.Normal(sample));
        (values[0], values[1]) = (r * Math.Sin(t), r * Math.Cos(t));
    }
}
