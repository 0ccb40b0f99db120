using System.Text.RegularExpressions;
using Relumine.Testing;
using Xunit.Abstractions;

namespace Relumine.House.Tests.House;

/// <summary>Small files with telling names, and nothing in them that belongs to one machine or to later.</summary>
public partial class FileTests(ITestOutputHelper output)
{
    private const int LongestFile = 400;
    private const int LongestMedian = 120;

    private static readonly HashSet<string> s_emptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common", "Misc", "Base"];

    // Put together here, so that this file does not contain what it looks for.
    private static readonly string[] s_unfinished = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception"];

    private static readonly string[] s_machinePaths = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", @"C:\" + "Users"];

    [Fact]
    public void NoFileIsLong()
    {
        var tooLong = Checkout.Code.Select(f => (File: f, Lines: Lines(f))).Where(f => f.Lines > LongestFile);

        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void MostFilesAreShort()
    {
        var lengths = Checkout.Code.Select(Lines).Order().ToList();

        output.WriteLine($"{lengths.Count} files, {lengths.Sum()} lines; the median file has {lengths[lengths.Count / 2]}, the longest {lengths[^1]}");
        lengths[lengths.Count / 2].ShouldBeLessThanOrEqualTo(LongestMedian);
    }

    [Fact]
    public void NamesOfFilesFoldersAndTypesMeanSomething()
    {
        var names = Checkout.Code
            .SelectMany(f => f.Split('/').Select(Path.GetFileNameWithoutExtension)
                .Concat(TypeDeclaration().Matches(Checkout.Read(f)).Select(m => m.Groups["name"].Value))
                .Select(name => (File: f, Name: name!)));
        var empty = names.Where(n => Words().Matches(n.Name).Any(w => s_emptyWords.Contains(w.Value)));

        empty.ShouldBeEmpty();
    }

    [Fact]
    public void NothingIsLeftForLater() => FilesWith(s_unfinished).ShouldBeEmpty();

    [Fact]
    public void NoPathBelongsToOneMachine() => FilesWith(s_machinePaths).ShouldBeEmpty();

    [Fact]
    public void DocumentationIsEnforcedByTheCompiler()
    {
        Checkout.Read("src/Directory.Build.props").ShouldContain("<GenerateDocumentationFile>true</GenerateDocumentationFile>");
        Checkout.Read("Directory.Build.props").ShouldContain("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        var silencers = Checkout
            .Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal))
            .Where(f =>
                f.EndsWith(".csproj", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".props", StringComparison.Ordinal)
            )
            .Where(f => Checkout.Read(f).Contains("CS1591", StringComparison.Ordinal));

        silencers.ShouldBeEmpty();
    }

    private static int Lines(string file) => Checkout.Read(file).Count(c => c == '\n');

    private static IEnumerable<string> FilesWith(string[] words) =>
        from file in Checkout.Files
        where Path.GetExtension(file) is not (".png" or ".onnx" or ".npy" or ".pb" or ".gz")
        let text = Checkout.Read(file)
        from word in words
        where text.Contains(word, StringComparison.Ordinal)
        select $"{file}: {word}";

    [GeneratedRegex(@"^\s*(?:[a-z]+ )*(?:class|struct|record|interface|enum)\s+(?:struct\s+|class\s+)?(?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Words();
}
