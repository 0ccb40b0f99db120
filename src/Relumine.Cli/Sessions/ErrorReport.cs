using Relumine.Cli.Output;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Sessions;

/// <summary>How a program ends, whatever is thrown: an exit code, and one or two lines on standard error.</summary>
/// <param name="program">What the program is called in front of a message.</param>
/// <param name="terminal">Where the lines go.</param>
/// <param name="verbose">Whether stack traces follow them.</param>
internal sealed class ErrorReport(string program, Terminal terminal, bool verbose)
{
    /// <summary>Runs the program.</summary>
    /// <param name="run">What it does.</param>
    /// <param name="stop">Cancelled when it has to stop.</param>
    public ExitCode Around(Func<ExitCode> run, CancellationToken stop)
    {
        try
        {
            return Flushed(run());
        }
        catch (RelumineException error)
        {
            return Report(error, error.Worded(OptionWords.Of), ExitCodes.Of(error.Kind));
        }
        catch (StoppedException error)
        {
            return Report(error, error.Message, ExitCode.Canceled);
        }
        catch (OperationCanceledException error) when (stop.IsCancellationRequested)
        {
            return Report(error, "cancelled.", ExitCode.Canceled);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Report(error, error.Message, ExitCode.BrokenFile);
        }
        catch (Exception error)
        {
            var hint = verbose ? "" : " Run again with --verbose for more.";
            return Report(error, $"a fault of Relumine itself: {error.GetType().Name}: {error.Message.ReplaceLineEndings(" ")}{hint}", ExitCode.Fault);
        }
    }

    private ExitCode Report(Exception error, string message, ExitCode code)
    {
        if (WhyNotWritten() is { } why)
        {
            // A result that nobody gets is worse than what it was about to say.
            (message, code) = (why, ExitCode.BrokenFile);
        }

        try
        {
            terminal.Error.WriteLine($"{program}: {message}");
            if (verbose)
            {
                terminal.Error.WriteLine(error.ToString());
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The exit code is all that is left to say it with.
        }

        return code;
    }

    private ExitCode Flushed(ExitCode code) =>
        WhyNotWritten() is { } why ? Report(new IOException(why), why, ExitCode.BrokenFile) : code;

    private string? WhyNotWritten()
    {
        try
        {
            terminal.Out.Flush();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"standard output cannot be written: {e.Message}";
        }
    }
}
