using System.Diagnostics.CodeAnalysis;

namespace Relumine.Graph.Errors;

/// <summary>
/// An error that the user can do something about. The message is one or two lines: what was given, where, what was
/// expected, what to do next.
/// </summary>
public class RelumineException : Exception
{
    private const int Longest = 1800;

    private readonly ErrorText? _text;

    /// <summary>Makes an error of a kind.</summary>
    public RelumineException(ErrorKind kind, string message, Exception? inner = null)
        : base(Short(message), inner) => Kind = kind;

    /// <summary>Makes an error of a kind, whose text may name settings.</summary>
    public RelumineException(ErrorKind kind, ErrorText text, Exception? inner = null)
        : base(Short(text?.ToString()), inner) => (Kind, _text) = (kind, text);

    /// <summary>What sort of mistake it is about.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The settings that the message names, in order: what a caller may have to change.</summary>
    public IReadOnlyList<Setting> Settings => _text?.Settings ?? [];

    /// <summary>The message in the words of those who read it.</summary>
    /// <param name="name">What they call a setting, its value included.</param>
    public string Worded(Func<Setting, string> name) => Short(_text?.Worded(name)) ?? Message;

    // A name or a list out of a file may be as long as the file: what is wrong stands at the front, what to do at the end.
    [return: NotNullIfNotNull(nameof(message))]
    private static string? Short(string? message) =>
        message is null || message.Length <= Longest ? message : $"{message[..(Longest * 2 / 3)]} … {message[^(Longest / 3)..]}";
}
