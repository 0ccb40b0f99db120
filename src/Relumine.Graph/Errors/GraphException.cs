namespace Relumine.Graph.Errors;

/// <summary>A graph that contradicts itself: shapes that do not fit, a value that nothing makes, a cycle.</summary>
public sealed class GraphException : RelumineException
{
    /// <summary>Makes the error; <paramref name="message"/> says what, where, what was expected and what to do.</summary>
    public GraphException(string message, Exception? inner = null)
        : base(ErrorKind.BrokenFile, message, inner)
    {
    }
}

/// <summary>Valid ONNX that Relumine does not support.</summary>
public sealed class UnsupportedException : RelumineException
{
    /// <summary>Makes the error; <paramref name="message"/> names operator, version and node, and what would work.</summary>
    public UnsupportedException(string message)
        : base(ErrorKind.Unsupported, message)
    {
    }
}
