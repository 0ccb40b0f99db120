using Relucent.Reports.Charts;

namespace Relucent.Reports.Pages;

/// <summary>All layers at one glance: bars, the table of numbers behind them, and the size of the signal.</summary>
internal static class LayerOverview
{
    private static readonly (string Head, Func<LayerResult, string> Cell)[] s_columns =
    [
        ("Units", l => Wording.Count(l.Units)),
        ("Dead", l => l.Dead is { } dead ? Wording.Count(dead) : "cannot die"),
        ("Nearly dead", l => Wording.Count(l.NearlyDead)),
        ("Dormant", l => Wording.Count(l.Dormant)),
        ("Always on", l => Wording.Count(l.AlwaysOn)),
        ("Constant", l => Wording.Count(l.Constant)),
        ("Not finite", l => Wording.Count(l.NonFinite)),
        ("At rest", l => Wording.Percent(l.Sparsity)),
        ("Mean z", l => Wording.Number(l.MeanPreActivation)),
        ("Std z", l => Wording.Number(l.StdPreActivation)),
        ("Largest a", l => Wording.Number(l.MaxActivation)),
    ];

    public static void Write(Markup page, AuditResult result) => Page.Section(page, "layers", "Layers at a glance", section =>
    {
        if (result.Layers.All(l => l.Details.Count > 0))
        {
            Bars(section, result.Layers);
        }

        Table(section, result.Layers);
        if (result.Layers.Count > 2 && SignalChart.CanDraw(result.Layers))
        {
            section.Begin("div", ("class", "card"), ("style", "margin-top:1rem"))
                .Leaf("h3", "Size of the signal")
                .Leaf("p", "The standard deviation of the pre-activations, layer by layer, on a logarithmic scale. Level is healthy; a steady rise or fall costs the last layers.", ("class", "note"))
                .Add(card => SignalChart.Draw(card, result.Layers)).End();
        }
    });

    private static void Bars(Markup page, IReadOnlyList<LayerResult> layers)
    {
        page.Begin("div", ("class", "card")).Begin("ul", ("class", "bars"));
        foreach (var layer in layers)
        {
            page.Begin("li")
                .Leaf("span", layer.Name, ("class", "name"), ("title", layer.Name))
                .Add(bar => VerdictBar.Draw(bar, layer))
                .Leaf("span", layer.Dead is { } dead ? $"{Wording.Count(dead)} of {Wording.Count(layer.Units)} dead" : $"{Wording.Count(layer.NeverPositive)} never positive", ("class", "count"))
                .End().Line();
        }

        var present = layers.SelectMany(l => l.Details.Select(u => u.Verdict)).ToHashSet();
        page.End().Add(legend => Legend.Draw(legend, Verdicts.All.Where(present.Contains).Select(v => (Verdicts.Class(v), Verdicts.Word(v))))).End().Line();
    }

    private static void Table(Markup page, IReadOnlyList<LayerResult> layers)
    {
        page.Begin("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table of layers"))
            .Begin("table").Leaf("caption", "Units by layer. Dormant units include dead ones; z is the pre-activation, a the activation.")
            .Begin("thead").Begin("tr").Leaf("th", "Layer", ("scope", "col"));
        foreach (var (head, _) in s_columns)
        {
            page.Leaf("th", head, ("scope", "col"));
        }

        page.End().End().Begin("tbody");
        foreach (var layer in layers)
        {
            page.Begin("tr").Leaf("th", layer.Name, ("scope", "row"), ("title", layer.Name));
            foreach (var (_, cell) in s_columns)
            {
                page.Leaf("td", cell(layer));
            }

            page.End().Line();
        }

        page.End().End().End().Line();
    }
}
