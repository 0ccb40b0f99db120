using Relumine.Cli.Output;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Tests.Commands;

/// <summary>One run of the real program inside this process: what it wrote and how it ended.</summary>
/// <param name="Code">The exit code.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Invocation(ExitCode Code, string Out, string Error)
{
    /// <summary>Runs <c>relumine ARGS</c>.</summary>
    public static Invocation Of(params string[] args) => Of(CancellationToken.None, args);

    /// <summary>Runs <c>relumine ARGS</c>, cancelled by <paramref name="stop"/>.</summary>
    public static Invocation Of(CancellationToken stop, params string[] args) => In(120, true, stop, args);

    /// <summary>Runs <c>relumine ARGS</c> in a terminal of the given width.</summary>
    public static Invocation In(int width, bool unicode, CancellationToken stop, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        using var terminal = new Terminal(output, error) { Width = width, Unicode = unicode };
        var code = Program.Run(args, terminal, stop);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Checks the contract of a gate: what failed is on standard error, and the result is there all the same.</summary>
    public void ShouldJudge(params string[] words)
    {
        Code.ShouldBe(ExitCode.GateFailed, Error);
        Out.ShouldNotBeEmpty();
        foreach (var word in words)
        {
            Error.ShouldContain("failed: " + word);
        }
    }

    /// <summary>Checks the contract of an error: its code, nothing on standard output, one or two lines that say all of the given words.</summary>
    public void ShouldFail(ExitCode code, params string[] words)
    {
        Code.ShouldBe(code, Error);
        Out.ShouldBeEmpty();
        Error.Trim().Split('\n').Length.ShouldBeLessThanOrEqualTo(2, Error);
        Error.ShouldNotContain("   at ");
        foreach (var word in words)
        {
            Error.ShouldContain(word);
        }
    }
}
