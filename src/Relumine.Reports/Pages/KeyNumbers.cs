using Relumine.Doctor.Audits;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Pages;

/// <summary>The numbers that a reader looks for first.</summary>
internal static class KeyNumbers
{
    public static void Write(Markup page, AuditResult result)
    {
        var totals = result.Totals;
        page.Begin("dl", ("class", "numbers"));
        Number(page, "Units examined", Wording.Count(totals.Units), Wording.Count(result.Layers.Count, "layer"));
        Number(page, "Dead", Wording.Count(totals.Dead), Share(totals.Dead, totals.Units));
        Number(page, "Nearly dead", Wording.Count(totals.NearlyDead), Share(totals.NearlyDead, totals.Units));
        Number(page, "Always on", Wording.Count(totals.AlwaysOn), Share(totals.AlwaysOn, totals.Units));
        Number(page, "Sparsity", Wording.Percent(totals.Sparsity), "of values; not death");
        if (result.Accuracy is { } accuracy)
        {
            Number(page, "Accuracy", Wording.Percent(accuracy), $"of {Wording.Count(result.Data.Samples, "sample")}");
        }

        page.End().Line();
    }

    private static void Number(Markup page, string name, string value, string about) =>
        page.Begin("div").Leaf("dt", name).Begin("dd").Text(value).Leaf("span", about).End().End();

    private static string Share(int part, int whole) => whole == 0 ? "of none" : $"{Wording.Percent(part / (double)whole)} of all";
}
