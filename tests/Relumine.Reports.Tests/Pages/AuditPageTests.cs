using System.Xml.Linq;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Causes;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Json;
using Relumine.Doctor.Tests;
using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Kernels;
using Relumine.Kernels.Probes;
using Relumine.Reports.Charts;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Tests.Pages;

public class AuditPageTests
{
    private const string Hostile = "\"><script>alert('x')</script><img src=x onerror=y>\0&amp;\u0007\uD800";

    [Fact]
    public void EveryPageIsWellFormed()
    {
        foreach (var (name, result) in Results())
        {
            Should.NotThrow(() => Documents.Parse(AuditPage.Write(result)), name);
        }
    }

    [Fact]
    public void NamesCannotBecomeMarkup()
    {
        var layer = Patient.Mixed(100, 20, 10, _ => -1, Hostile);
        var result = Patient.Audit(layer) with
        {
            Model = new(Hostile, Hostile, 9, 1),
            Data = new(100, true, [new(Hostile, Hostile, [1], 0, 1, 0, 1, Hostile)]),
        };

        var html = AuditPage.Write(result);
        var page = Documents.Parse(html);

        html.ShouldNotContain("<script", Case.Insensitive);
        html.ShouldNotContain("<img", Case.Insensitive);
        page.Of("script").ShouldBeEmpty();
        page.Of("img").ShouldBeEmpty();
        page.Descendants().Attributes().ShouldAllBe(a => !a.Name.LocalName.StartsWith("on"));
        page.Of("h3").ShouldContain(h => h.Value.Contains("<script>alert('x')</script>"), "the name is still readable");
    }

    [Fact]
    public void NothingIsLoadedAndNothingRuns()
    {
        var html = AuditPage.Write(Results().First().Result);
        var page = Documents.Parse(html);

        page.Of("script").ShouldBeEmpty();
        page.Descendants()
            .Attributes()
            .Where(a => a.Name.LocalName is "src" or "href")
            .ShouldAllBe(a => a.Value.StartsWith("data:") || a.Value.StartsWith('#'));
        html.ShouldNotContain("@import");
        html.Replace("http://www.w3.org/1999/xhtml", "").ShouldNotContain("http");
        System.Text.RegularExpressions.Regex.Matches(html, "url\\((.)").ShouldAllBe(m => m.Groups[1].Value == "#");
    }

    [Fact]
    public void PossibleCausesAreListedAsNotTested()
    {
        var audit = Patient.Audit(Patient.Mixed(4000, 100, 34, _ => -1, "relu7"));
        PossibleCause[] causes = [new("init-bias", ["dead-units", "born-dead-units"])];

        var section = Documents.Parse(AuditPage.Write(audit with { PossibleCauses = causes })).Of("section").Single(s => s.Get("aria-labelledby") == "causes");

        section.Of("h2").Single().Value.ShouldBe("Possible causes, not tested");
        section.Of("li").Single().Value.ShouldStartWith(CauseCatalogue.Find("init-bias")!.Title + ". ");
        section.Of("li").Single().Value.ShouldEndWith("It would explain: dead units, born-dead units.");
        Documents.Parse(AuditPage.Write(audit with { PossibleCauses = null })).Of("section").ShouldAllBe(s => s.Get("aria-labelledby") != "causes");
    }

    [Fact]
    public void TheVerdictComesFirstAndTheNumbersAreThere()
    {
        var page = Documents.Parse(AuditPage.Write(Patient.Audit(Patient.Mixed(4000, 100, 34, _ => -1, "relu7"))));

        page.Of("h1").ShouldHaveSingleItem().Value.ShouldBe("34 of 100 units never fired.");
        page.Of("dd").Select(d => d.Value).ShouldContain("3434\u00A0% of all");
        page.Of("article").First(a => a.Classes().Contains("finding")).Value.ShouldContain("34 of 100 units (34\u00A0%) never fired on 4,000 samples");
        var row = page.Of("tr").Single(r => r.Of("th").Any(h => h.Get("scope") == "row" && h.Value == "relu7"));
        row.Of("td").Select(c => c.Value).Take(2).ShouldBe(["100", "34"]);
    }

