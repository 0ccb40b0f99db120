using Relumine.Doctor.Causes;
using Relumine.Doctor.Findings;
using Relumine.Reports.Charts;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Tests.Charts;

public class SketchTests
{
    [Fact]
    public void EveryFindingAndEveryCauseHasOneAndNothingElseHas() =>
        Sketches.Ids.Order().ShouldBe(FindingCatalogue.All.Select(f => f.Id).Concat(CauseCatalogue.All.Select(c => c.Id)).Distinct().Order());

    [Fact]
    public void AnExplanationBeginsWithIt()
    {
        foreach (var id in Sketches.Ids)
        {
            var html = ExplanationPage.Write([new("finding", id, "Title", "about", [new("Why it matters", "Because.")])]);
            var page = Pages.Documents.Parse(html);
            html.ShouldNotContain("NaN", customMessage: id);
            var drawings = page.Descendants().Where(e => e.Name.LocalName == "svg" && (e.Attribute("class")?.Value.Contains("sketch") ?? false)).ToArray();
            drawings.Length.ShouldBe(2, id);
            drawings.ShouldAllBe(d => d.Elements().Count(e => e.Name.LocalName == "path" || e.Name.LocalName == "rect") > 0);
            drawings[0].ToString().ShouldNotBe(drawings[1].ToString(), id);
        }
    }
}
