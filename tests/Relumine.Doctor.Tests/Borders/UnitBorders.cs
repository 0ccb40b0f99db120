using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Program;
using Relumine.Kernels;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>The borders of what is said of one unit.</summary>
internal static class UnitBorders
{
    private static readonly Activation s_sigmoid = ActivationCatalogue.Find("Sigmoid")!;

    public static IEnumerable<Border> All =>
    [
        new("Units.NearlyDeadRate", (t, x) => FirstOfTwo(t, 10_000, s => s < Math.Round(x * 10_000) ? 1 : -1), 0.0099, 0.01),

        // Half of the samples fire; the other unit's mean is 1/2, and both count for the layer's.
        new("Units.Dormancy", (t, x) => FirstOfTwo(t, 100, s => s % 2 == 0 ? x / (2 - x) : -1), 0.0249, 0.0251),
        new("Units.ConstantDeviation", (t, x) => FirstOfTwo(t, 100, s => s % 2 == 0 ? 0.5 + x : 0.5 - x), 0.98e-6, 1.02e-6),
        new("Units.SaturatedSlope", (t, x) => Saturated(t, 100, _ => Logit((1 - Math.Sqrt(1 - x)) / 2)), 0.0099, 0.0101),
        new("Units.SaturatedSamples", (t, x) => Saturated(t, 1000, s => s < Math.Round(x * 1000) ? 20 : 0), 0.949, 0.95),
        new("Units.DenseSamples", (t, x) => $"{t.Units.AreFew(LayerKind.Dense, (long)x, 1)}", 2047, 2048),
        new("Units.ChannelSamples", (t, x) => $"{t.Units.AreFew(LayerKind.Channel, (long)x, 100)}", 511, 512),
        new("Units.HeldBackSamples", (t, x) => $"{t.Units.CanHoldBack(5 * (long)x)}", 299, 300),
        new("Units.HeldBackOneOf", (t, x) => $"{t.Units.CanHoldBack((long)x * 300)}", 4, 5),
        new("Units.ChannelPositions", (t, x) => $"{t.Units.AreFew(LayerKind.Channel, (long)x, 1)}", 2047, 2048),
    ];

    private static double Logit(double p) => Math.Log(p / (1 - p));

    private static string FirstOfTwo(Thresholds limits, int samples, Func<int, double> z)
    {
        var relu = ActivationCatalogue.Find("Relu")!;
        var seen = Patient.Dense(relu, samples, 2, (s, u) => u == 0 ? z(s) : s % 2 == 0 ? 1 : -1);
        return $"{Examination.Examine("a", "Relu", relu, LayerKind.Dense, seen, limits).Details[0].Verdict}";
    }

    private static string Saturated(Thresholds limits, int samples, Func<int, double> z) =>
        $"{Saturation.Measure(Saturation.Edges(s_sigmoid, limits), 1, 1, Enumerable.Range(0, samples).Select(s => (float)z(s)).ToArray(), limits).Units}";
}
