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

    public static void Write(Markup page, AuditResult result) => Page.Section(
        page,
        "numbers",
        "All numbers",
        section =>
            NumberTable.Write(
                section,
                "Units by layer. Dormant units include dead ones; z is the pre-activation, a the activation.",
                "Layer",
                result.Layers,
                l => l.Heading,
                s_columns
            )
    );
}
