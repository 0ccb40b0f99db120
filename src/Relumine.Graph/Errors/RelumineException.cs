namespace Relumine.Graph.Errors;

/// <summary>
/// An error that the user can do something about. The message is one or two lines: what was given, where, what was
/// expected, what to do next.
/// </summary>
public class RelumineException : Exception
{
    /// <summary>Makes an error of a kind.</summary>
    public RelumineException(ErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What sort of mistake it is about.</summary>
    public ErrorKind Kind { get; }
}
