using System.Text.Json;
using System.Xml.Linq;
using Relumine.Cli.Explanations;
using Relumine.Cli.Explanations.Topics;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Findings;
using Relumine.Graph.Errors;
using Relumine.Kernels;
using Relumine.Kernels.Rows;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine explain</c>.</summary>
public class ExplainCommandTests
{
    public static TheoryData<string> Activations => [.. ActivationCatalogue.All.Concat(ActivationOperatorCatalogue.All).Select(a => a.Card.Name)];

    public static TheoryData<string> Findings => [.. FindingCatalogue.All.Select(f => f.Id)];

    [Fact]
    public void WithoutANameItListsEverything()
    {
        var run = Invocation.Of("explain");

        run.Code.ShouldBe(ExitCode.Done);
        foreach (
            var name in ActivationCatalogue.All.Concat(ActivationOperatorCatalogue.All).Select(a => a.Card.Name).Concat(FindingCatalogue.All.Select(f => f.Id))
        )
        {
            run.Out.ShouldContain($"  {name} ");
        }
    }

    [Fact]
    public void ReluHasNoDerivativeAtZeroAndAChoiceThere()
    {
        var run = Invocation.Of("explain", "RELU");

        run.Out.ShouldContain("f(x) = x if x > 0, 0 otherwise");
        run.Out.ShouldContain("continuous at 0");
        run.Out.ShouldMatch("10⁻⁸ +0 +1\n");
        run.Out.ShouldContain("no derivative at 0");
        run.Out.ShouldContain("λ = 0, ½, 1 give 0, 0.5, 1");
        run.Out.ShouldContain("PyTorch 0");
        run.Out.ShouldContain("1.414214");
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void EveryActivationIsExplainedWithinTheTerminal(string name)
    {
        foreach (var width in (int[])[60, 80, 120])
        {
            var run = Invocation.In(width, unicode: true, CancellationToken.None, "explain", name);

            run.Code.ShouldBe(ExitCode.Done, run.Error);
            run.Error.ShouldBeEmpty();
            run.Out.Split('\n').Where(l => l.Length > width).ShouldBeEmpty();
            run.Out.ShouldContain("derivative at x = 0?");
        }
    }

    [Fact]
    public void WithoutUnicodeThePlotIsAscii()
    {
        var run = Invocation.In(80, unicode: false, CancellationToken.None, "explain", "relu");

        run.Out.ShouldNotContain('│');
        run.Out.Where(c => c is >= '\u2800' and < '\u2900').ShouldBeEmpty();
        run.Out.ShouldContain(".:'");
    }

    [Fact]
    public void JsonOnStandardOutputStandsAlone()
    {
        var run = Invocation.Of("explain", "relu", "--json", "-");

        using var json = JsonDocument.Parse(run.Out);
        json.RootElement.GetProperty("schema").GetString().ShouldBe("relumine.explain/1");
        var point = json.RootElement.GetProperty("points")[0];
        point.GetProperty("differentiable").GetBoolean().ShouldBeFalse();
        point.GetProperty("choices")[1].GetProperty("derivative").GetDouble().ShouldBe(0.5);
        point.GetProperty("quotients").GetArrayLength().ShouldBe(8);
    }

    [Theory]
    [MemberData(nameof(Findings))]
    public void EveryFindingIsExplained(string id)
    {
        var run = Invocation.Of("explain", id);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("What may help");
    }

    [Theory]
    [InlineData("dying relu", "dying-relu")]
    [InlineData("Dead Neurons", "dying-relu")]
    [InlineData("dead units", "dead-units")]
    [InlineData("dead-relu", "dying-relu")]
    [InlineData("nan", "non-finite-activations")]
    [InlineData("nan loss", "(nan)")]
    [InlineData("overfitting", "overfitting")]
    [InlineData("class imbalance", "class-imbalance")]
    [InlineData("imbalance", "class-imbalance")]
    [InlineData("xavier", "2/(fan-in + fan-out)")]
    [InlineData("glorot", "2/(fan-in + fan-out)")]
    [InlineData("kaiming", "2/fan-in")]
    [InlineData("he", "2/fan-in")]
    [InlineData("batch norm", "batch-norm")]
    [InlineData("batch normalisation", "batch-norm")]
    [InlineData("revive", "new incoming weights")]
    [InlineData("trim", "relumine trim")]
    [InlineData("dormant", "dormant-units")]
    [InlineData("plasticity", "Nature 632")]
    [InlineData("subgradient", "left slope")]
    [InlineData("kink", "left slope")]
    [InlineData("λ", "left slope")]
    [InlineData("lambda", "left slope")]
    [InlineData("sparsity", "(sparsity)")]
    [InlineData("vanishing gradient", "(vanishing-gradient)")]
    [InlineData("vanishing gradients", "(vanishing-gradients)")]
    [InlineData("exploding gradient", "(exploding-gradient)")]
    [InlineData("learning rate", "(learning-rate)")]
    [InlineData("lr too high", "(learning-rate-too-high)")]
    [InlineData("dropout", "(dropout)")]
    [InlineData("leaky", "Leaky ReLU")]
    [InlineData("initialization", "(initialization)")]
    [InlineData("initialisation", "(initialization)")]
    [InlineData("normalisation is missing", "(missing-normalisation)")]
    [InlineData("leaky relu", "Leaky ReLU")]
    [InlineData("hard swish", "HardSwish")]
    [InlineData("weightdecay", "(weight-decay)")]
    [InlineData("regions", "(linear-regions)")]
    [InlineData("what is relu", "ReLU (also")]
    [InlineData("how does backpropagation work?", "(gradient)")]
    [InlineData("neuron", "(neuron)")]
    [InlineData("bias", "(neuron)")]
    [InlineData("hidden layers", "(layer)")]
    [InlineData("gradient descent", "(gradient)")]
    [InlineData("epochs", "(epoch)")]
    [InlineData("accuracy", "(score)")]
    [InlineData("cnn", "(convolution)")]
    [InlineData("universal approximation", "(universal-approximation)")]
    [InlineData("onnx", "(onnx)")]
    [InlineData("what-if", null)]
    public void WordsThatPeopleUseHaveAnAnswerQuotedOrNot(string words, string? part)
    {
        foreach (var given in new[] { [words], words.Split(' ') })
        {
            var run = Invocation.Of(["explain", .. given]);

            run.Code.ShouldBe(part is null ? ExitCode.WrongUsage : ExitCode.Done, run.Error);
            run.Out.ShouldContain(part ?? "");
        }
    }

    [Theory]
    [InlineData("dead-units", "finding", 2)]
    [InlineData("init-bias", "cause", 1)]
    [InlineData("nan", "topic", 1)]
    [InlineData("target-scale", "finding", 2)]
    public void FindingsCausesAndTopicsAreWrittenAsJsonAndPage(string name, string kind, int count)
    {
        using var scratch = new TinyNetwork();

        var run = Invocation.Of("explain", name, "--html", scratch["page.html"], "--json", scratch["out.json"]);

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        using var json = JsonDocument.Parse(File.ReadAllText(scratch["out.json"]));
        json.RootElement.GetProperty("schema").GetString().ShouldBe("relumine.explanation/1");
        var explanations = json.RootElement.GetProperty("explanations");
        explanations.GetArrayLength().ShouldBe(count);
        explanations[0].GetProperty("kind").GetString().ShouldBe(kind);
        explanations[0].GetProperty("parts")[0].GetProperty("lines")[0].GetProperty("text").GetString().ShouldNotBeNullOrEmpty();
        var page = XDocument.Parse(File.ReadAllText(scratch["page.html"]).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        page.Root!.Value.ShouldContain(explanations[0].GetProperty("title").GetString()!);
        Invocation.Of("explain", name, "--json", "-").Out.ShouldBe(File.ReadAllText(scratch["out.json"]));
    }

    [Theory]
    [InlineData("dead-units")]
    [InlineData("init-bias")]
    public void LinksOfAPageGoBothWays(string name)
    {
        using var scratch = new TinyNetwork();
        Invocation.Of("explain", name, "--html", scratch["page.html"]).Code.ShouldBe(ExitCode.Done);
        var page = XDocument.Parse(File.ReadAllText(scratch["page.html"]).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));

        var ids = page.Descendants().Attributes("id").Select(a => "#" + a.Value).ToHashSet();
        var links = page.Descendants().Where(e => e.Name.LocalName == "a").ToArray();
        links.ShouldAllBe(l => ids.Contains(l.Attribute("href")!.Value));
        links.Where(l => l.Attribute("href")!.Value == "#e0").ShouldNotBeEmpty("what it leads to leads back");
        links.Where(l => l.Attribute("href")!.Value != "#e0").ShouldNotBeEmpty("and it leads on");
    }

    [Fact]
    public void EveryTopicHasFactsSourcesAndWaysOn()
    {
        var all = TopicCatalogue.All;

        all.Select(t => t.Id).ShouldBeUnique();
        all.SelectMany(t => t.Words.Select(w => new Words([w]).Text).Distinct()).ShouldBeUnique();
        foreach (var topic in all)
        {
            topic.Sources.ShouldNotBeEmpty(topic.Id);
            foreach (var word in topic.Words.Concat(topic.See).Append(topic.Id))
            {
                var run = Invocation.In(60, true, CancellationToken.None, "explain", word);
                run.Code.ShouldBe(ExitCode.Done, $"{topic.Id}: {word}: {run.Error}");
                run.Out.Split('\n').ShouldAllBe(l => l.Length <= 60 || !l.Trim().Contains(' '));
            }
        }
    }
}
