using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Relumine.Reports;

/// <summary>An attribute; one whose value is null is not written.</summary>
internal readonly record struct Attribute(string Name, string? Value)
{
    public static implicit operator Attribute((string Name, string? Value) pair) => new(pair.Name, pair.Value);

    public static implicit operator Attribute((string Name, double Value) pair) => new(pair.Name, Markup.Number(pair.Value));
}

/// <summary>
/// Writes markup that is HTML and well-formed XML at once. Every text and attribute is escaped, so names from a model
/// cannot become markup.
/// </summary>
internal sealed class Markup
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>Two decimals at most, the same in every culture.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Opens an element; what follows is inside until <see cref="End"/>.</summary>
    public Markup Begin(string element, params ReadOnlySpan<Attribute> attributes)
    {
        Start(element, attributes).Append('>');
        _open.Push(element);
        return this;
    }

    /// <summary>Closes the element opened last.</summary>
    public Markup End()
    {
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>Text, escaped. No line ends between a number and its percent sign.</summary>
    public Markup Text(string text)
    {
        _text.Append(Escape(Unbroken(text)));
        return this;
    }

    /// <summary>An element that holds only text.</summary>
    public Markup Leaf(string element, string text, params ReadOnlySpan<Attribute> attributes) => Begin(element, attributes).Text(text).End();

    /// <summary>An element without content: a void element of HTML, or any of SVG.</summary>
    public Markup Empty(string element, params ReadOnlySpan<Attribute> attributes)
    {
        Start(element, attributes).Append(" />");
        return this;
    }

    /// <summary>Writes what a part of the page has to say.</summary>
    public Markup Add(Action<Markup> part)
    {
        part(this);
        return this;
    }

    /// <summary>A line break in the source, for those who read it.</summary>
    public Markup Line()
    {
        _text.Append('\n');
        return this;
    }

    /// <summary>Text that is known to hold no markup, such as the style sheet.</summary>
    public Markup Verbatim(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>All that was written.</summary>
    /// <exception cref="InvalidOperationException">An element is still open.</exception>
    public override string ToString() => _open.Count == 0 ? _text.ToString() : throw new InvalidOperationException($"<{_open.Peek()}> is not closed.");

    // Between a number and its unit no line ends.
    private static string Unbroken(string text)
    {
        foreach (var unit in (ReadOnlySpan<string>)[" %", " ms"])
        {
            for (var at = text.IndexOf(unit, StringComparison.Ordinal); at >= 0; at = text.IndexOf(unit, at + 1, StringComparison.Ordinal))
            {
                if (at > 0 && char.IsAsciiDigit(text[at - 1]) && (at + unit.Length == text.Length || !char.IsLetterOrDigit(text[at + unit.Length])))
                {
                    text = string.Concat(text.AsSpan(0, at), "\u00A0", text.AsSpan(at + 1));
                }
            }
        }

        return text;
    }

    private static string Escape(string text)
    {
        // Neither HTML nor XML can hold control characters, not even escaped; and no name turns the direction of what stands behind it.
        var clean = text.Any(IsForbidden) ? new string([.. text.Select(c => IsForbidden(c) ? '\uFFFD' : c)]) : text;
        return s_encoder.Encode(clean);
    }

    /// <summary>Whether a character does something else than to be seen where it stands: controls, and marks that turn the direction of text.</summary>
    internal static bool Steers(char c) => char.IsControl(c) || c is '\u061C' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF'
        or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069');

    private static bool IsForbidden(char c) => (Steers(c) && c is not '\n' and not '\t') || c is '\uFFFE' or '\uFFFF';

    private StringBuilder Start(string element, ReadOnlySpan<Attribute> attributes)
    {
        _text.Append('<').Append(element);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                _text.Append(' ').Append(name).Append("=\"").Append(Escape(value)).Append('"');
            }
        }

        return _text;
    }
}
