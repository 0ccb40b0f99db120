using Relumine.Doctor.Audits;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Pages;

/// <summary>The numbers behind the drawings, one row for each layer.</summary>
internal static class LayerTable
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
        ("Sparsity", l => Wording.Percent(l.Sparsity)),
        ("Mean z", l => Wording.Number(l.MeanPreActivation)),
        ("Std z", l => Wording.Number(l.StdPreActivation)),
        ("Largest a", l => Wording.Number(l.MaxActivation)),
    ];

    public static void Write(Markup page, AuditResult result) => Page.Section(page, "numbers", "All numbers", section =>
    {
        section.Begin("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table of layers"))
            .Begin("table").Leaf("caption", "Units by layer. Dormant units include dead ones; z is the pre-activation, a the activation.")
            .Begin("thead").Begin("tr").Leaf("th", "Layer", ("scope", "col"));
        foreach (var (head, _) in s_columns)
        {
            section.Leaf("th", head, ("scope", "col"));
        }

        section.End().End().Begin("tbody");
        foreach (var layer in result.Layers)
        {
            section.Begin("tr").Leaf("th", layer.Name, ("scope", "row"), ("title", layer.Name));
            foreach (var (_, cell) in s_columns)
            {
                section.Leaf("td", cell(layer));
            }

            section.End().Line();
        }

        section.End().End().End().Line();
    });
}
