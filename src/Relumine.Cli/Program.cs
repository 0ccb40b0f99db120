using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Audits;

namespace Relumine.Cli;

/// <summary>The program: one command a run, and how it ended as the exit code.</summary>
internal static class Program
{
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
    /// <param name="onnxRuntime">Opens a model with ONNX Runtime on so many threads; null in a program without it.</param>
    public static ExitCode Run(string[] args, Terminal terminal, CancellationToken stop, Func<string, int, ILayerRuntime>? onnxRuntime = null)
    {
        var verbose = args.Contains("--verbose");
        return new ErrorReport("relumine", terminal, verbose).Around(
            () =>
            {
                // The commonest question of scripts is answered before anything is loaded.
                if (args is ["--version"])
                {
                    terminal.Out.WriteLine("relumine " + ProgramVersion.Text);
                    return ExitCode.Done;
                }

                ProcessorCheck.Demand(args);
                return new Grammar().Run(args, new Session(terminal, stop) { Verbose = verbose, Arguments = args, OnnxRuntime = onnxRuntime });
            },
            stop);
    }
}
