namespace Relumine.Reports.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What it shows, for the legend.</param>
/// <param name="Points">From left to right; points that are not finite interrupt the line.</param>
/// <param name="Style">Which of the line styles it has, from 0; styles differ in colour and in dashes, and repeat.</param>
internal sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points, int Style)
{
    /// <summary>The number of styles: more lines in one chart nobody tells apart.</summary>
    public const int Styles = 12;

    /// <summary>The classes of the style sheet that draw the line.</summary>
    public string Class => ClassOf(Style);

    /// <summary>The classes that draw lines of a style.</summary>
    public static string ClassOf(int style) => FormattableString.Invariant($"line s-{(style % Styles) + 1}");
}
