using System.Xml.Linq;
using Relumine.Doctor.Checkups;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Tests.Pages;

/// <summary>The page of a checkup tells its story, is well-formed and loads nothing.</summary>
public class CheckupPageTests
{
    private const string Hostile = "\"><script>alert('x')</script><img src=x onerror=y>\0&amp;";

    private static CheckupResult Cured => Checkups.Cured;

    public static TheoryData<string> Cases => ["cured", "healthy", "unknown", "diverged"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ThePageIsWellFormedAndLoadsNothing(string name)
    {
        var html = CheckupPage.Write(Case(name));
        var page = Documents.Parse(html);

        page.Of("script").ShouldBeEmpty();
        page.Of("img").ShouldBeEmpty();
        page.Descendants()
            .Attributes()
            .Where(a => a.Name.LocalName is "src" or "href")
            .ShouldAllBe(a => a.Value.StartsWith("data:") || a.Value.StartsWith('#'));
        page.Of("h1").Count().ShouldBe(1);
        page.Of("dt").ShouldContain(d => d.Value == "What is wrong?");
    }

    [Fact]
    public void TheStoryAnswersFiveQuestions()
    {
        var page = Documents.Parse(CheckupPage.Write(Cured));

        page.Of("h1").Single().Value.ShouldBe("Found and cured: the learning rate is too high.");
        page.Of("dl").First().Elements().Where(e => e.Name.LocalName == "dt").Select(e => e.Value)
            .ShouldBe(["What is wrong?", "Since when?", "Why?", "What was done?", "Did it work?"]);
        page.Of("code").ShouldContain(c => c.Value.StartsWith("optimizer.adam.lr: 0.5 → "));
        page.Of("caption").ShouldContain(c => c.Value.StartsWith("Every experiment"));
    }

    [Fact]
    public void ThePicturesShowTheTreatedAndTheUntreatedRun()
    {
        var page = Documents.Parse(CheckupPage.Write(Cured));

        var drawings = page.Of("svg").Where(s => (string?)s.Attribute("class") == "chart").ToArray();
        drawings.Select(d => d.Of("title").First().Value).ShouldBe(["Accuracy, %", "Dead units, %", "Loss"]);
        drawings.ShouldAllBe(d => d.Of("desc").Single().Value.Contains("treated: from ") && d.Of("desc").Single().Value.Contains("untreated: from "));
        page.Of("section").Select(s => (string?)s.Attribute("aria-labelledby")).Take(4).ShouldBe(["story", "curves", "units", "why"]);
    }

    [Fact]
    public void NumbersThatSayNothingAreNotShown()
    {
        var regression = Cured with { ScoreIsAccuracy = false, Untreated = Cured.Untreated with { Score = -1.1e33 } };

        var page = Documents.Parse(CheckupPage.Write(regression)).Root!.Value;

        page.ShouldContain("R² is below −100; 1 is perfect, and always answering the mean gives 0.");
        page.ShouldNotContain("E+33");
    }

    [Fact]
    public void NamesCannotBecomeMarkup()
    {
        var result = Cured with
        {
            Recipe = Hostile,
            Treatment = [new(Hostile)],
            Difference = [Hostile],
            Experiments = [.. Cured.Experiments.Select(p => p with { Change = Hostile })],
        };

        Documents.Parse(CheckupPage.Write(result)).Of("script").ShouldBeEmpty();
    }

    private static CheckupResult Case(string name) =>
        name switch
        {
            "healthy" => Cured with
            {
                Verdict = Verdict.Healthy,
                Findings = [],
                Causes = [],
                Experiments = [],
                Treatment = [],
                Treated = null,
                Difference = [],
            },
            "unknown" => Cured with
            {
                Verdict = Verdict.NotCured,
                Causes = [new("unknown", 1, null)],
                Treatment = [],
                Treated = null,
                Difference = [],
                Seeds = [Cured.Seeds[0], Cured.Seeds[0]],
            },
            "diverged" => Cured with
            {
                Untreated = Cured.Untreated with { Diverged = true, Score = double.NaN, Loss = double.PositiveInfinity, Layers = [], Curve = [] },
            },
            _ => Cured,
        };
}
