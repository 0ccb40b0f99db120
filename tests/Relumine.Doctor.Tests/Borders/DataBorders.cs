using Relumine.Data.Datasets;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Graph.Tensors;
using static Relumine.Doctor.Tests.Borders.Sample;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>The borders of what is said of samples and targets.</summary>
internal static class DataBorders
{
    public static IEnumerable<Border> All =>
        [
            new("Data.LargeInput", (t, x) => Found("data-scale", t, Input with { Std = x }, Deep(40)), 9.9, 10.1),
            new("Data.LargeFirstLayer", (t, x) => Found("data-scale", t, Input with { Std = 100 }, Deep(x)), 29.9, 30.1),
            new("Data.SkillOnScale", (t, x) => Found("data-scale", Knowing(t, x)), 0.49, 0.51),
            new(
                "Data.SmallInput",
                (t, x) => Found("data-scale", t, Input with { Min = -x, Max = x, Std = x / 2 }, Layer with { Response = 0.01 }),
                0.0199,
                0.0201
            ),
            new(
                "Data.SmallFirstLayer",
                (t, x) => Found("data-scale", t, Input with { Min = -0.01, Max = 0.01, Std = 0.005 }, Layer with { Response = x }),
                0.0499,
                0.0501
            ),
            new("Data.UncenteredInfo", (t, x) => Found("data-not-centred", t, Seen(d => d with { Gamma = x })), 0.99, 1.01),
            new("Data.UncenteredInfo", (t, x) => Proposed<DataNotCentered>(t, Seen(d => d with { Gamma = x })).Length > 0 ? "tried" : "-", 0.99, 1.01),
            new("Data.UncenteredWarning", (t, x) => Found("data-not-centred", t, Seen(d => d with { Gamma = x })), 1.99, 2.01),
            new("Data.UncenteredWarning", (t, x) => Proposed<DataNotCentered>(t, Seen(d => d with { Gamma = x })), 1.99, 2.01),
            new("Data.UncenteredCritical", (t, x) => Found("data-not-centred", t, Seen(d => d with { Gamma = x }) with { Score = 0 }), 4.99, 5.01),
            new("Data.LargeFeature", (t, x) => Found("data-scale", t, Seen(d => d with { Spread = x })), 9.9, 10.1),
            new("Data.LargeFeature", (t, x) => Proposed<DataScale>(t, Seen(d => d with { Spread = x })), 9.9, 10.1),
            new("Data.SmallFeature", (t, x) => Found("data-scale", t, Seen(d => d with { Spread = x })), 0.099, 0.101),
            new("Data.SmallFeature", (t, x) => Proposed<DataScale>(t, Seen(d => d with { Spread = x })), 0.099, 0.101),
            new("Data.FeatureRatio", (t, x) => Found("data-scale", t, Seen(d => d with { LargestSpread = x })), 99, 101),
            new("Data.FeatureRatio", (t, x) => Proposed<DataScale>(t, Seen(d => d with { LargestSpread = x })), 99, 101),
            new("Data.Outlier", (t, x) => Found("data-outliers", t, Seen(d => d with { Outlier = x })), 49, 51),
            new("Data.Outlier", (t, x) => Proposed<DataOutliers>(t, Seen(d => d with { Outlier = x })), 49, 51),
            new("Data.Outlier", (t, x) => Proposed<DataOutliers>(t, Aimed(g => g with { Outlier = x })), 49, 51),
            new("Data.Outlier", (t, x) => DataProfile.Of(Column(x), false, t.Data).Spread > 1.5 ? "with it" : "without it", 49, 51),
            new("Data.Outlier", (t, x) => TargetProfile.Of(Column(x), t.Data)!.LargestDeviation > 1.5 ? "with it" : "without it", 49, 51),
            new("Data.Outlier", (t, x) => Found("data-outliers", t, Aimed(g => g with { Outlier = x })), 49, 51),
            new("Data.Imbalance", (t, x) => Found("class-imbalance", t, Run with { Labels = new([(int)(1000 * x), 1000], []) }), 4.99, 5),
            new(
                "Data.ImbalanceErrors",
                // An even share is 100, whose standard error is 10.
                (t, x) => Found("class-imbalance", t, Run with { Labels = new(Uneven(100 - (int)Math.Round(10 * x)), []) }),
                2.9,
                3
            ),
            new("Data.LeastOfClass", (t, x) => Found("class-imbalance", t, Run with { Labels = new([900, 900, (int)x], []) }), 4, 5),
            new(
                "Data.NeglectedRecall",
                (t, x) => Found("class-imbalance", t, Run with { Labels = new([9000, 1000], []), Answers = new([1, 1000], [1, (int)(1000 * x)]) }),
                0.499,
                0.5
            ),
            new("Data.LargeTarget", (t, x) => Found("target-scale", t, Aimed(g => g with { Offset = x })), 9.9, 10.1),
            new("Data.LargeTarget", (t, x) => Found("target-scale", t, Aimed(g => g with { LargestDeviation = x })), 9.9, 10.1),
            new("Data.LargeTarget", (t, x) => Proposed<TargetScale>(t, Aimed(g => g with { Offset = x })), 9.9, 10.1),
            new("Data.LargeTarget", (t, x) => Proposed<TargetScale>(t, Aimed(g => g with { LargestDeviation = x })), 9.9, 10.1),
            new("Data.SmallTarget", (t, x) => Found("target-scale", t, Aimed(g => g with { SmallestDeviation = x })), 0.099, 0.101),
            new("Data.SmallTarget", (t, x) => Proposed<TargetScale>(t, Aimed(g => g with { SmallestDeviation = x })), 0.099, 0.101),
        ];

    private static CaseHistory Seen(Func<DataProfile, DataProfile> change) => Run with { Data = change(Run.Data) };

    private static CaseHistory Aimed(Func<TargetProfile, TargetProfile> change) => Run with { Targets = change(new TargetProfile(0, 1, 1)) };

    // Ten classes of 1000 samples: one has so many, eight have 71, and one has the rest.
    private static int[] Uneven(int least) => [least, .. Enumerable.Repeat(71, 8), 1000 - (8 * 71) - least];

    // −1 and 1, whose robust deviation is 1.4826, and one number that lies x of these from the median.
    private static Dataset Column(double x)
    {
        var values = Enumerable.Range(0, 1000).Select(i => i == 500 ? (float)(x * 1.4826) : i % 2 == 0 ? 1f : -1f).Append(0f).ToArray();
        var column = ModelTensor.Of(new Shape(values.Length, 1), values);
        return Dataset.OfValues("column", column, column);
    }
}
