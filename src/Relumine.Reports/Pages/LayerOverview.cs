using Relumine.Doctor.Audits;
using Relumine.Doctor.Units;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>All layers at one glance: bars, and the size of the signal on its way through them.</summary>
internal static class LayerOverview
{
    public static void Write(Markup page, AuditResult result) => Page.Section(page, "layers", "Layers at a glance", section =>
    {
        if (result.Layers.All(l => l.Details.Count > 0))
        {
            Bars(section, result.Layers);
        }

        if (result.Layers.Count > 2 && SignalChart.CanDraw(result.Layers))
        {
            section
                .Begin("div", ("class", "card pair signal"))
                .Begin("div")
                .Leaf("h3", "Size of the signal")
                .Leaf(
                    "p",
                    "The standard deviation of the pre-activations, layer by layer, on a logarithmic scale. Level is healthy; "
                        + "a steady rise or fall costs the last layers.",
                    ("class", "note")
                )
                .Leaf("p", Gain(result.Layers))
                .End()
                .Begin("div")
                .Add(card => SignalChart.Draw(card, result.Layers))
                .End()
                .End();
        }
    }
        );

    private static string Gain(IReadOnlyList<LayerResult> layers) =>
        SignalGain.Of(layers) is { } gain
            ? $"Here it changes by a factor of {Wording.Number(gain.PerLayer)} per layer, {Wording.Number(gain.Total)} in all."
            : "";

    private static void Bars(Markup page, IReadOnlyList<LayerResult> layers)
    {
        page.Begin("div", ("class", "card")).Begin("ul", ("class", "bars"));
        foreach (var layer in layers)
        {
            page.Begin("li")
                .Leaf("span", layer.Heading, ("class", "name"), ("title", layer.Heading))
                .Add(bar => VerdictBar.Draw(bar, layer))
                .Leaf(
                    "span",
                    layer.Dead is { } dead
                        ? $"{Wording.Count(dead)} of {Wording.Count(layer.Units)} dead"
                        : $"{Wording.Count(layer.NeverPositive)} of {Wording.Count(layer.Units)} never positive",
                    ("class", "count")
                )
                .End()
                .Line();
        }

        var present = layers.SelectMany(l => l.Details.Select(u => u.Verdict)).ToHashSet();
        page.End().Add(legend => Legend.Draw(legend, Verdicts.All.Where(present.Contains).Select(v => (Verdicts.Class(v), Wording.Name(v))))).End().Line();
    }
}
