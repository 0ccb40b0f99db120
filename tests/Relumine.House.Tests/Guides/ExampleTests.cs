using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Relumine.House.Tests.Reading;
using Relumine.Testing;

namespace Relumine.House.Tests.Guides;

/// <summary>Examples in documentation comments compile, as a caller would write them who has nothing but the packages.</summary>
public partial class ExampleTests
{
    // What an example may speak of without having made it.
    private const string Given = "Model model, Dataset data, Recipe recipe, float[] z, float[] dz, int samples, double loss";

    private static readonly string[] s_typesOfGiven = ["Model", "Dataset", "Recipe"];

    public static TheoryData<string> Examples => [.. Project.Shipped.SelectMany(p => p.Own).Where(f => Code(f).Any())];

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExamplesCompile(string file)
    {
        foreach (var example in Code(file))
        {
            var words = Word().Matches(example).Select(m => m.Value).Concat(s_typesOfGiven).ToHashSet();
            var usings = Project.Shipped.Where(p => p.Name != "Relumine.Cli").SelectMany(p => p.Own)
                .Where(f => Sources.Types(f).Any(words.Contains))
                .Select(f => $"using {Sources.Namespace(f)};\n").Distinct();
            var program = Sources.Parse($"{string.Concat(usings)}internal static class Example {{ public static void Run({Given}) {{\n{example}\n}} }}", file);

            Sources.Compile("Example", program).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ShouldBeEmpty(example);
        }
    }

    private static IEnumerable<string> Code(string file) =>
        Example().Matches(Checkout.Read(file)).Select(m => System.Net.WebUtility.HtmlDecode(Slashes().Replace(m.Groups["code"].Value, "")));

    [GeneratedRegex(@"<example>\s*(///\s*)?<code>(?<code>.*?)</code>", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\s*/// ?", RegexOptions.Multiline)]
    private static partial Regex Slashes();

    [GeneratedRegex(@"\b[A-Z]\w*")]
    private static partial Regex Word();
}
