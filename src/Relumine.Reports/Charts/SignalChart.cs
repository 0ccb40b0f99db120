using Relumine.Doctor.Units;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>The standard deviation of the pre-activations from layer to layer, on a logarithmic scale: level is healthy.</summary>
internal static class SignalChart
{
    /// <summary>Whether enough layers have a deviation to draw.</summary>
    public static bool CanDraw(IReadOnlyList<LayerResult> layers) => layers.Count(IsMeasured) >= 2;

    /// <summary>Draws one point for each layer.</summary>
    public static void Draw(Markup page, IReadOnlyList<LayerResult> layers)
    {
        var points = layers.Select((l, i) => (Layer: l, Number: i + 1)).Where(p => IsMeasured(p.Layer)).ToArray();
        var deviations = points.Select(p => p.Layer.StdPreActivation).ToArray();
        var frame = new Frame(
            Scale.Linear(1, layers.Count, Frame.Left + 12, Frame.Right - 12),
            Scale.Logarithmic(deviations.Min(), deviations.Max(), Frame.Bottom, Frame.Top));
        var every = (layers.Count + 11) / 12;
        frame.Begin(
            page,
            "Size of the signal from layer to layer",
            "Standard deviation of the pre-activations: "
                + string.Join(", ", points.Select(p => $"layer {p.Number} {Wording.Number(p.Layer.StdPreActivation)}"))
                + ".",
            "layer",
            layers.Select((_, i) => i).Where(i => i % every == 0).Select(i => (i + 1.0, Wording.Count(i + 1)))
        );
        page.Empty("path", ("class", "line"), ("d", frame.Path(points.Select(p => ((double)p.Number, p.Layer.StdPreActivation)))));
        foreach (var (layer, number) in points)
        {
            page.Begin("circle", ("class", "dot"), ("cx", frame.X.At(number)), ("cy", frame.Y.At(layer.StdPreActivation)), ("r", 3.2))
                .Leaf("title", $"{layer.Name}: {Wording.Number(layer.StdPreActivation)}").End();
        }

        page.End();
    }

    private static bool IsMeasured(LayerResult layer) => double.IsFinite(layer.StdPreActivation) && layer.StdPreActivation > 0;
}
