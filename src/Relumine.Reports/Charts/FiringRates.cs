namespace Relumine.Reports.Charts;

/// <summary>
/// The classes that firing rates are sorted into: finer towards 0, where it matters, with exactly 0 and exactly 1 apart.
/// </summary>
internal static class FiringRates
{
    private static readonly double[] s_bounds = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

    /// <summary>The names of the classes, from none of the samples to all.</summary>
    public static IReadOnlyList<string> Names { get; } = ["never", "< 1 %", "1–2", "2–5", "5–10", "10–20", "20–50", "≥ 50", "all"];

    /// <summary>The class of a rate from 0 to 1, as an index into <see cref="Names"/>.</summary>
    public static int Class(double rate) => rate switch
    {
        0 => 0,
        1 => Names.Count - 1,
        _ => 1 + s_bounds.Count(b => rate >= b),
    };

    /// <summary>The class of the style sheet that fills a shape for the class of a rate.</summary>
    public static string Fill(double rate) => Class(rate) switch
    {
        0 => "r-0",
        1 => "r-1",
        2 or 3 => "r-2",
        4 or 5 => "r-3",
        6 => "r-4",
        _ => "r-5",
    };

    /// <summary>The fillings of <see cref="Fill"/> and what they mean.</summary>
    public static IReadOnlyList<(string Class, string Word)> Fillings { get; } =
        [("r-1", "fires on < 1 %"), ("r-2", "1–5 %"), ("r-3", "5–20 %"), ("r-4", "20–50 %"), ("r-5", "50–100 %")];
}
