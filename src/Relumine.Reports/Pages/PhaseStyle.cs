using System.Globalization;
using System.Text;
using Relumine.Reports.Charts;

namespace Relumine.Reports.Pages;

/// <summary>How pictures of sweeps look: from nearly the paper to full colour, so that a border between two phases is seen at once.</summary>
internal static class PhaseStyle
{
    private static readonly int[] s_light = [0xf1eee7, 0x9cc7c4, 0x0b4a55];
    private static readonly int[] s_dark = [0x23282d, 0x2f6f70, 0xb9ece6];

    /// <summary>The sheet.</summary>
    public static string Css { get; } =
        $"\n:root {{ {Declare(s_light)} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {Declare(s_dark)} }} }}\n{Classes()}\n"
        + ".phase rect { shape-rendering: crispEdges; }\n";

    private static string Declare(int[] colors)
    {
        var css = new StringBuilder();
        for (var i = 0; i < TintScale.Levels; i++)
        {
            var at = 2.0 * i / (TintScale.Levels - 1);
            var (from, to, share) = at < 1 ? (colors[0], colors[1], at) : (colors[1], colors[2], at - 1);
            css.Append(
                CultureInfo.InvariantCulture,
                $"--h{i}: #{Mix(from >> 16, to >> 16, share):x2}{Mix(from >> 8, to >> 8, share):x2}{Mix(from, to, share):x2}; "
            );
        }

        return css.ToString();
    }

    private static string Classes()
    {
        var css = new StringBuilder();
        for (var i = 0; i < TintScale.Levels; i++)
        {
            css.Append(CultureInfo.InvariantCulture, $".h-{i} {{ fill: var(--h{i}); }} ");
        }

        return css.ToString();
    }

    private static int Mix(int from, int to, double share) => (int)Math.Round((from & 255) + ((to & 255) - (from & 255)) * share);
}
