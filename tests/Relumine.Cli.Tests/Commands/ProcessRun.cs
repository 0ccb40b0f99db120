using System.Diagnostics;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Tests.Commands;

/// <summary>The program as a process of its own.</summary>
internal static class ProcessRun
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Starts <c>relumine ARGS</c>.</summary>
    /// <param name="environment">Variables to set.</param>
    /// <param name="args">The arguments.</param>
    public static Process Start(IReadOnlyDictionary<string, string> environment, params string[] args) =>
        Begin(environment, "dotnet", [Program, .. args]);

    /// <summary>Starts <c>relumine ARGS</c> from a shell that has done something before, such as setting a limit.</summary>
    /// <param name="environment">Variables to set.</param>
    /// <param name="before">What the shell is to do.</param>
    /// <param name="args">The arguments.</param>
    public static Process StartAfter(IReadOnlyDictionary<string, string> environment, string before, params string[] args) =>
        Begin(environment, "bash", ["-c", before + "; exec dotnet \"$@\"", "bash", Program, .. args]);

    /// <summary>Starts <c>relumine ARGS</c> on an emulated processor.</summary>
    /// <param name="processor">As QEMU calls it, e.g. <c>Nehalem</c>.</param>
    /// <param name="args">The arguments.</param>
    public static Process StartOn(string processor, params string[] args) =>
        Begin(new Dictionary<string, string>(), QemuFactAttribute.Emulator, ["-cpu", processor, Environment.ProcessPath!, Program, .. args]);

    private static string Program => Path.Combine(AppContext.BaseDirectory, "relumine.dll");

    private static Process Begin(IReadOnlyDictionary<string, string> environment, string file, IReadOnlyList<string> args)
    {
        var start = new ProcessStartInfo(file, args)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end.</summary>
    public static async Task<Invocation> End(this Process process)
    {
        using (process)
        using (var limit = new CancellationTokenSource(s_patience))
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return new((ExitCode)process.ExitCode, await output, await error);
        }
    }
}
