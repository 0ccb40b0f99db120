using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Data.Generators;

/// <summary>y = |x| for x even on [−√3, √3), which has variance 1: two rectifiers can say it, and deep narrow networks still fail to learn it (Lu et al. 2020,
/// arXiv:1903.06733).</summary>
public sealed class AbsoluteValue : IValueGenerator
{
    private readonly CounterRandom _place;

    /// <summary>Makes a generator.</summary>
    /// <param name="samples">The number of points.</param>
    /// <param name="seed">Equal seeds make equal data.</param>
    public AbsoluteValue(int samples = 512, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        (Samples, _place) = (samples, new CounterRandom(seed, 0, 0));
    }

    /// <inheritdoc/>
    public string Name => "abs";

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public Shape SampleShape => new(1);

    /// <inheritdoc/>
    public int Targets => 1;

    /// <inheritdoc/>
    public void Write(int sample, Span<double> values) => values[0] = Math.Sqrt(3) * ((2 * _place.Uniform(sample)) - 1);

    /// <inheritdoc/>
    public void WriteTarget(int sample, ReadOnlySpan<double> features, Span<double> target) => target[0] = Math.Abs(features[0]);
}
