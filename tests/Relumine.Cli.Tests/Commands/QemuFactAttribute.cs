namespace Relumine.Cli.Tests.Commands;

/// <summary>
/// A test on a processor that this machine has not: it needs the emulator QEMU for programs of Linux, and to be run by the program <c>dotnet</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class QemuFactAttribute : FactAttribute
{
    /// <summary>What emulates a processor of x86-64.</summary>
    public const string Emulator = "qemu-x86_64";

    public QemuFactAttribute() => Skip = WhyNot();

    private static string? WhyNot()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return !folders.Any(f => File.Exists(Path.Combine(f, Emulator))) ? $"needs {Emulator} on the path (Debian: qemu-user)"
            : Path.GetFileName(Environment.ProcessPath) != "dotnet" ? "needs the tests to be run by the program dotnet"
            : null;
    }
}
