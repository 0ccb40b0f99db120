using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;

namespace Relumine.Cli.Tests.Commands;

/// <summary>How the program answers the command line as such.</summary>
public class GrammarTests
{
    [Fact]
    public void WithoutArgumentsItSaysWhatItCanDo()
    {
        var run = Invocation.Of();

        run.Code.ShouldBe(ExitCode.Done);
        run.Error.ShouldBeEmpty();
        run.Out.ShouldContain("  explain ");
        // With the prompt behind it, it fits a terminal of 24 lines.
        run.Out.Split('\n').Length.ShouldBeLessThanOrEqualTo(24);
    }

    [Fact]
    public void VersionIsOneLine()
    {
        var run = Invocation.Of("--version");

        run.Code.ShouldBe(ExitCode.Done);
        run.Out.ShouldMatch(@"^relumine \d+\.\d+\.\d+\n$");
    }

    [Theory]
    [InlineData("exlpain", "'exlpain'", "Did you mean 'explain'")]
    [InlineData("explain --quite", "'--quite'", "Did you mean '--quiet'")]
    [InlineData("train a.json b.json", "'b.json'", "relumine train --help")]
    [InlineData("explain reku", "'reku'", "Did you mean 'Relu'")]
    [InlineData("--hlep", "'--hlep'", "Did you mean '--help'")]
    public void AMistakeIsNamedAndAnswered(string line, string what, string next) =>
        Invocation.Of(line.Split(' ')).ShouldFail(ExitCode.WrongUsage, what, next);

    [Fact]
    public void HelpGoesToStandardOutput()
    {
        var run = Invocation.Of("explain", "--help");

        run.Code.ShouldBe(ExitCode.Done);
        run.Error.ShouldBeEmpty();
        run.Out.ShouldContain("relumine explain");
    }

    [Theory]
    [InlineData("audit", "Options:", "Data:", "Results:", "What fails a build:", "Computing:", "General:")]
    [InlineData("train", "Results:", "Interrupted runs:", "General:")]
    [InlineData("trim", "Options:", "Data:", "Results:", "General:")]
    public void ManyOptionsStandInGroups(string command, params string[] headings)
    {
        var lines = Invocation.Of(command, "--help").Out.ReplaceLineEndings("\n").Split('\n');

        lines.Where(headings.Contains).ShouldBe(headings);
        var options = new Relumine.Cli.Grammar().Commands.Single(c => c.Name == command).Options.Where(o => !o.Hidden).Select(o => o.Name);
        foreach (var option in options)
        {
            // What stands behind the names tells of other options.
            lines.Count(l => l.StartsWith("  -", StringComparison.Ordinal) && Names(l).Contains(option)).ShouldBe(1, option);
        }
    }

    [Theory]
    [InlineData("audot")]
    [InlineData("nonsense")]
    public void HelpOfACommandThatIsNotThereIsAnError(string name) =>
        Invocation.Of(name, "--help").ShouldFail(ExitCode.WrongUsage, $"There is no command '{name}'");

    private static string[] Names(string line) => line.TrimStart().Split("  ")[0].Split(' ', ',');
}
