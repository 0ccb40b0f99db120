using System.Globalization;

namespace Relumine.Cli.Output;

/// <summary>Draws a function with characters: dots of braille, or points and quotes where only ASCII is safe.</summary>
internal sealed class Plot
{
    private const int LabelWidth = 7;

    // So many points for each column of dots: dense enough that a continuous curve shows no gaps, and a jump stays one.
    private const int PointsPerDot = 16;

    private readonly int _columns;
    private readonly int _rows;
    private readonly bool _unicode;

    /// <summary>Prepares a drawing.</summary>
    /// <param name="width">The characters of a line, labels included; at least 24 are used.</param>
    /// <param name="rows">The lines of the drawing itself.</param>
    /// <param name="unicode">Whether braille may be used.</param>
    public Plot(int width, int rows, bool unicode) => (_columns, _rows, _unicode) = (Math.Max(width, 24) - LabelWidth - 1, rows, unicode);

    private int DotsWide => _unicode ? 2 * _columns : _columns;

    private int DotsHigh => _unicode ? 4 * _rows : 2 * _rows;

    /// <summary>The lines of the drawing: a title, the curve with labels at the left, and the ends of the x axis.</summary>
    /// <param name="title">What is drawn.</param>
    /// <param name="functions">The functions, drawn over each other; values that are not finite are left out.</param>
    /// <param name="from">The smallest x.</param>
    /// <param name="to">The largest x.</param>
    public IReadOnlyList<string> Draw(string title, IReadOnlyList<Func<double, double>> functions, double from, double to)
    {
        var count = DotsWide * PointsPerDot;
        var points = functions
            .SelectMany(f => Enumerable.Range(0, count + 1).Select(i => (X: i, Y: f(from + ((to - from) * i / count)))))
            .Where(p => double.IsFinite(p.Y))
            .ToList();
        var (low, high) = Ends(points.Min(p => p.Y), points.Max(p => p.Y));
        var dots = new bool[DotsWide, DotsHigh];
        var zero = RowOf(0, low, high);
        for (var x = 0; x < DotsWide; x += _unicode ? 4 : 3)
        {
            dots[x, zero] = true;
        }

        foreach (var (i, y) in points)
        {
            dots[Math.Min(i / PointsPerDot, DotsWide - 1), RowOf(y, low, high)] = true;
        }

        var lines = new List<string> { new string(' ', LabelWidth + 1) + title };
        var bar = _unicode ? '│' : '|';
        var zeroRow = zero / (DotsHigh / _rows);
        for (var row = 0; row < _rows; row++)
        {
            var label = row == 0 ? Number(high) : row == _rows - 1 ? Number(low) : row == zeroRow ? "0" : "";
            lines.Add(label.PadLeft(LabelWidth) + bar + Row(dots, row).TrimEnd());
        }

        var (left, middle, right) = (Number(from), Number((from + to) / 2), Number(to));
        var axis = left + middle.PadLeft((_columns / 2) - left.Length + ((middle.Length + 1) / 2));
        lines.Add(new string(' ', LabelWidth + 1) + axis + right.PadLeft(_columns - axis.Length));
        return lines;
    }

    /// <summary>Two drawings next to each other.</summary>
    public static IEnumerable<string> Beside(IReadOnlyList<string> left, IReadOnlyList<string> right, int width) =>
        left.Zip(right, (l, r) => (l.PadRight(width) + r).TrimEnd());

    // Zero belongs to the picture; a flat line gets some air.
    private static (double Low, double High) Ends(double low, double high)
    {
        (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        return high > low ? (low, high) : (low - 1, high + 1);
    }

    private int RowOf(double y, double low, double high) =>
        (int)Math.Round((high - y) / (high - low) * (DotsHigh - 1), MidpointRounding.AwayFromZero);

    private string Row(bool[,] dots, int row) => string.Create(_columns, (dots, row), (text, state) =>
    {
        for (var column = 0; column < text.Length; column++)
        {
            text[column] = _unicode ? Braille(state.dots, 2 * column, 4 * state.row) : Ascii(state.dots, column, 2 * state.row);
        }
    });

    // Unicode numbers the dots of a braille cell down the left column, down the right one, then the bottom pair.
    private static char Braille(bool[,] dots, int x, int y)
    {
        ReadOnlySpan<byte> left = [0x01, 0x02, 0x04, 0x40];
        ReadOnlySpan<byte> right = [0x08, 0x10, 0x20, 0x80];
        var bits = 0;
        for (var i = 0; i < 4; i++)
        {
            bits |= (dots[x, y + i] ? left[i] : 0) | (dots[x + 1, y + i] ? right[i] : 0);
        }

        return bits == 0 ? ' ' : (char)(0x2800 + bits);
    }

    private static char Ascii(bool[,] dots, int x, int y) => (dots[x, y], dots[x, y + 1]) switch
    {
        (true, true) => ':',
        (true, false) => '\'',
        (false, true) => '.',
        _ => ' ',
    };

    private static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);
}
