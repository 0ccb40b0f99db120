using System.Text;

namespace Relumine.Cli.Output;

/// <summary>
/// What stands between a command and a terminal or the log of a build: names out of a file that somebody else made cannot steer
/// either. Control characters and marks that turn the direction of text become question marks; what build servers take for a
/// command (<c>::error::</c> at the start of a line, <c>##vso[</c> and <c>##[</c> anywhere) is broken up by a space.
/// </summary>
/// <param name="inner">Where the text goes.</param>
internal sealed class HarmlessWriter(TextWriter inner) : TextWriter
{
    // All that the program itself colours with. At worst a name is red.
    private static readonly string[] s_colors = ["\e[31m", "\e[33m", "\e[0m"];

    private bool _atStart = true;
    private char _before;
    private char _beforeThat;

    /// <summary>Whether the program's own colours may pass.</summary>
    public bool PassesColors { get; set; }

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Whether a character does something else than to be seen where it stands.</summary>
    public static bool Steers(char c) =>
        (char.IsControl(c) && c is not '\n' and not '\t') || c is '\u061C' or '\u200B' or '\u200E' or '\u200F' or '\u2028' or '\u2029' or '\uFEFF'
            or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2069');

    /// <inheritdoc/>
    public override void Write(char value) => Write([value]);

    /// <inheritdoc/>
    public override void Write(string? value) => Write(value.AsSpan());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        var text = new StringBuilder(buffer.Length + 8);
        for (var i = 0; i < buffer.Length; i++)
        {
            if (PassesColors && buffer[i] == '\e' && Array.Find(s_colors, new string(buffer[i..Math.Min(i + 5, buffer.Length)]).StartsWith) is { } color)
            {
                text.Append(color);
                i += color.Length - 1;
                continue;
            }

            var isLineEnd = buffer[i] == '\r' && i + 1 < buffer.Length && buffer[i + 1] == '\n';
            Add(text, isLineEnd || !Steers(buffer[i]) ? buffer[i] : '?');
        }

        inner.Write(text);
    }

    /// <inheritdoc/>
    public override void WriteLine() => Write(CoreNewLine);

    /// <inheritdoc/>
    public override void WriteLine(string? value)
    {
        Write(value);
        WriteLine();
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Add(StringBuilder text, char c)
    {
        if ((_atStart && c == ':' && _before == ':') || (_before == '#' && _beforeThat == '#' && (c == '[' || char.IsLetter(c))))
        {
            text.Append(' ');
        }

        text.Append(c);
        _atStart = c is '\n' or '\r' || (_atStart && (char.IsWhiteSpace(c) || (c == ':' && _before != ':')));
        (_beforeThat, _before) = (_before, c);
    }
}
