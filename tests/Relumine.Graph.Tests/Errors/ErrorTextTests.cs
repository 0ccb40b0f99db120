using Relumine.Graph.Errors;

namespace Relumine.Graph.Tests.Errors;

/// <summary>An error names settings as C# does, and whoever reports it may call them otherwise.</summary>
public class ErrorTextTests
{
    [Fact]
    public void SettingsAreNamedAsInCSharp()
    {
        var error = new RelumineException(
            ErrorKind.InvalidRequest,
            $"{0.5:0.00} is no rate. Give {new Setting("Rate", "0.1")}, or leave {new Setting("Rate")} out."
        );

        error.Message.ShouldBe("0.50 is no rate. Give Rate = 0.1, or leave Rate out.");
        error.Settings.ShouldBe([new Setting("Rate", "0.1"), new Setting("Rate")]);
    }

    [Fact]
    public void WhoeverReportsThemMayCallThemOtherwise()
    {
        ErrorText advice = $"say {new Setting("Skip", "1")}";
        var error = new RelumineException(ErrorKind.BrokenFile, $"line 1 is a header: {advice}" + $", {"twice"}.");

        error.Worded(s => $"--{s.Name.ToLowerInvariant()} {s.Value}").ShouldBe("line 1 is a header: say --skip 1, twice.");
    }

    [Fact]
    public void AMessageWithoutSettingsIsTheSameForAll()
    {
        var error = new RelumineException(ErrorKind.Fault, "nothing to set");

        error.Settings.ShouldBeEmpty();
        error.Worded(_ => "x").ShouldBe("nothing to set");
    }
}
