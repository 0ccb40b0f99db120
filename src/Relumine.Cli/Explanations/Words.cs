namespace Relumine.Cli.Explanations;

/// <summary>What somebody typed after <c>explain</c>: several words or one in quotes, with hyphens or spaces, in British or American spelling, lr for learning
/// rate.</summary>
internal sealed class Words
{
    private static readonly char[] s_between = [' ', '\t', '-', '_', '"', '\'', '`', '?', '!', '.', ',', ':'];

    // What stands around a name in a question.
    private static readonly string[] s_asking =
    [
        "what", "whats", "is", "are", "a", "an", "the", "how", "why", "when", "do", "does", "did", "my", "i", "to", "explain", "mean", "means", "work", "works",
        "about",
    ];

    /// <summary>Understands the arguments.</summary>
    public Words(IEnumerable<string> given)
    {
        Text = Plain(string.Join(' ', given));
        Id = Text.Replace(' ', '-');
    }

    /// <summary>The words in lower case with a space between them, in American spelling.</summary>
    public string Text { get; }

    /// <summary>The same with hyphens, as names are written.</summary>
    public string Id { get; }

    /// <summary>The same without anything between.</summary>
    public string Joined => Text.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The words without those of a question around them: <c>relu</c> of <c>what is relu</c>; null where that leaves them as they are, or
    /// nothing.</summary>
    public Words? Asked => Text.Split(' ').Except(s_asking).ToArray() is { Length: > 0 } left && string.Join(' ', left) != Text ? new(left) : null;

    /// <summary>Whether this is what <paramref name="name"/> says: spelling, hyphens and a plural do not matter.</summary>
    public bool Name(string name) => Plain(name) is var plain
        && (plain == Text || Singular(plain) == Singular(Text) || plain.Replace(" ", "", StringComparison.Ordinal) == Joined);

    private static string Plain(string text)
    {
        var split = text.ToLowerInvariant().Split(s_between, StringSplitOptions.RemoveEmptyEntries);
        var words = string.Join(' ', split.Select(w => w == "lr" ? "learning rate" : w));
        return words.Replace("isation", "ization", StringComparison.Ordinal).Replace("ising", "izing", StringComparison.Ordinal)
            .Replace("ise ", "ize ", StringComparison.Ordinal).Replace("centred", "centered", StringComparison.Ordinal);
    }

    private static string Singular(string plain) => string.Join(' ', plain.Split(' ').Select(w => w.Length > 3 && w[^1] == 's' && w[^2] != 's' ? w[..^1] : w));
}
