using System.Text.RegularExpressions;
using Relumine.Cli;
using Relumine.Cli.Sessions;
using Relumine.Cli.Tests.Commands;
using Relumine.Graph.Errors;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>What the guides show works: commands parse or run, the sample compiles, links lead somewhere.</summary>
public sealed partial class GuideTests : IDisposable
{
    private readonly TinyNetwork _scratch = new();

    private static readonly string[] s_guides =
        [.. Checkout.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal) && !f.StartsWith("docs/activations/", StringComparison.Ordinal))];

    public static TheoryData<string> Guides => [.. s_guides];

    /// <summary>Every command line of a guide that begins with <c>relumine</c>, or runs it from the checkout.</summary>
    public static TheoryData<string> Commands =>
        [.. s_guides.SelectMany(g => Blocks(Checkout.Read(g), "sh")).SelectMany(b => b.Split('\n')).Select(Arguments).OfType<string>().Distinct()];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void CommandsAreUnderstood(string line) => new Grammar().MistakeIn(line.Split(' ')).ShouldBeNull();

    [Theory]
    [MemberData(nameof(Commands))]
    public void CommandsThatNeedNoFilesOfOthersWork(string line)
    {
        var words = line.Split(' ');
        if (words[0] is not ("demo" or "explain"))
        {
            return;
        }

        Invocation.Of([.. words, .. words[0] == "demo" ? (string[])["--output", _scratch["demo"]] : []]).Code.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public void TheReadmeHasItsTwoCommands()
    {
        Checkout.Read("README.md").ShouldContain("\ndotnet run -c Release --project src/Relumine.Cli -- demo\ndotnet test\n");
        Checkout.Files.ShouldContain("src/Relumine.Cli/Relumine.Cli.csproj");
        Checkout.Read(".ci/run").ShouldContain(" dotnet test ");
    }

    [Fact]
    public void TheSamplesOfTheReadmeAreCompiledHere()
    {
        var samples = Blocks(Checkout.Read("README.md"), "csharp").Select(b => b.Split("\n\n", 2)[1].Trim());
        var compiled = Checkout.Read("tests/Relumine.House.Tests/Guides/ReadmeSample.cs").Split("// <README>\n").Skip(1)
            .Select(part => Indentation().Replace(part.Split("        // </README>")[0], "").Trim());

        samples.ShouldBe(compiled);
    }

    [Fact]
    public void TheRecipeOfTheReadmeTrainsATableOfFlowers()
    {
        File.WriteAllText(_scratch["recipe.json"], Blocks(Checkout.Read("README.md"), "json").Single());
        File.WriteAllText(_scratch["flowers.csv"], Blocks(Checkout.Read("README.md"), "csv").Single());

        var run = Invocation.Of("train", _scratch["recipe.json"], "--output", _scratch["run"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldContain("3 classes: iris, rose, tulip.");
        run.Error.ShouldNotContain("not scaled");
        run.Out.ShouldContain("Validation accuracy 100 %");
        Invocation.Of("audit", Path.Combine(_scratch["run"], "model.onnx"), "--data", _scratch["flowers.csv"]).Out.ShouldContain("Accuracy: 24 of 24 labels");
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void LinksLeadToFiles(string guide)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, guide))!;
        var links = Link().Matches(Checkout.Read(guide)).Select(m => m.Groups["to"].Value.Split('#')[0])
            .Where(to => to.Length > 0 && !to.Contains("://", StringComparison.Ordinal));

        links.Where(to => !Path.Exists(Path.Combine(folder, to))).ShouldBeEmpty();
    }

    [Fact]
    public void EveryExitCodeIsDocumented()
    {
        var page = Checkout.Read("docs/exit-codes.md");
        foreach (var code in Enum.GetValues<ExitCode>())
        {
            page.ShouldContain($"| {(int)code} |");
        }
    }

    private static IEnumerable<string> Blocks(string text, string language) =>
        Regex.Matches(text, $"^```{language}\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline).Select(m => m.Groups["code"].Value);

    private static string? Arguments(string line) =>
        line.StartsWith("relumine ", StringComparison.Ordinal) ? line["relumine ".Length..]
        : line.Contains("src/Relumine.Cli -- ", StringComparison.Ordinal) ? line.Split(" -- ")[1]
        : null;

    [GeneratedRegex("^ {8}", RegexOptions.Multiline)]
    private static partial Regex Indentation();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();
}
