using Relumine.Doctor.Audits;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>Every layer by itself: the map of its units, how often they fire, and which are dead.</summary>
internal static class LayerCards
{
    // Together about a megabyte of cells, however large the network is.
    private const int CellsOfPage = 12_000;
    private const int CellsOfLayer = 2048;
    private const int NamedUnits = 400;

    public static void Write(Markup page, AuditResult result)
    {
        if (result.Layers.Any(l => l.Details.Count == 0))
        {
            return;
        }

        var cells = Math.Clamp(CellsOfPage / result.Layers.Count, 64, CellsOfLayer);
        Page.Section(page, "units", "Unit by unit", section =>
        {
            Legend.Draw(section, [
                (Verdicts.Class(UnitVerdict.Dead), "dead"), .. FiringRates.Fillings, (Verdicts.Class(UnitVerdict.AlwaysOn), "always on"),
                .. result.Layers.Any(l => l.Dead is null && l.NeverPositive > 0)
                    ? [(Verdicts.Class(UnitVerdict.NeverPositive), "never positive")]
                    : Array.Empty<(string, string)>(),
                .. result.Layers.Any(l => l.NonFinite > 0) ? [(Verdicts.Class(UnitVerdict.Invalid), "not finite")] : Array.Empty<(string, string)>(),
            ]);
            foreach (var layer in result.Layers)
            {
                Card(section, layer, cells);
            }
        });
    }

    private static void Card(Markup page, LayerResult layer, int cells)
    {
        var kind = layer.Kind == LayerKind.Dense ? "" : $" of {Wording.Count(layer.Positions, "position")}";
        page.Begin("article", ("class", "card layer"))
            .Begin("header").Leaf("h3", $"Layer {layer.Heading}")
            .Leaf("p", $"{layer.Activation}, {Wording.Count(layer.Units)} {layer.Units()}{kind}").End()
            .Begin("div", ("class", "pair"))
            .Begin("div").Leaf("h4", UnitMap.Caption(layer, cells)).Add(map => UnitMap.Draw(map, layer, cells)).Add(facts => Facts(facts, layer)).End()
            .Begin("div").Leaf("h4", "How many units fire how often").Add(chart => FiringHistogram.Draw(chart, layer)).End()
            .End();
        if (NormalizationEvidence.Note(layer) is { } normalized)
        {
            page.Leaf("p", normalized, ("class", "note"));
        }

        if (LearnedSlopes.Note(layer) is { } slopes)
        {
            page.Leaf("p", slopes, ("class", "note"));
        }

        if (layer.DeadUnits.Count > 0)
        {
            var more = layer.DeadUnits.Count - NamedUnits;
            page.Begin("details")
                .Leaf("summary", $"The {Wording.Count(layer.DeadUnits.Count, $"dead {layer.Units().TrimEnd('s')}")} by index")
                .Leaf(
                    "p",
                    string.Join(", ", layer.DeadUnits.Take(NamedUnits)) + (more > 0 ? $" and {Wording.Count(more)} more; all are in the JSON." : "."),
                    ("class", "note")
                )
                .End();
        }

        page.End().Line();
    }

    private static void Facts(Markup page, LayerResult layer)
    {
        page.Begin("dl", ("class", "facts"));
        foreach (var (name, value) in (IEnumerable<(string, string)>)[
            ("sparsity", Wording.Percent(layer.Sparsity)),
            ("mean z", Wording.Number(layer.MeanPreActivation)),
            ("std z", Wording.Number(layer.StdPreActivation)),
            ("largest activation", Wording.Number(layer.MaxActivation))])
        {
            page.Begin("div").Leaf("dt", name).Leaf("dd", value).End();
        }

        page.End();
    }
}
