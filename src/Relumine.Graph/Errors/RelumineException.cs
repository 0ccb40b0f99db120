namespace Relumine.Graph.Errors;

/// <summary>How a command ended, as the process's exit code.</summary>
public enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Done, and a gate given with <c>--fail-on</c> or <c>--max-dead</c> failed.</summary>
    GateFailed = 1,

    /// <summary>The command line or a recipe is wrong.</summary>
    WrongUsage = 2,

    /// <summary>Valid ONNX that Relumine does not support.</summary>
    Unsupported = 3,

    /// <summary>A broken, missing or unwritable file; data of the wrong shape; data that are not finite.</summary>
    BrokenFile = 4,

    /// <summary>A fault of Relumine itself.</summary>
    Fault = 5,

    /// <summary>Cancelled by Ctrl+C or a termination signal.</summary>
    Canceled = 130,
}

/// <summary>
/// An error that the user can do something about. The message is one or two lines: what was given, where, what was
/// expected, what to do next.
/// </summary>
public class RelumineException : Exception
{
    /// <summary>Makes an error with the exit code that a command ends with.</summary>
    public RelumineException(ExitCode code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>The exit code that a command ends with.</summary>
    public ExitCode Code { get; }
}
