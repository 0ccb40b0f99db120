using System.Globalization;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Transforms;

/// <summary>
/// x ↦ min(max(x, low), high), one pair for each feature: what lies far outside of a feature's usual range is brought to
/// its edge (winsorising). The range is the median ± <see cref="Reach"/> robust deviations of the samples to learn from;
/// the exported model gets it as operators, with the same bits.
/// </summary>
/// <remarks>Features are those of <see cref="Standardization"/>.</remarks>
public sealed class Winsorization
{
    /// <summary>How many robust standard deviations the range reaches to both sides: farther than normal data ever lie.</summary>
    public const double Reach = 5;

    // The range of a feature is settled long before all values of large data have been seen.
    private const int Measured = 1 << 16;

    private readonly float[] _low;
    private readonly float[] _high;
    private readonly FeatureLayout _layout;

    private Winsorization(float[] low, float[] high, FeatureLayout layout) => (_low, _high, _layout) = (low, high, layout);

    /// <summary>The lower ends, one for each feature.</summary>
    public IReadOnlyList<float> Low => _low;

    /// <summary>The upper ends, one for each feature.</summary>
    public IReadOnlyList<float> High => _high;

    /// <summary>Measures samples.</summary>
    /// <param name="samples">Float32 [N, sample…]: those to learn from, not those to validate on.</param>
    public static Winsorization Fit(ModelTensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var layout = FeatureLayout.Of(samples);
        ReadOnlySpan<float> x = samples.Values<float>();
        var count = x.Length / layout.Features;
        var stride = Math.Max(1, count / Measured);
        var (low, high) = (new float[layout.Features], new float[layout.Features]);
        var values = new double[(count + stride - 1) / stride];
        for (var f = 0; f < layout.Features; f++)
        {
            for (int i = 0, n = 0; n < count; i++, n += stride)
            {
                var (sample, inner) = (n / layout.Inner, n % layout.Inner);
                values[i] = x[(((sample * layout.Features) + f) * layout.Inner) + inner];
            }

            var range = RobustRange.Of(values);
            (low[f], high[f]) = ((float)(range.Median - (Reach * range.Deviation)), (float)(range.Median + (Reach * range.Deviation)));
        }

        return new Winsorization(low, high, layout);
    }

    /// <summary>Transformed samples in memory of their own.</summary>
    /// <param name="samples">Samples as <see cref="Fit"/> saw them, any number.</param>
    public ModelTensor Apply(ModelTensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var result = samples.Clone();
        var x = result.Values<float>();
        for (var i = 0; i < x.Length; i++)
        {
            var feature = _layout.FeatureOf(i);
            x[i] = MathF.Min(MathF.Max(x[i], _low[feature]), _high[feature]);
        }

        return result;
    }

    /// <summary>A model that takes samples as they are and limits them first.</summary>
    /// <param name="model">A model with one input, trained on transformed samples.</param>
    /// <exception cref="ArgumentException">The model has more inputs than one, or samples of another size.</exception>
    public Model AtInput(Model model) => InputOperators.Put(
        model, _layout,
        [new("winsorise.max", new Max(), ".low", _low, ".raised"), new("winsorise.min", new Min(), ".high", _high, ".limited")],
        ("relumine.winsorised.input", string.Create(CultureInfo.InvariantCulture, $"The model takes raw data: its first two operators limit {_low.Length} feature{(_low.Length == 1 ? "" : "s")} to median ± {Reach} robust deviations of the training split.")));
}
