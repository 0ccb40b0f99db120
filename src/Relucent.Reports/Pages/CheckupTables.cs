namespace Relucent.Reports.Pages;

/// <summary>The details of a checkup: the layers of the untreated and of the treated network, and every seed.</summary>
internal static class CheckupTables
{
    private static readonly (string, Func<LayerResult, string>)[] s_layerColumns =
    [
        ("Activation", l => l.Activation),
        ("Units", l => Wording.Count(l.Units)),
        ("Dead", l => l.Dead is { } dead ? Wording.Count(dead) : "cannot die"),
        ("Born dead", l => Wording.Count(l.BornDead ?? 0)),
        ("Killed by step", l => l.KilledAtStep is { } step ? Wording.Count(step) : "–"),
        ("Nearly dead", l => Wording.Count(l.NearlyDead)),
        ("Always on", l => Wording.Count(l.AlwaysOn)),
        ("Constant", l => Wording.Count(l.Constant)),
        ("Saturated", l => l.Saturated is { } saturated ? Wording.Count(saturated) : "–"),
        ("Sparsity", l => Wording.Percent(l.Sparsity)),
        ("std z", l => Wording.Number(l.StdPreActivation)),
    ];

    private static readonly (string, Func<SeedResult, string>)[] s_seedColumns =
    [
        ("Verdict", s => CheckupWording.Word(s.Verdict)),
        ("Cause", s => s.Cause ?? "–"),
        ("Untreated", s => CheckupWording.Score(s.Untreated)),
        ("Treated", s => s.Treated is { } score ? CheckupWording.Score(score) : "–"),
        ("Clean", s => s.Clean is { } score ? CheckupWording.Score(score) : "–"),
        ("Cost", s => CheckupWording.Cost(s.Cost)),
        ("Critical findings", s => s.Critical.Count == 0 ? "–" : string.Join(", ", s.Critical)),
    ];

    public static void Write(Markup page, CheckupResult result)
    {
        if (result.Untreated.Layers.Count > 0)
        {
            Page.Section(page, "layers", "Every layer", section =>
            {
                Layers(section, "The untreated network at its end.", result.Untreated);
                if (result.Treated is { } treated)
                {
                    Layers(section, "The treated network at its end.", treated);
                }
            });
        }

        if (result.Seeds.Count > 1)
        {
            Page.Section(page, "seeds", "Every seed", section =>
                NumberTable.Write(section, "The same checkup with other random numbers.", "Seed", result.Seeds, s => s.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture), s_seedColumns));
        }
    }

    private static void Layers(Markup page, string caption, RunSummary run) => NumberTable.Write(page, caption, "Layer", run.Layers, l => l.Name, s_layerColumns);
}
