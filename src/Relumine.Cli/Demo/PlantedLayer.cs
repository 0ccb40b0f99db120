using Relumine.Doctor.Units;
using Relumine.Kernels.Randomness;

namespace Relumine.Cli.Demo;

/// <summary>How many units of a kind are planted into a layer; all others fire on a good share of the samples.</summary>
/// <param name="Dead">Never fire.</param>
/// <param name="Rare">Fire on few samples.</param>
/// <param name="Constant">Have no weights, so that they always give the same.</param>
/// <param name="AlwaysOn">Fire on every sample.</param>
internal sealed record Planting(int Dead, int Rare, int Constant, int AlwaysOn);

/// <summary>
/// A layer of rectifiers with random weights, whose biases are chosen by looking at the pre-activations, so that it is
/// known of every unit on how many samples it fires.
/// </summary>
internal sealed class PlantedLayer
{
    private const double Room = 1;

    private readonly UnitVerdict[] _planted;

    /// <summary>Makes a layer for the given inputs.</summary>
    /// <param name="inputs">The numbers of each sample, row-major.</param>
    /// <param name="samples">The number of samples.</param>
    /// <param name="units">The number of units.</param>
    /// <param name="planting">Which units are to be ill.</param>
    /// <param name="random">Draws the weights and the ill units.</param>
    public PlantedLayer(float[] inputs, int samples, int units, Planting planting, CounterRandom random)
    {
        var width = inputs.Length / samples;
        _planted = Plant(units, planting, random with { Stream = random.Stream + 1 });
        Weights = new float[width * units];
        Biases = new float[units];
        Activations = new float[samples * units];
        var z = new double[samples];
        for (var unit = 0; unit < units; unit++)
        {
            for (var i = 0; i < width && _planted[unit] != UnitVerdict.Constant; i++)
            {
                // He et al. 2015: the variance 2/width keeps the scale from layer to layer.
                Weights[(i * units) + unit] = (float)(random.Normal((unit * (long)width) + i) * Math.Sqrt(2.0 / width));
            }

            PreActivations(inputs, unit, units, z);
            Biases[unit] = (float)-Threshold(z, unit, random with { Stream = random.Stream + 2 });
            for (var s = 0; s < samples; s++)
            {
                Activations[(s * units) + unit] = (float)Math.Max(0, z[s] + Biases[unit]);
            }
        }
    }

    /// <summary>The weights, one column for each unit.</summary>
    public float[] Weights { get; }

    /// <summary>The biases.</summary>
    public float[] Biases { get; }

    /// <summary>What the layer gives for the inputs, one row for each sample.</summary>
    public float[] Activations { get; }

    /// <summary>The units that an audit has to find ill in this way.</summary>
    public IEnumerable<int> Units(UnitVerdict verdict) => Enumerable.Range(0, _planted.Length).Where(u => _planted[u] == verdict);

    private static UnitVerdict[] Plant(int units, Planting planting, CounterRandom random)
    {
        var planted = new UnitVerdict[units];
        var order = Enumerable.Range(0, units).OrderBy(u => random.Uniform(u)).ToArray();
        UnitVerdict[] ill =
        [
            .. Enumerable.Repeat(UnitVerdict.Dead, planting.Dead),
            .. Enumerable.Repeat(UnitVerdict.NearlyDead, planting.Rare),
            .. Enumerable.Repeat(UnitVerdict.Constant, planting.Constant),
            .. Enumerable.Repeat(UnitVerdict.AlwaysOn, planting.AlwaysOn),
        ];
        for (var i = 0; i < ill.Length; i++)
        {
            planted[order[i]] = ill[i];
        }

        return planted;
    }

    private void PreActivations(float[] inputs, int unit, int units, double[] z)
    {
        var width = inputs.Length / z.Length;
        for (var s = 0; s < z.Length; s++)
        {
            var sum = 0.0;
            for (var i = 0; i < width; i++)
            {
                sum += (double)inputs[(s * width) + i] * Weights[(i * units) + unit];
            }

            z[s] = sum;
        }
    }

    // What z must exceed for the unit to fire. Between two samples the middle is taken, so that rounding decides nothing.
    private double Threshold(double[] z, int unit, CounterRandom random)
    {
        var sorted = (double[])z.Clone();
        Array.Sort(sorted);
        return _planted[unit] switch
        {
            UnitVerdict.Dead => sorted[^1] + Room,
            UnitVerdict.Constant => -Room,
            UnitVerdict.AlwaysOn => sorted[0] - Room,
            UnitVerdict.NearlyDead => Above(1 + (unit % (z.Length / 200))),
            _ => Above((int)(z.Length * (0.15 + (0.75 * random.Uniform(unit))))),
        };

        double Above(int firing) => (sorted[^firing] + sorted[^(firing + 1)]) / 2;
    }
}
