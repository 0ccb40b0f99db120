namespace Relumine.Reports.Charts;

/// <summary>The colours by which layers, and by which classes, are told apart. They repeat where there are more.</summary>
internal static class LayerColors
{
    /// <summary>The number of colours.</summary>
    public const int Count = 6;

    /// <summary>The class of the style sheet that draws creases of a layer, counting the layers that bend from 0.</summary>
    public static string Crease(int layer) => FormattableString.Invariant($"crease k-{layer % Count}");

    /// <summary>The class that draws dots of a class of samples; −1 for samples without one.</summary>
    public static string Dot(int label) =>
        FormattableString.Invariant($"dots p-{(label < 0 ? "x" : (label % Count).ToString(System.Globalization.CultureInfo.InvariantCulture))}");

    /// <summary>A legend of lines.</summary>
    public static void Legend(Markup page, IEnumerable<(string Class, string Word)> entries)
    {
        page.Begin("ul", ("class", "legend"));
        foreach (var (line, word) in entries)
        {
            page.Begin("li")
                .Begin("svg", ("width", 22), ("height", 12), ("aria-hidden", "true"), ("focusable", "false"))
                .Empty("path", ("class", line), ("d", line.StartsWith("dots", StringComparison.Ordinal) ? "M11 6h0" : "M1 6H21"))
                .End()
                .Text(word)
                .End();
        }

        page.End();
    }
}
