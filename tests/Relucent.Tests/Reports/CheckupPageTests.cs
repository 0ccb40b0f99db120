using System.Xml.Linq;
using Relucent.Recipes;
using Relucent.Reports.Pages;

namespace Relucent.Tests.Reports;

/// <summary>The page of a checkup tells its story, is well-formed and loads nothing.</summary>
public class CheckupPageTests
{
    private const string Hostile = "\"><script>alert('x')</script><img src=x onerror=y>\0&amp;";

    private static readonly Lazy<CheckupResult> s_cured = new(() => Checkup.Run(Recipe.Parse("""
        { "data": { "blobs": { "samples": 400, "seed": 1 } },
          "model": [ { "dense": 32 }, "relu", { "dense": 32 }, "relu", { "dense": 10 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.5 } }, "epochs": 8 }
        """)));

    private static CheckupResult Cured => s_cured.Value;

    public static TheoryData<string> Cases => ["cured", "healthy", "unknown", "diverged"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ThePageIsWellFormedAndLoadsNothing(string name)
    {
        var html = CheckupPage.Write(Case(name));
        var page = Documents.Parse(html);

        page.Of("script").ShouldBeEmpty();
        page.Of("img").ShouldBeEmpty();
        page.Descendants().Attributes().Where(a => a.Name.LocalName is "src" or "href").ShouldAllBe(a => a.Value.StartsWith("data:") || a.Value.StartsWith('#'));
        page.Of("h1").Count().ShouldBe(1);
        page.Of("dt").ShouldContain(d => d.Value == "What is wrong?");
    }

    [Fact]
    public void TheStoryAnswersFiveQuestions()
    {
        var page = Documents.Parse(CheckupPage.Write(Cured));

        page.Of("h1").Single().Value.ShouldBe("Cured: the learning rate is too high.");
        page.Of("dl").Last().Elements().Where(e => e.Name.LocalName == "dt").Select(e => e.Value)
            .ShouldBe(["What is wrong?", "Since when?", "Why?", "What was done?", "Did it work?"]);
        page.Of("code").ShouldContain(c => c.Value.StartsWith("optimizer.adam.lr: 0.5 → "));
        page.Of("caption").ShouldContain(c => c.Value.StartsWith("Every experiment"));
    }

    [Fact]
    public void NamesCannotBecomeMarkup()
    {
        var result = Cured with { Recipe = Hostile, Treatment = [new(Hostile)], Difference = [Hostile], Probes = [.. Cured.Probes.Select(p => p with { Change = Hostile })] };

        Documents.Parse(CheckupPage.Write(result)).Of("script").ShouldBeEmpty();
    }

    private static CheckupResult Case(string name) => name switch
    {
        "healthy" => Cured with { Verdict = Verdict.Healthy, Findings = [], Causes = [], Probes = [], Treatment = [], Treated = null, Difference = [] },
        "unknown" => Cured with { Verdict = Verdict.NotCured, Causes = [new("unknown", 1, null)], Treatment = [], Treated = null, Difference = [], Seeds = [Cured.Seeds[0], Cured.Seeds[0]] },
        "diverged" => Cured with { Untreated = Cured.Untreated with { Diverged = true, Score = double.NaN, Loss = double.PositiveInfinity, Layers = [], Curve = [] } },
        _ => Cured,
    };
}
