using System.Globalization;
using System.Text;

namespace Relumine.Reports.Charts;

/// <summary>A path over whole numbers, by differences: a few characters a point, so that a drawing of 100,000 cells stays small.</summary>
internal sealed class IntegerPath
{
    private readonly StringBuilder _text = new();
    private (int X, int Y) _at;
    private bool _isLine;

    /// <summary>Whether nothing was drawn.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Lifts the pen.</summary>
    public void Move(int x, int y)
    {
        _text.Append(CultureInfo.InvariantCulture, $"M{x} {y}");
        (_at, _isLine) = ((x, y), false);
    }

    /// <summary>Draws a straight line; one without length is left out.</summary>
    public void Line(int x, int y)
    {
        var (dx, dy) = (x - _at.X, y - _at.Y);
        if (dx == 0 && dy == 0)
        {
            return;
        }

        _text.Append(_isLine ? dx < 0 ? "" : " " : "l").Append(CultureInfo.InvariantCulture, $"{dx}{(dy < 0 ? "" : " ")}{dy}");
        (_at, _isLine) = ((x, y), true);
    }

    /// <summary>A point, which a round pen draws as a dot.</summary>
    public void Dot(int x, int y)
    {
        Move(x, y);
        _text.Append("h0");
    }

    /// <summary>Goes back to where the pen was put down.</summary>
    public void Close()
    {
        _text.Append('z');
        _isLine = false;
    }

    /// <summary>The value of the attribute <c>d</c>.</summary>
    public override string ToString() => _text.ToString();
}
