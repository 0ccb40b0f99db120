namespace Relumine.Graph.Errors;

/// <summary>
/// An error that the user can do something about. The message is one or two lines: what was given, where, what was
/// expected, what to do next.
/// </summary>
public class RelumineException : Exception
{
    private readonly ErrorText? _text;

    /// <summary>Makes an error of a kind.</summary>
    public RelumineException(ErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>Makes an error of a kind, whose text may name settings.</summary>
    public RelumineException(ErrorKind kind, ErrorText text, Exception? inner = null)
        : base(text?.ToString(), inner) => (Kind, _text) = (kind, text);

    /// <summary>What sort of mistake it is about.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The settings that the message names, in order: what a caller may have to change.</summary>
    public IReadOnlyList<Setting> Settings => _text?.Settings ?? [];

    /// <summary>The message in the words of those who read it.</summary>
    /// <param name="name">What they call a setting, its value included.</param>
    public string Worded(Func<Setting, string> name) => _text?.Worded(name) ?? Message;
}