    [Fact]
    public void DrawingsAndTablesSpeakToScreenReaders()
    {
        foreach (var (name, result) in Results())
        {
            var page = Documents.Parse(AuditPage.Write(result));

            page.Of("html").Single().Get("lang").ShouldBe("en");
            foreach (var drawing in page.Of("svg"))
            {
                if (drawing.Get("aria-hidden") != "true")
                {
                    drawing.Get("role").ShouldBe("img", name);
                    drawing.Elements().Take(2).Select(e => e.Name.LocalName).ShouldBe(["title", "desc"]);
                }
            }

            foreach (var table in page.Of("table"))
            {
                table.Elements().First().Name.LocalName.ShouldBe("caption", name);
                table.Of("th").ShouldAllBe(h => h.Get("scope") == "col" || h.Get("scope") == "row");
            }

            var ids = page.Descendants().Select(e => e.Get("id")).Where(i => i is not null).ToArray();
            ids.ShouldBe(ids.Distinct());
            page.Of("section").ShouldAllBe(s => ids.Contains(s.Get("aria-labelledby")));
        }
    }

    [Fact]
    public void VerdictsAreToldApartWithoutColor()
    {
        var fillings = Enum.GetValues<UnitVerdict>().Where(v => v != UnitVerdict.Healthy).Select(v => "." + Verdicts.Class(v) + " { fill: url(#").ToArray();

        fillings.ShouldAllBe(f => Stylesheet.Css.Contains(f), "only healthy units have a plain filling");
    }

    [Fact]
    public void AMapHasACellForEveryUnitWithItsFiringRate()
    {
        var page = Documents.Parse(AuditPage.Write(Patient.Audit(Patient.Layer(4, 3, (s, u) => u == 0 ? -1 : s - u))));

        var map = page.Of("svg").Single(s => s.Classes().Contains("map"));
        map.Of("rect").Select(r => r.Value)
            .ShouldBe(["unit 0: dead, fired on 0\u00A0%", "unit 1: healthy, fired on 50\u00A0%", "unit 2: healthy, fired on 25\u00A0%"]);
    }

    [Fact]
    public void AChannelThatFiresOnEverySampleButNotEverywhereIsNotDrawnAsAlwaysOn()
    {
        var relu = ActivationCatalogue.Create("Relu");
        var seen = Patient.Channels(relu, 10, 2, 4, (s, c, p) => c == 0 && p == 0 ? -1 : 1 + (s + p) % 3);

        var page = Documents.Parse(AuditPage.Write(Patient.Audit(Examination.Examine("c", "Relu", relu, LayerKind.Channel, seen))));

        var map = page.Of("svg").Single(s => s.Classes().Contains("map"));
        map.Of("rect").Select(r => r.Get("class")).ShouldBe(["r-5", "v-on"]);
    }

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(50, 200)]
    [InlineData(200, 512)]
    public void ThePageStaysSmallHoweverLargeTheNetwork(int layers, int units)
    {
        var one = Patient.Mixed(10, units, units / 3, _ => -1);

        var html = AuditPage.Write(Patient.Audit([.. Enumerable.Range(0, layers).Select(l => one with { Name = $"block{l}.relu" })]));

        html.Length.ShouldBeLessThan(3_000_000);
        Documents.Parse(html).Of("svg").Where(s => s.Classes().Contains("map")).Count().ShouldBe(layers);
    }

    [Fact]
    public void AnAuditReadFromJsonStillMakesAPage()
    {
        var read = AuditJson.Read(AuditJson.Write(Results().First().Result), "it");

        Documents.Parse(AuditPage.Write(read)).Of("table").Count().ShouldBe(2);
    }

    private static IEnumerable<(string Name, AuditResult Result)> Results()
    {
        yield return ("sick", Sick.Audit());
        yield return ("healthy", Patient.Audit(Patient.Mixed(100, 10, 0, null!)));
        yield return ("one unit", Patient.Audit(Patient.Layer(10, 1, (_, _) => 1)));
        yield return ("not finite", Patient.Audit(Patient.Layer(10, 5, (_, _) => double.NaN)));
        yield return ("leaky", Patient.Audit(Patient.Layer(10, 5, (_, _) => -1, activation: "LeakyRelu")));
        yield return ("no layer", Patient.Audit(Patient.Context(Patient.Layer(1, 1, (_, _) => 1)) with { Layers = [] }));
        yield return ("no sample", Patient.Audit(Examination.Examine("a", "Relu", ActivationCatalogue.Create("Relu"), LayerKind.Dense, new UnitStatistics(3))));
    }
}
