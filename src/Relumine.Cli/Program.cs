using System.Reflection;
using Relumine.Cli.Output;
using Relumine.Graph.Errors;

namespace Relumine.Cli;

/// <summary>The program: one command a run, and how it ended as the exit code.</summary>
internal static class Program
{
    /// <summary>The version of the program.</summary>
    public static string Version { get; } =
        typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static int Main(string[] args)
    {
        using var terminal = Terminal.OfProcess();
        using var signals = new StopSignals();
        return (int)Run(args, terminal, signals.Token);
    }

    /// <summary>Runs the program as <c>relumine ARGS</c> would, and answers errors in one or two lines on standard error.</summary>
    /// <param name="args">What is written after <c>relumine</c>.</param>
    /// <param name="terminal">Where the result and the rest go.</param>
    /// <param name="stop">Cancelled when the command has to stop.</param>
    public static ExitCode Run(string[] args, Terminal terminal, CancellationToken stop)
    {
        var verbose = args.Contains("--verbose");
        try
        {
            // The commonest question of scripts is answered before anything is loaded.
            if (args is ["--version"])
            {
                terminal.Out.WriteLine("relumine " + Version);
                return ExitCode.Done;
            }

            return new Grammar().Run(args, new Session(terminal, stop) { Verbose = verbose });
        }
        catch (RelumineException error)
        {
            return Report(error, error.Message, ExitCodes.Of(error.Kind));
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

        ExitCode Report(Exception error, string message, ExitCode code)
        {
            terminal.Out.Flush();
            terminal.Error.WriteLine("relumine: " + Printable(message));
            if (verbose)
            {
                terminal.Error.WriteLine(error.ToString());
            }

            return code;
        }
    }

    // Names out of a file that somebody else made must not steer the terminal.
    private static string Printable(string message) =>
        string.Concat(message.Select(c => char.IsControl(c) && c != '\n' ? '?' : c));
}
