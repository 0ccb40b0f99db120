using Relumine.Cli.Output;
using Relumine.Cli.Sessions;

namespace Relumine.Trials;

/// <summary>The doctor's trial: what it finds, explains and cures in networks whose illness is known.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        using var terminal = Terminal.OfProcess();
        using var signals = new StopSignals();
        return (int)Run(args, terminal, signals.Token);
    }

    /// <summary>Runs the program as its command line would, and answers errors in one or two lines on standard error.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="terminal">Where the tables and the rest go.</param>
    /// <param name="stop">Cancelled when it has to stop.</param>
    public static ExitCode Run(string[] args, Terminal terminal, CancellationToken stop)
    {
        var verbose = args.Contains("--verbose");
        var session = new Session(terminal, stop) { Verbose = verbose };
        return new ErrorReport("trials", terminal, verbose).Around(() => new TrialCommand().Run(args, session), stop);
    }
}
