using Relumine.Doctor.Findings;
using Relumine.Doctor.Runs.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Tests.Pages;

public class TrainingPageTests
{
    private const string Hostile = "\"><script>alert('x')</script><img src=x onerror=y>\0&amp;";

    public static TheoryData<string> Names => [.. Runs.Keys];

    private static Dictionary<string, TrainingResult> Runs { get; } =
        new()
        {
            ["usual"] = TrainedRuns.Of("usual", 5, 3),
            ["deep"] = TrainedRuns.Of("deep", 3, 30),
            ["step 0 alone"] = TrainedRuns.Of("step 0 alone", 0, 2),
            ["nothing"] = TrainedRuns.Of("nothing", -1, 0),
            ["no layers"] = TrainedRuns.Of("no layers", 4, 0),
            ["long"] = TrainedRuns.Of("long", 300, 1),
            ["hostile"] = TrainedRuns.Of(Hostile, 3, 2),
            ["not finite"] = TrainedRuns.Of("not finite", 3, 2, loss: double.NaN) with
            {
                Divergence = new Divergence(31, 4, "Gemm 'dense1'", double.PositiveInfinity),
                Steps = 30,
            },
        };

    [Fact]
    public void PicturesOfWeightsSpreadsAndClassesAreDrawn()
    {
        var page = Documents.Parse(TrainingPage.Write(TrainedRuns.WithPictures(Runs["usual"])));

        page.Of("img").ShouldAllBe(i => i.Get("src")!.StartsWith("data:image/png;base64,") && i.Get("alt")!.Length > 0);
        page.Of("img").Count(i => i.Get("alt")!.StartsWith("unit ")).ShouldBe(20, "ten units before and after");
        page.Of("img").Count(i => i.Get("alt")!.StartsWith("Class ")).ShouldBe(2, "the third class has no samples");
        page.Of("section").Single(s => s.Get("aria-labelledby") == "spread").Descendants().Count(e => e.Name.LocalName == "svg").ShouldBe(3 + 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryPageIsWellFormedAndSpeaksToScreenReaders(string name)
    {
        foreach (var html in new[] { TrainingPage.Write(Runs[name]), ComparePage.Write([Runs[name]]), ComparePage.Write([.. Runs.Values]) })
        {
            var page = Documents.Parse(html);
            page.Of("script").ShouldBeEmpty();
            page.Of("img").ShouldBeEmpty();
            html.Replace("http://www.w3.org/1999/xhtml", "").ShouldNotContain("http");
            page.Of("h1").ShouldHaveSingleItem();
            foreach (var drawing in page.Of("svg").Where(s => s.Get("aria-hidden") != "true"))
            {
                drawing.Get("role").ShouldBe("img");
                drawing.Elements().Take(2).Select(e => e.Name.LocalName).ShouldBe(["title", "desc"]);
            }

            page.Of("table").ShouldAllBe(t => t.Elements().First().Name.LocalName == "caption");
            page.Of("th").ShouldAllBe(h => h.Get("scope") == "col" || h.Get("scope") == "row");
            var ids = page.Descendants().Select(e => e.Get("id")).Where(i => i is not null).ToArray();
            ids.ShouldBe(ids.Distinct());
            html.ShouldNotContain("NaN");
            html.ShouldNotContain("Infinity");
            html.ShouldNotContain("∞");
        }
    }

    [Fact]
    public void APageShowsCurvesDeathsAndNumbers()
    {
        var page = Documents.Parse(TrainingPage.Write(Runs["usual"]));
        page.Of("h1").Single().Value.ShouldBe("Validation accuracy 85\u00A0% after 5 epochs; 6 of 10 units of relu2 are dead.");
        string[] charts =
        [
            "Loss",
            "Accuracy, %",
            "Decision boundary",
            "Size of the signal",
            "Forward gain",
            "Size of the gradient",
            "Gradient gain",
            "Update ratio",
        ];
        var drawn = page.Of("svg").Where(s => s.Classes().Contains("chart")).Select(s => s.Elements().First().Value).ToArray();
        drawn.ShouldBe(charts);

        // Layer 2 has 1 unit born dead and one more killed every epoch.
        var strip = page.Of("svg").Single(s => s.Of("title").FirstOrDefault()?.Value == "Dead units of relu2 over time");
        strip.Of("desc").Single().Value.ShouldBe("Of 10 units 1 born dead and 0 killed are dead at step 0, 1 born dead and 5 killed are dead at the end.");
        strip.Of("rect").Count(r => r.Get("class") == "v-rare").ShouldBe(5);
        strip.Of("rect").Count(r => r.Get("class") == "v-dead").ShouldBe(6);
        var row = page.Of("tr").Single(r => r.Of("th").Any(h => h.Value == "relu2"));
        row.Of("td").Select(d => d.Value).Take(5).ShouldBe(["Relu", "10", "6", "1", "5"]);
    }

    [Fact]
    public void FindingsAreShownWithWhatMayHelp()
    {
        var run = Runs["usual"] with
        {
            Findings =
            [
                new(
                    "nothing-to-learn",
                    Severity.Critical,
                    null,
                    null,
                    "All 90 samples are of class 1: there is nothing to learn.",
                    new Dictionary<string, double>(),
                    ["check-data"]
                ),
            ],
        };
        var page = Documents.Parse(TrainingPage.Write(run));

        page.Of("article").Single(a => a.Classes().Contains("finding")).Value.ShouldContain("All 90 samples are of class 1");
        page.Of("header").Single().Value.ShouldContain("Critical");
        Documents.Parse(TrainingPage.Write(Runs["usual"])).Of("article").ShouldNotContain(a => a.Classes().Contains("finding"));
    }

    [Fact]
    public void ADivergedRunSaysWhere() =>
        Documents
            .Parse(TrainingPage.Write(Runs["not finite"]))
            .Of("header")
            .Single()
            .Value.ShouldContain("step 31 (epoch 4): the first number that is not finite came from Gemm 'dense1'");

    [Fact]
    public void AComparisonNamesTheBest()
    {
        var better = Runs["usual"] with { Name = "better", History = [.. Runs["usual"].History.Select(r => r with { ValidationScore = 0.97 })] };
        var page = Documents.Parse(ComparePage.Write([Runs["usual"], better]));
        page.Of("h1").Single().Value.ShouldBe("better is best: accuracy 97\u00A0%, usual 85\u00A0%.");
        page.Of("tr").Count().ShouldBe(3);
    }
}
