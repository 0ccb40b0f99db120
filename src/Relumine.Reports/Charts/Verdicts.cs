using Relumine.Doctor.Units;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>How verdicts on units look and how they are ordered: a class of the style sheet (colour and pattern) each.</summary>
internal static class Verdicts
{
    /// <summary>All verdicts, the gravest first: the order of bars and legends.</summary>
    public static IReadOnlyList<UnitVerdict> All { get; } = [.. Enum.GetValues<UnitVerdict>().OrderDescending()];

    /// <summary>The class of the style sheet that fills a shape.</summary>
    public static string Class(UnitVerdict verdict) => verdict switch
    {
        UnitVerdict.Invalid => "v-invalid",
        UnitVerdict.Dead => "v-dead",
        UnitVerdict.NeverPositive => "v-negative",
        UnitVerdict.NearlyDead => "v-rare",
        UnitVerdict.Dormant => "v-dormant",
        UnitVerdict.Constant => "v-constant",
        UnitVerdict.AlwaysOn => "v-on",
        _ => "v-healthy",
    };

    /// <summary>How many units of each verdict there are.</summary>
    public static ILookup<UnitVerdict, UnitResult> Of(IEnumerable<UnitResult> units) => units.ToLookup(u => u.Verdict);

    /// <summary>
    /// The patterns that tell verdicts apart without colour, defined once for all drawings of a page. Their colours come
    /// from the style sheet, so they follow the reader's choice of dark or light.
    /// </summary>
    public static void Define(Markup page)
    {
        page.Begin("svg", ("class", "defs"), ("width", 0), ("height", 0), ("aria-hidden", "true"), ("focusable", "false")).Begin("defs");
        Stripes(page, "p-dead", "c-dead", 45, 6, 2.2);
        Stripes(page, "p-rare", "c-rare", -45, 6, 1.4);
        Stripes(page, "p-on", "c-on", 0, 5, 1.2);
        Stripes(page, "p-dormant", "c-dormant", 90, 5, 1.2);
        Stripes(page, "p-negative", "c-negative", 90, 9, 4);
        Dots(page, "p-constant", "c-constant");
        Cross(page, "p-invalid", "c-invalid");
        page.End().End();
    }

    private static void Stripes(Markup page, string id, string color, double angle, double pitch, double width) =>
        page.Begin(
                "pattern",
                ("id", id),
                ("width", pitch),
                ("height", pitch),
                ("patternUnits", "userSpaceOnUse"),
                ("patternTransform", $"rotate({Markup.Number(angle)})")
            )
            .Empty("rect", ("class", color), ("width", pitch), ("height", pitch))
            .Empty("rect", ("class", "c-mark"), ("width", width), ("height", pitch))
            .End();

    private static void Dots(Markup page, string id, string color) => page
        .Begin("pattern", ("id", id), ("width", 6), ("height", 6), ("patternUnits", "userSpaceOnUse"))
        .Empty("rect", ("class", color), ("width", 6), ("height", 6))
        .Empty("circle", ("class", "c-mark"), ("cx", 3), ("cy", 3), ("r", 1.2))
        .End();

    private static void Cross(Markup page, string id, string color) => page
        .Begin("pattern", ("id", id), ("width", 6), ("height", 6), ("patternUnits", "userSpaceOnUse"), ("patternTransform", "rotate(45)"))
        .Empty("rect", ("class", color), ("width", 6), ("height", 6))
        .Empty("rect", ("class", "c-mark"), ("width", 1.5), ("height", 6))
        .Empty("rect", ("class", "c-mark"), ("width", 6), ("height", 1.5))
        .End();
}
