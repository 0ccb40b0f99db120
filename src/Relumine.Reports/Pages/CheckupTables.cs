using Relumine.Doctor.Checkups;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Pages;

/// <summary>The details of a checkup: the layers of the untreated and of the treated network, and every seed.</summary>
internal static class CheckupTables
{
    private static readonly (string Head, Func<LayerResult, string> Cell, bool Always)[] s_layerColumns =
    [
        ("Activation", l => l.Activation, true),
        ("Units", l => Wording.Count(l.Units), true),
        ("Dead", l => l.Dead is { } dead ? Wording.Count(dead) : "cannot die", true),
        ("Born dead", l => Wording.Count(l.BornDead ?? 0), true),
        ("Killed by step", l => l.KilledAtStep is { } step ? Wording.Count(step) : "–", false),
        ("Nearly dead", l => Wording.Count(l.NearlyDead), true),
        ("Always on", l => Wording.Count(l.AlwaysOn), false),
        ("Constant", l => Wording.Count(l.Constant), false),
        ("Saturated", l => l.Saturated is { } saturated ? Wording.Count(saturated) : "–", false),
        ("Sparsity", l => Wording.Percent(l.Sparsity), true),
        ("Std z", l => Wording.Number(l.StdPreActivation), true),
    ];

    public static void Write(Markup page, CheckupResult result)
    {
        if (result.Untreated.Layers.Count > 0)
        {
            Page.Section(page, "layers", "Every layer", section =>
            {
                LayerResult[] all = [.. result.Untreated.Layers, .. result.Treated?.Layers ?? []];
                var columns = s_layerColumns.Where(c => c.Always || all.Any(l => c.Cell(l) is not ("0" or "–"))).Select(c => (c.Head, c.Cell)).ToArray();
                Layers(section, "The untreated network at its end; z is the pre-activation. "
                    + "Kinds of units of which there are none are left out.", result.Untreated, columns);
                if (result.Treated is { } treated)
                {
                    Layers(section, "The treated network at its end.", treated, columns);
                }
            });
        }

        if (result.Seeds.Count > 1)
        {
            Page.Section(
                page,
                "seeds",
                "Every seed",
                section =>
                    NumberTable.Write(
                        section,
                        "The same checkup with other random numbers.",
                        "Seed",
                        result.Seeds,
                        s => s.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
                        SeedColumns(result)
                    )
            );
        }
    }

    private static void Layers(Markup page, string caption, RunSummary run, (string, Func<LayerResult, string>)[] columns) =>
        NumberTable.Write(page, caption, "Layer", run.Layers, l => l.Name, columns);

    private static (string, Func<SeedResult, string>)[] SeedColumns(CheckupResult result) =>
    [
        ("Verdict", s => CheckupWording.Word(s.Verdict)),
        ("Cause", s => s.Cause ?? "–"),
        ("Untreated", s => CheckupWording.Score(result, s.Untreated)),
        ("Treated", s => s.Treated is { } score ? CheckupWording.Score(result, score) : "–"),
        ("Clean", s => s.Clean is { } score ? CheckupWording.Score(result, score) : "–"),
        ("Cost", s => CheckupWording.Cost(s.Cost)),
        ("Critical findings", s => s.Critical.Count == 0 ? "–" : string.Join(", ", s.Critical)),
    ];
}
