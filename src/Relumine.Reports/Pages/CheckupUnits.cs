using Relumine.Doctor.Checkups;
using Relumine.Doctor.Units;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>The units of an untreated and a treated network side by side, cell by cell.</summary>
internal static class CheckupUnits
{
    private const int MostLayers = 12;
    private const int MostCells = 512;

    /// <summary>Writes the section, if it is known of each unit how often it fired.</summary>
    public static void Write(Markup page, CheckupResult result)
    {
        LayerResult[] before = [.. result.Untreated.Layers.Where(l => l.Details.Count > 0)];
        if (before.Length == 0)
        {
            return;
        }

        Page.Section(page, "units", result.Treated is null ? "Unit by unit" : "Unit by unit, untreated and treated", section =>
        {
            section.Begin("div", ("class", "card")).Leaf(
                "p", "A cell for each unit at the end of training, coloured by the share of samples on which it fired.", ("class", "note"));
            Legend.Draw(section, [
                (Verdicts.Class(UnitVerdict.Dead), "dead"), .. FiringRates.Fillings, (Verdicts.Class(UnitVerdict.AlwaysOn), "always on"),
                .. before.Any(l => l.NonFinite > 0) ? [(Verdicts.Class(UnitVerdict.Invalid), "not finite")] : Array.Empty<(string, string)>(),
            ]);
            foreach (var layer in before.Take(MostLayers))
            {
                section.Leaf("h3", layer.Name, ("class", "after")).Begin("div", ("class", "pair densities"));
                One(section, "Untreated", layer);
                if (result.Treated?.Layers.FirstOrDefault(l => l.Name == layer.Name) is { Details.Count: > 0 } treated)
                {
                    One(section, "Treated", treated);
                }

                section.End();
            }

            if (before.Length > MostLayers)
            {
                section.Leaf("p", $"The first {Wording.Count(MostLayers)} of {Wording.Count(before.Length)} layers.", ("class", "note"));
            }

            section.End().Line();
        });
    }

    private static void One(Markup section, string heading, LayerResult layer) => section
        .Begin("div")
        .Leaf("h4", layer.Dead is { } dead ? $"{heading}: {Wording.Count(dead)} of {Wording.Count(layer.Units)} dead" : heading)
        .Add(map => UnitMap.Draw(map, layer, MostCells))
        .End();
}
