using System.Globalization;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Transforms;

/// <summary>
/// x ↦ min(max(x, low), high), one pair for each feature: what lies far outside of a feature's usual range is brought to
/// its edge (winsorising). The range is the median ± <see cref="Reach"/> robust deviations of the samples to learn from.
/// </summary>
public sealed class Winsorization : FeatureTransform
{
    /// <summary>How many robust standard deviations the range reaches to both sides: farther than normal data ever lie.</summary>
    public const double Reach = 5;

    // The range of a feature is settled long before all values of large data have been seen.
    private const int Measured = 1 << 16;

    private Winsorization(float[] low, float[] high, FeatureLayout layout)
        : base(low, high, layout)
    {
    }

    /// <summary>The lower ends, one for each feature.</summary>
    public IReadOnlyList<float> Low => First;

    /// <summary>The upper ends, one for each feature.</summary>
    public IReadOnlyList<float> High => Second;

    private protected override IReadOnlyList<InputOperator> Operators =>
        [new("winsorise.max", new Max(), ".low", First, ".raised"), new("winsorise.min", new Min(), ".high", Second, ".limited")];

    private protected override (string Key, string Text) Note =>
        (
            "relumine.winsorised.input",
            string.Create(
                CultureInfo.InvariantCulture,
                $"The model takes raw data: its first two operators limit {First.Length} feature{(First.Length == 1 ? "" : "s")} to median ± {Reach} robust "
                    + $"deviations of the training split."
            )
        );

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

    private protected override void Transform(Span<float> samples) => Map<Formula>(samples);

    private readonly struct Formula : IFeatureFormula
    {
        public static float Of(float x, float first, float second) => MathF.Min(MathF.Max(x, first), second);
    }
}
