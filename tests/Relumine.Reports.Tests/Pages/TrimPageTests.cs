using Relumine.Doctor.Trimming;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Tests.Pages;

public class TrimPageTests
{
    [Fact]
    public void ItShowsEveryLayerBeforeAndAfterAndWhatIsPromised()
    {
        var page = Documents.Parse(TrimPage.Write(Trimmed.Result));

        page.Of("h1").Single().Value.ShouldBe("88 units removed: 269,322 → 120,000 parameters (−55.4\u00A0%).");
        page.Of("li").Count(l => l.Value.Contains(" → ")).ShouldBe(2);
        page.Of("li").ShouldContain(l => l.Value.EndsWith("256 → 168"));
        page.Root!.Value.ShouldContain("Observed, not proven");
        page.Root.Value.ShouldContain("2 dead units: the node '<Concat>' joins them with others.");
        page.Root.Value.ShouldContain("differs by at most 1E-06");
    }

    [Fact]
    public void WhereNothingWasRemovedItSaysSo()
    {
        var result = Trimmed.Result with
        {
            Promise = TrimPromise.Unchanged,
            Output = null,
            Outputs = [],
            Layers = [Trimmed.Result.Layers[1]],
        };

        var page = Documents.Parse(TrimPage.Write(result));

        page.Of("h1").Single().Value.ShouldBe("Nothing to remove: no unit is dead.");
        page.Root!.Value.ShouldContain("The network is the same; no file was written.");
    }
}
