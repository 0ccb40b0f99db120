using System.Text.Json;
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
}
