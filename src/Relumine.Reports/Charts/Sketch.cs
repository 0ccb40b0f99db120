using System.Globalization;
using System.Text;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Charts;

/// <summary>A drawing of what a word means: how it is in health, and beside it how it is with the illness. It shows no measured numbers.</summary>
/// <param name="Caption">What is drawn, in a sentence.</param>
/// <param name="Healthy">How it should be.</param>
/// <param name="Ill">How it is.</param>
internal sealed record Sketch(string Caption, Sketch.Panel Healthy, Sketch.Panel Ill)
{
    private const double Width = 220;
    private const double Height = 112;
    private const double Floor = 88;
    private const double Top = 8;
    private const int Steps = 60;

    /// <summary>Draws both.</summary>
    public void Draw(Markup page)
    {
        page.Begin("div", ("class", "card")).Begin("div", ("class", "pair sketches"));
        One(page, "As it should be", Healthy);
        One(page, "With this", Ill);
        page.End().Leaf("p", Caption + " A sketch, no measurement.", ("class", "note after")).End().Line();
    }

    private static void One(Markup page, string heading, Panel panel)
    {
        page.Begin("div").Leaf("h4", heading)
            .Begin("svg", ("class", "chart sketch"), ("role", "img"), ("viewBox", FormattableString.Invariant($"0 0 {Width} {Height}")))
            .Leaf("title", heading).Leaf("desc", panel.About).Add(panel.Draw);
        if (panel.Axis.Length > 0)
        {
            page.Empty("line", ("class", "axis"), ("x1", 0), ("x2", Width), ("y1", Floor), ("y2", Floor))
                .Leaf("text", panel.Axis, ("class", "label"), ("x", Width / 2), ("y", Floor + 18), ("text-anchor", "middle"));
        }

        page.End().Leaf("p", panel.About, ("class", "note")).End();
    }

    /// <summary>One of the two drawings.</summary>
    /// <param name="About">What is seen, in a few words.</param>
    /// <param name="Axis">What the horizontal axis counts; empty for none.</param>
    internal abstract record Panel(string About, string Axis)
    {
        /// <summary>Draws what is inside.</summary>
        public abstract void Draw(Markup page);
    }

    /// <summary>Lines; x and y go from 0 to 1.</summary>
    internal sealed record Lines(string About, string Axis, params Func<double, double>[] Functions) : Panel(About, Axis)
    {
        /// <summary>Where an upright dotted line stands; null for none.</summary>
        public double? Zero { get; init; }

        /// <inheritdoc/>
        public override void Draw(Markup page)
        {
            if (Zero is { } zero)
            {
                page.Empty("line", ("class", "jump"), ("x1", zero * Width), ("x2", zero * Width), ("y1", Top), ("y2", Floor));
            }

            for (var line = 0; line < Functions.Length; line++)
            {
                var path = new StringBuilder();
                for (var i = 0; i <= Steps; i++)
                {
                    var x = i / (double)Steps;
                    var y = Functions[line](x);
                    if (!double.IsFinite(y))
                    {
                        break;
                    }

                    path.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? 'M' : 'L')}{x * Width:0.#} {Floor - (Math.Clamp(y, 0, 1) * (Floor - Top)):0.#}");
                }

                page.Empty("path", ("class", Curve.ClassOf(line)), ("d", path.ToString()));
            }
        }
    }

    /// <summary>Bars, from 0 to 1.</summary>
    internal sealed record Bars(string About, string Axis, params double[] Heights) : Panel(About, Axis)
    {
        /// <inheritdoc/>
        public override void Draw(Markup page)
        {
            var slot = Width / Heights.Length;
            for (var i = 0; i < Heights.Length; i++)
            {
                var height = Math.Max(1, Heights[i] * (Floor - Top));
                page.Empty("rect", ("class", "c-bar"), ("x", (i * slot) + 2), ("width", slot - 4), ("y", Floor - height), ("height", height));
            }
        }
    }

    /// <summary>Units as cells, a letter each: h healthy, d dead, r rare, o always on, c constant, s dormant, n never positive, x not finite.</summary>
    internal sealed record Units(string About, string Letters) : Panel(About, "")
    {
        private const int Columns = 8;
        private const int Cell = 22;

        /// <inheritdoc/>
        public override void Draw(Markup page)
        {
            for (var i = 0; i < Letters.Length; i++)
            {
                page.Empty(
                    "rect",
                    ("class", Fill(Letters[i])),
                    ("x", (i % Columns * (Cell + 3)) + 8),
                    ("y", (i / Columns * (Cell + 3)) + 4),
                    ("width", Cell),
                    ("height", Cell),
                    ("rx", 2)
                );
            }
        }

        private static string Fill(char letter) => letter switch
        {
            'd' => "v-dead",
            'r' => "v-rare",
            'o' => "v-on",
            'c' => "v-constant",
            's' => "v-dormant",
            'n' => "v-negative",
            'x' => "v-invalid",
            _ => "v-healthy",
        };
    }
}
