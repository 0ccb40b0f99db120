using Relumine.Cli;
using Relumine.Cli.Output;

namespace Relumine.OnnxRuntime.Cli;

/// <summary>The program <c>relumine</c>, and ONNX Runtime.</summary>
internal static class EntryPoint
{
    private static int Main(string[] args)
    {
        using var terminal = Terminal.OfProcess();
        using var signals = new StopSignals();
        return (int)Program.Run(args, terminal, signals.Token, (path, threads) => new OnnxRuntimeNetwork(path, threads));
    }
}
