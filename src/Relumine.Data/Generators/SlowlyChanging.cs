using System.Numerics;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Data.Generators;

/// <summary>
/// The slowly changing regression of Dohare et al. 2024 (Nature 632), simplified: 20 bits, of which 15 are drawn anew all
/// together every 10,000 samples and 5 for every sample. The target is a fixed random network of 100 units with weights ±1
/// whose outputs, with weights ±1, are added and divided by 10. One sample a step, in order.
/// </summary>
/// <remarks>
/// A unit fires when its weighted sum exceeds 0.7·(bits + 1) less the number of its weights that are −1: when about
/// 70 % of the bits or more are as it wants them.
/// </remarks>
public sealed class SlowlyChanging : IValueGenerator
{
    private const int Bits = 20;
    private const int SlowBits = 15;
    private const int Units = 100;

    private readonly CounterRandom _slow;
    private readonly CounterRandom _fast;
    private readonly int _period;

    // Bit i of a unit: whether its weight for bit i of a sample is −1.
    private readonly uint[] _negative = new uint[Units];
    // The slow bits of every task, drawn once; none where tasks are so short that it would not pay.
    private readonly uint[] _tasks;
    private readonly double[] _threshold = new double[Units];
    private readonly double[] _output = new double[Units];

    /// <summary>Makes a generator.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="period">The samples between two changes of the slow bits.</param>
    /// <param name="seed">Equal seeds make equal data.</param>
    public SlowlyChanging(int samples = 400_000, int period = 10_000, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        (Samples, _period, _slow, _fast) = (samples, period, new CounterRandom(seed, 1, 0), new CounterRandom(seed, 2, 0));
        _tasks = [.. Enumerable.Range(0, period < SlowBits ? 0 : ((samples - 1) / period) + 1).Select(SlowBitsOf)];
        var teacher = new CounterRandom(seed, 0, 0);
        for (var unit = 0; unit < Units; unit++)
        {
            for (var i = unit * Bits; i < (unit + 1) * Bits; i++)
            {
                _negative[unit] |= teacher.Uniform(i) < 0.5 ? 1u << (i % Bits) : 0;
            }

            var negatives = BitOperations.PopCount(_negative[unit]);
            _threshold[unit] = (0.7 * (Bits + 1)) - negatives;
            _output[unit] = teacher.Uniform((Units * Bits) + unit) < 0.5 ? -1 : 1;
        }
    }

    /// <inheritdoc/>
    public string Name => "slowlyChanging";

    /// <inheritdoc/>
    public int Samples { get; }

    /// <inheritdoc/>
    public Shape SampleShape => new(Bits);

    /// <inheritdoc/>
    public bool Ordered => true;

    /// <inheritdoc/>
    public int Targets => 1;

    /// <inheritdoc/>
    public void Write(int sample, Span<double> values)
    {
        var task = sample / _period;
        var bits = task < _tasks.Length ? _tasks[task] : SlowBitsOf(task);
        for (var i = SlowBits; i < Bits; i++)
        {
            bits |= _fast.Uniform(((long)sample * (Bits - SlowBits)) + i - SlowBits) < 0.5 ? 0 : 1u << i;
        }

        for (var i = 0; i < Bits; i++)
        {
            values[i] = (bits >> i) & 1;
        }
    }

    /// <inheritdoc/>
    public void WriteTarget(int sample, ReadOnlySpan<double> features, Span<double> target)
    {
        var bits = 0u;
        for (var i = 0; i < Bits; i++)
        {
            bits |= features[i] != 0 ? 1u << i : 0;
        }

        var sum = 0.0;
        for (var unit = 0; unit < Units; unit++)
        {
            // What is added are zeros and ones, so counting them is exact.
            var weighted = BitOperations.PopCount(bits) - (2 * BitOperations.PopCount(bits & _negative[unit]));

            sum += weighted > _threshold[unit] ? _output[unit] : 0;
        }

        target[0] = sum / 10;
    }

    private uint SlowBitsOf(int task)
    {
        var bits = 0u;
        for (var i = 0; i < SlowBits; i++)
        {
            bits |= _slow.Uniform(((long)task * SlowBits) + i) < 0.5 ? 0 : 1u << i;
        }

        return bits;
    }
}
