using Relumine.Graph.Errors;

namespace Relumine.Cli.Sessions;

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

/// <summary>How errors of the libraries end a command.</summary>
internal static class ExitCodes
{
    /// <summary>The exit code for a kind of error.</summary>
    public static ExitCode Of(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidRequest => ExitCode.WrongUsage,
        ErrorKind.Unsupported => ExitCode.Unsupported,
        ErrorKind.BrokenFile => ExitCode.BrokenFile,
        _ => ExitCode.Fault,
    };
}
