using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Data.Generators;

/// <summary>
/// Gaussian clouds: the centres are normally distributed with deviation 1 and stay fixed; sample i lies around centre
/// i mod classes with deviation 1, and everything is moved by the shift. Moved data are a classic cause of dead units.
/// </summary>
public sealed class Blobs : IClassGenerator
{
    private const long MostCentres = 1 << 26;

    private readonly double[] _centres;
    private readonly CounterRandom _noise;
    private readonly double _shift;
    private readonly int _features;

    /// <summary>Makes a generator.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="features">The numbers in a sample.</param>
    /// <param name="classes">The number of clouds.</param>
    /// <param name="shift">What is added to every number.</param>
    /// <param name="seed">Equal seeds make equal data.</param>
    public Blobs(int samples = 1000, int features = 20, int classes = 10, double shift = 0, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        (Samples, _features, Classes, _shift, _noise) = (samples, features, classes, shift, new CounterRandom(seed, 1, 0));
        var centres = new CounterRandom(seed, 0, 0);
        if ((long)classes * features > MostCentres)
        {
            throw new ArgumentException(
                $"{classes} classes of {features} features have {(long)classes * features} centres; at most {MostCentres} are possible."
            );
        }

        _centres = [.. Enumerable.Range(0, classes * features).Select(i => centres.Normal(i))];
    }

    /// <inheritdoc/>
    public string Name => "blobs";

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public Shape SampleShape => new(_features);

    /// <inheritdoc/>
    public int Label(int sample) => sample % Classes;

    /// <inheritdoc/>
    public void Write(int sample, Span<double> values)
    {
        var centre = _centres.AsSpan(Label(sample) * _features, _features);
        for (var i = 0; i < _features; i++)
        {
            values[i] = centre[i] + _noise.Normal(((long)sample * _features) + i) + _shift;
        }
    }
}
