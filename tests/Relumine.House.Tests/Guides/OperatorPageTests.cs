using System.Globalization;
using System.Text;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Catalogue;
using Relumine.Graph.Rewrites;
using Relumine.Testing;
using OperatorCatalogue = Relumine.Graph.Operators.Catalogue.OperatorCatalogue;

namespace Relumine.House.Tests.Guides;

/// <summary>docs/operators.md and docs/rewrites.md list what the catalogues hold. With RELUMINE_WRITE_DOCS=1 they are written anew instead.</summary>
public class OperatorPageTests
{
    [Fact]
    public void OperatorsAreListed() => ShouldBeFresh("operators.md", Operators());

    [Fact]
    public void RewritesAreListed() => ShouldBeFresh("rewrites.md", Rewrites());

    private static string Operators()
    {
        var page = new StringBuilder("""
            # ONNX operators that Relumine reads and runs

            Files of opset 1 to 27 are read; older forms of an operator are lifted to that of opset 24, which is the only one inside. Numbers are float32, float64, int32 and int64, and truth values bool, wherever ONNX allows them for the operator; other element types are refused. An operator that is not listed, or that says what the form of opset 24 cannot say, is refused by name, version and node (exit code 3).

            Networks learn through every operator with a gradient. Dropout and BatchNormalization do in training what ONNX says of them; alpha dropout and RReLU exist in training only and leave in a file as Identity and LeakyRelu.

            | operator | since opset | inputs | gradient |
            |---|---|---|---|

            """);
        foreach (var op in OperatorCatalogue.All.Concat(OperatorCatalogue.Activations).DistinctBy(o => o.Type).OrderBy(o => o.Type, StringComparer.Ordinal))
        {
            var (fewest, most) = op.InputCount;
            var inputs = most == int.MaxValue ? $"{fewest} or more" : fewest == most ? Text(fewest) : $"{Text(fewest)} to {Text(most)}";
            page.Append(CultureInfo.InvariantCulture, $"| {op.Type} | {op.Since} | {inputs} | {(op.GradientNeeds(default) is null ? "" : "yes")} |\n");
        }

        return page.Append(
                "\nActivations that ONNX composes of several operators are recognised when a file is read; "
                    + "see [the field guide](activations/README.md) and [the rewrites](rewrites.md).\n"
            )
            .ToString();

        static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
    }

    private static string Rewrites()
    {
        var page = new StringBuilder("""
            # Rewrites

            A rewrite changes a graph and says what the result promises: *same function* for every input up to rounding, *same on evidence* for the data that were seen, or a *new function*. What it could not do, it reports with the reason. Tests hold every rewrite to its promise on random networks, and to doing nothing more the second time.

            | rewrite | promise | what it does |
            |---|---|---|

            """);
        foreach (var rewrite in RewriteCatalogue.All.OrderBy(r => r.Name, StringComparer.Ordinal))
        {
            var promise = rewrite.Promise switch
            {
                RewritePromise.SameFunction => "same function",
                RewritePromise.SameOnEvidence => "same on evidence",
                _ => "new function",
            };
            page.Append(CultureInfo.InvariantCulture, $"| {rewrite.Name} | {promise} | {rewrite.Summary} |\n");
        }

        return page.ToString();
    }

    private static void ShouldBeFresh(string page, string text)
    {
        var path = Path.Combine(Repository.Root, "docs", page);
        text = text.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("RELUMINE_WRITE_DOCS") == "1")
        {
            File.WriteAllText(path, text);
        }

        File.ReadAllText(path).ShouldBe(text, $"run ./check docs and commit docs/{page}");
    }
}
