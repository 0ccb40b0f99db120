using Relumine.Doctor.Portraits;
using Relumine.Doctor.Units;

namespace Relumine.Reports.Charts;

/// <summary>
/// What the units of the first layer look at: a picture for each where inputs are pixels, and otherwise one picture with a row for each unit. Positive
/// weights are blue, negative ones red, the stronger the more opaque, each picture on its own scale; three channels are colours.
/// </summary>
internal static class WeightPictures
{
    private const int MostPictures = 48;
    private const int MostRows = 128;
    private const int MostColumns = 512;

    private static readonly byte[] s_positive = [47, 110, 176];
    private static readonly byte[] s_negative = [207, 81, 56];

    /// <summary>What is drawn, in words.</summary>
    public static string Caption(FirstWeights weights)
    {
        var colors = weights is { ArePictures: true, Channels: 3 }
            ? "The three channels are red, green and blue, from the unit's lowest weight to its highest."
            : "Blue weights are positive, red ones negative, and opaque ones strong, on the scale of each picture.";
        if (!weights.ArePictures)
        {
            return $"A row for each unit{Some(weights.Units, MostRows)}, a column for each input{Some(Columns(weights), MostColumns)}. {colors}";
        }

        return $"A picture for each unit{Some(weights.Units, MostPictures)}: what it looks at. {colors}"
            + (weights.Channels is > 1 and not 3 ? $" They are means over {Wording.Count(weights.Channels)} channels." : "")
            + (weights.AreGuessed ? $" The inputs are drawn as {weights.Height} rows of {weights.Width}: they are as many as a square picture has." : "");
    }

    /// <summary>Draws them.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="dead">The units that are dead, which get a frame.</param>
    public static void Draw(Markup page, FirstWeights weights, IReadOnlySet<int> dead)
    {
        if (!weights.ArePictures)
        {
            Grid(page, weights);
            return;
        }

        page.Begin("div", ("class", "weights"));
        for (var unit = 0; unit < Math.Min(weights.Units, MostPictures); unit++)
        {
            var name = $"unit {Wording.Count(unit)}{(dead.Contains(unit) ? ", dead" : "")}";
            page.Empty(
                "img",
                ("src", Png.Encode(weights.Width, weights.Height, Pixels(weights, unit))),
                ("alt", name),
                ("title", name),
                ("class", dead.Contains(unit) ? "dead" : null)
            );
        }

        page.End().Line();
    }

    private static void Grid(Markup page, FirstWeights weights)
    {
        var (rows, columns) = (Math.Min(weights.Units, MostRows), Math.Min(Columns(weights), MostColumns));
        var pixels = new byte[4 * rows * columns];
        for (var unit = 0; unit < rows; unit++)
        {
            var own = Own(weights, unit).Take(columns).ToArray();
            Tint(own, pixels.AsSpan(4 * unit * columns, 4 * columns));
        }

        page.Empty(
            "img",
            ("class", "weight-grid"),
            ("src", Png.Encode(columns, rows, pixels)),
            ("alt", $"Weights of {Wording.Count(rows, "unit")} on {Wording.Count(columns, "input")}"),
            ("style", FormattableString.Invariant($"height:{Math.Clamp(rows * 9, 48, 420)}px"))
        ).Line();
    }

    private static int Columns(FirstWeights weights) => weights.Channels * weights.Height * weights.Width;

    private static IEnumerable<float> Own(FirstWeights weights, int unit) => weights.Values.Skip(unit * Columns(weights)).Take(Columns(weights));

    private static byte[] Pixels(FirstWeights weights, int unit)
    {
        var area = weights.Height * weights.Width;
        float[] own = [.. Own(weights, unit)];
        var pixels = new byte[4 * area];
        if (weights.Channels != 3)
        {
            Tint([.. Enumerable.Range(0, area).Select(i => Enumerable.Range(0, weights.Channels).Sum(c => own[(c * area) + i]) / weights.Channels)], pixels);
            return pixels;
        }

        var finite = own.Where(float.IsFinite).DefaultIfEmpty().ToArray();
        var (low, high) = (finite.Min(), finite.Max());
        for (var i = 0; i < area; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                var value = own[(c * area) + i];
                pixels[(4 * i) + c] = float.IsFinite(value) && high > low ? (byte)Math.Round(255 * ((value - low) / (high - low))) : (byte)128;
            }

            pixels[(4 * i) + 3] = 255;
        }

        return pixels;
    }

    private static void Tint(float[] values, Span<byte> pixels)
    {
        var largest = values.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        for (var i = 0; i < values.Length; i++)
        {
            (values[i] < 0 ? s_negative : s_positive).CopyTo(pixels[(4 * i)..]);
            pixels[(4 * i) + 3] = largest > 0 && float.IsFinite(values[i]) ? (byte)Math.Round(255 * (Math.Abs(values[i]) / largest)) : (byte)0;
        }
    }

    private static string Some(int all, int most) => all > most ? $" (the first {Wording.Count(most)} of {Wording.Count(all)})" : "";
}
