using System.Globalization;
using System.Text;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>How subdivisions look, dark and light: tints are quiet, creases and samples are not.</summary>
internal static class SubdivisionStyle
{
    // The ends between which tints lie, and one colour for each layer, each class, and the samples of each class.
    private static readonly Palette s_light = new(
        0xf3efe6, 0x7fa6b8,
        [0x0b666c, 0xb0307a, 0xc26a00, 0x4f46b8, 0x3b7a2a, 0x5b646c],
        [0xdbe8f5, 0xfbe3da, 0xe2efd9, 0xefe2f4, 0xfcefc9, 0xdfe3e6],
        [0x2f6496, 0xc2452d, 0x3f7d33, 0x8a4fa8, 0x9a7200, 0x586069]);

    private static readonly Palette s_dark = new(
        0x22272c, 0x557f92,
        [0x6fd0d2, 0xf07fc0, 0xf0a850, 0xa79ff5, 0x8fd07a, 0xb6bec6],
        [0x1f3347, 0x45291f, 0x24381c, 0x38274a, 0x3d3316, 0x2d3338],
        [0x8fbce6, 0xf2917e, 0x93d083, 0xcfa2e6, 0xe6c25c, 0xc3cad1]);

    /// <summary>The sheet.</summary>
    public static string Css { get; } =
        Variables()
        + Classes()
        + """
        .chart.plane { max-width: 40rem; } .chart.plane.small { max-width: 22rem; } .plane g path, .plane g rect, .plane g polygon { vector-effect: non-scaling-stroke; }
        .crease { fill: none; stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; } .sheet { fill: var(--card); stroke: var(--line); }
        .boundary { fill: none; stroke: var(--ink); stroke-width: 2.4; stroke-linecap: round; } path.halo { fill: none; stroke: var(--card); stroke-width: 4.6; stroke-linecap: round; opacity: .8; }
        .dots { fill: none; stroke-width: 4.6; stroke-linecap: round; } .dots.halo { stroke-width: 6.6; opacity: .75; } .p-x { stroke: var(--soft); }
        .mark { fill: var(--ink); stroke: var(--card); stroke-width: 1.5; } svg .named { fill: var(--ink); font-weight: 650; font-size: 13px; paint-order: stroke; stroke: var(--card); stroke-width: 3px; }
        .paper { fill: var(--card); stroke: var(--soft); stroke-width: 1; stroke-linejoin: round; } .flap { fill: var(--fold); stroke: var(--soft); stroke-width: 1; stroke-linejoin: round; opacity: .92; } .snip { fill: var(--fold); stroke: none; }
        .steps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr)); gap: 1rem 1.4rem; align-items: end; } .steps figure { margin: 0; min-width: 0; } .steps svg { width: 100%; height: auto; }
        figcaption { color: var(--soft); font-size: .875rem; margin-top: .3rem; overflow-wrap: anywhere; }

        """;

    private static string Variables() =>
        $"\n:root {{ {s_light.Declare()} --fold: #e8c9a0; }}\n@media (prefers-color-scheme: dark) {{ :root {{ {s_dark.Declare()} --fold: #7a5a32; }} }}\n";

    private static string Classes()
    {
        var css = new StringBuilder();
        for (var i = 0; i < TintScale.Levels; i++)
        {
            css.Append(CultureInfo.InvariantCulture, $".t-{i} {{ fill: var(--t{i}); }} ");
        }

        for (var i = 0; i < LayerColors.Count; i++)
        {
            css.Append(CultureInfo.InvariantCulture, $".k-{i} {{ stroke: var(--k{i}); }} .q-{i} {{ fill: var(--q{i}); }} .p-{i} {{ stroke: var(--p{i}); }} ");
        }

        return css.Append('\n').ToString();
    }

    private sealed record Palette(int Low, int High, int[] Creases, int[] Areas, int[] Dots)
    {
        public string Declare()
        {
            var css = new StringBuilder();
            for (var i = 0; i < TintScale.Levels; i++)
            {
                css.Append(CultureInfo.InvariantCulture, $"--t{i}: {Hex(Between(i / (TintScale.Levels - 1.0)))}; ");
            }

            for (var i = 0; i < LayerColors.Count; i++)
            {
                css.Append(CultureInfo.InvariantCulture, $"--k{i}: {Hex(Creases[i])}; --q{i}: {Hex(Areas[i])}; --p{i}: {Hex(Dots[i])}; ");
            }

            return css.ToString();
        }

        private int Between(double share) => Channel(16, share) | Channel(8, share) | Channel(0, share);

        private int Channel(int shift, double share)
        {
            var (low, high) = (Low >> shift & 255, High >> shift & 255);
            return (int)Math.Round(low + (share * (high - low))) << shift;
        }

        private static string Hex(int color) => "#" + color.ToString("x6", CultureInfo.InvariantCulture);
    }
}
