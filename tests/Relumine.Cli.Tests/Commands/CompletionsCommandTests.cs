using System.Diagnostics;
using Relumine.Cli.Sessions;

namespace Relumine.Cli.Tests.Commands;

/// <summary>Scripts for shells, tried in the one that is here.</summary>
public sealed class CompletionsCommandTests
{
    [Theory]
    [InlineData("bash", "complete -o default -F _relumine relumine")]
    [InlineData("zsh", "compdef _relumine relumine")]
    [InlineData("fish", "complete -c relumine")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native")]
    public void EveryShellHasItsScript(string shell, string part)
    {
        var run = Invocation.Of("completions", shell);
        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain(part);
        run.Out.ShouldContain("[suggest:");
    }

    [Fact]
    public void AnotherShellIsWrongUsage() => Invocation.Of("completions", "cmd").ShouldFail(ExitCode.WrongUsage, "cmd");

    // The script is run as bash runs it when the key is pressed, with a program of the same name that answers as relumine does.
    [Fact]
    public void BashCompletesWhatTheProgramSuggests()
    {
        if (!File.Exists("/bin/bash"))
        {
            return;
        }

        var suggestions = Invocation.Of("[suggest:11]", "relumine au").Out;
        suggestions.Split('\n').ShouldContain("audit");
        var script = Invocation.Of("completions", "bash").Out
            + $"relumine() {{ printf '%s\\n' audit run; }}\nCOMP_WORDS=(relumine au); COMP_CWORD=1; COMP_LINE='relumine au'; COMP_POINT=11\n"
            + "_relumine; printf '%s' \"${COMPREPLY[*]}\"\n";
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", script]) { RedirectStandardOutput = true })!;
        bash.StandardOutput.ReadToEnd().ShouldBe("audit");
        bash.WaitForExit();
    }
}
