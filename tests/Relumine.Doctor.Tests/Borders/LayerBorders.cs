using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using static Relumine.Doctor.Tests.Borders.Sample;

namespace Relumine.Doctor.Tests.Borders;

/// <summary>The borders of what is said of a layer, and of a signal on its way through layers.</summary>
internal static class LayerBorders
{
    public static IEnumerable<Border> All =>
        [
            new("Layers.DeadInfo", (t, x) => Found("dead-units", t, Layer with { Dead = Count(x) }), 0.099, 0.1),
            new("Layers.DeadInfo", (t, x) => Found("killed-units", t, With(Layer with { Dead = Count(x) })), 0.099, 0.1),
            new("Layers.DeadInfo", (t, x) => Found("born-dead-units", t, With(Layer with { Dead = Count(x), BornDead = Count(x) })), 0.099, 0.1),
            new("Layers.DeadWarning", (t, x) => Found("dead-units", t, Layer with { Dead = Count(x) }), 0.399, 0.4),
            new("Layers.DeadWarning", (t, x) => Found("killed-units", t, With(Layer with { Dead = Count(x) })), 0.399, 0.4),
            new("Layers.DeadWarning", (t, x) => Found("born-dead-units", t, With(Layer with { Dead = Count(x), BornDead = Count(x) })), 0.399, 0.4),
            new("Layers.NearlyDeadInfo", (t, x) => Found("nearly-dead-units", t, Layer with { NearlyDead = Count(x) }), 0.099, 0.1),
            new("Layers.DormantInfo", (t, x) => Found("dormant-units", t, Layer with { Dormant = Count(x) }), 0.099, 0.1),
            new("Layers.AlwaysOnInfo", (t, x) => Found("always-on-units", t, Layer with { AlwaysOn = Count(x) }), 0.099, 0.1),
            new("Layers.ConstantInfo", (t, x) => Found("constant-units", t, Layer with { Constant = Count(x) }), 0.099, 0.1),
            new("Layers.ConstantWarning", (t, x) => Found("constant-units", t, Layer with { Constant = Count(x) }), 0.5, 0.501),
            new("Layers.SaturatedWarning", (t, x) => Found("saturated-units", t, With(Layer with { Saturated = Count(x) })), 0.5, 0.501),
            new(
                "Layers.SymmetricShare",
                (t, x) => Found("symmetric-units", t, Run with { Weights = [new WeightState("w", Sample.Units + 1, 1.4, Count(x), 0, 0, false)] }),
                0.499,
                0.5
            ),
            new("Layers.GainLayers", (t, x) => Found("exploding-activations", t, Growing((int)x, 2)), 3, 4),
            new("Layers.GainLayers", (t, x) => Found("vanishing-signal", t, Growing((int)x, 0.5)), 3, 4),
            new("Layers.GainLayers", (t, x) => Found("exploding-gradient", t, Fading((int)x, 2000)), 3, 4),
            new("Layers.GainLayers", (t, x) => Found("vanishing-gradient", t, Fading((int)x, 1.0 / 2000)), 3, 4),
            new("Layers.ExplodingGain", (t, x) => Found("exploding-activations", t, Growing(5, x)), 1.39, 1.41),
            new("Layers.ExplodingGain", (t, x) => Found("exploding-gradient", t, Fading(31, Math.Pow(x, 30))), 1.39, 1.41),
            new("Layers.ExplodingTotal", (t, x) => Found("exploding-activations", t, Growing(2, x)), 999, 1001),
            new("Layers.VanishingGain", (t, x) => Found("vanishing-signal", t, Growing(5, x)), 0.69, 0.71),
            new("Layers.VanishingGain", (t, x) => Found("vanishing-gradient", t, Fading(31, Math.Pow(x, 30))), 0.69, 0.71),
            new("Layers.VanishingTotal", (t, x) => Found("vanishing-signal", t, Deep(1, 0.1, 0.01, x)), 0.99e-4, 1.01e-4),
            new("Layers.VanishingGradient", (t, x) => Found("vanishing-gradient", t, Fading(5, x)), 0.99e-3, 1.01e-3),
            new("Layers.VanishingGradientCritical", (t, x) => Found("vanishing-gradient", t, Fading(5, x) with { Score = 0 }), 0.99e-5, 1.01e-5),
            new("Layers.ExplodingGradient", (t, x) => Found("exploding-gradient", t, Fading(5, x)), 999, 1001),
        ];

    // dL/dz of the first layer is x times that of the last.
    private static CaseHistory Fading(int layers, double x) => With([.. Enumerable.Range(0, layers).Select(i => Layer with { Name = $"a{i}" })]) with
    {
        StartGradients = [x, .. Enumerable.Repeat(1.0, layers - 1)],
    };
}
