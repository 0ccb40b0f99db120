using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Data.Generators;

/// <summary>
/// Images of 1×8×8: a horizontal bar (class 0), a vertical bar (1), one blob (2) or two blobs (3) of brightness 1 at a random
/// place, with normal noise of deviation 0.1. For convolutions.
/// </summary>
public sealed class Bars : IClassGenerator
{
    private const int Side = 8;

    private readonly CounterRandom _place;
    private readonly CounterRandom _noise;

    /// <summary>Makes a generator.</summary>
    /// <param name="samples">The number of images.</param>
    /// <param name="seed">Equal seeds make equal data.</param>
    public Bars(int samples = 1000, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        (Samples, _place, _noise) = (samples, new CounterRandom(seed, 0, 0), new CounterRandom(seed, 1, 0));
    }

    /// <inheritdoc/>
    public string Name => "bars";

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public int Classes => 4;

    /// <inheritdoc/>
    public Shape SampleShape => new(1, Side, Side);

    /// <inheritdoc/>
    public int Label(int sample) => sample % Classes;

    /// <inheritdoc/>
    public void Write(int sample, Span<double> values)
    {
        var label = Label(sample);
        var line = (int)(Side * _place.Uniform(2L * sample));
        var (row, column) = (1.5 + (2 * _place.Uniform(2L * sample)), 1.5 + (4 * _place.Uniform((2L * sample) + 1)));
        for (var i = 0; i < values.Length; i++)
        {
            var (y, x) = (i / Side, i % Side);
            var brightness = label switch
            {
                0 => y == line ? 1 : 0,
                1 => x == line ? 1 : 0,
                2 => Blob(y - row, x - column),
                _ => Math.Max(Blob(y - row, x - column), Blob(Side - 1 - y - row, Side - 1 - x - column)),
            };
            values[i] = brightness + (0.1 * _noise.Normal(((long)sample * values.Length) + i));
        }
    }

    private static double Blob(double y, double x) => Math.Exp(-((y * y) + (x * x)) / 2);
}
