using System.Diagnostics;

namespace Relumine.Browser.Tests;

/// <summary>The program as a process of its own, with a page at an address that stays when it is started again.</summary>
internal sealed class LiveProcess : IDisposable
{
    private readonly string _address;
    private Process? _process;

    public LiveProcess(string folder) => _address = Path.Combine(folder, "address");

    /// <summary>Starts it, and waits until the page is served.</summary>
    /// <param name="args">What to do.</param>
    /// <returns>Where the page is.</returns>
    public async Task<string> Start(params string[] args)
    {
        _process?.Dispose();
        var program = Path.Combine(AppContext.BaseDirectory, "relumine.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, .. args, "--address", _address])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (await _process.StandardError.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("Live: ", StringComparison.Ordinal))
            {
                return line["Live: ".Length..];
            }
        }

        throw new InvalidOperationException("The program ended before it served a page.");
    }

    /// <summary>Kills it, as a power failure would.</summary>
    public void Kill()
    {
        _process!.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            Kill();
        }

        _process?.Dispose();
    }
}
