namespace Relumine.Cli.Output;

/// <summary>Text broken into lines that fit.</summary>
internal static class Paragraph
{
    /// <summary>Writes a text with a label in front of its first line.</summary>
    /// <param name="terminal">Where to write, and how wide it is.</param>
    /// <param name="label">What stands in front, indentation included; later lines are indented as far.</param>
    /// <param name="text">The text.</param>
    public static void Write(Terminal terminal, string label, string text)
    {
        var start = label;
        foreach (var line in Lines(text, Math.Max(20, Math.Min(terminal.Width, 100) - label.Length)))
        {
            terminal.Out.WriteLine(start + line);
            start = new string(' ', label.Length);
        }
    }

    /// <summary>Breaks a text between words; a word that is too long stays whole.</summary>
    public static IEnumerable<string> Lines(string text, int width)
    {
        var line = "";
        foreach (var word in Words(text))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : line + " " + word;
            }
        }

        yield return line;
    }

    // A number and its percent sign stay together.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word[0] == '%' && words is [.., { } last] && char.IsAsciiDigit(last[^1]))
            {
                words[^1] = last + " " + word;
            }
            else
            {
                words.Add(word);
            }
        }

        return words;
    }
}
