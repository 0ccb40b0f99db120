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
            return run();
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
        terminal.Out.Flush();
        terminal.Error.WriteLine($"{program}: {Printable(message)}");
        if (verbose)
        {
            terminal.Error.WriteLine(error.ToString());
        }

        return code;
    }

    // Names out of a file that somebody else made must not steer the terminal.
    private static string Printable(string message) =>
        string.Concat(message.Select(c => char.IsControl(c) && c != '\n' ? '?' : c));
}
