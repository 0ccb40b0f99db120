using Relumine.Kernels;
using Relumine.Kernels.Calculus;
using Relumine.Reports.Pages;

namespace Relumine.Reports.Tests.Pages;

public class ExplainPageTests
{
    public static TheoryData<string> Names => new(ActivationCatalogue.All.Select(a => a.Card.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryActivationHasAPage(string name)
    {
        var activation = ActivationCatalogue.Create(name);

        var html = ExplainPage.Write(activation);
        var page = Documents.Parse(html);

        page.Of("h1").Single().Value.ShouldBe(activation.Card.Title);
        html.ShouldNotContain("NaN");
        page.Of("path").ShouldAllBe(p => p.Get("d")!.StartsWith('M'));
        page.Of("table").Count().ShouldBe(KinkExamination.WithZero(activation).Count);
    }

    [Fact]
    public void AJumpOfTheSlopeIsDrawnAsOne()
    {
        var page = Documents.Parse(ExplainPage.Write(ActivationCatalogue.Create("Relu")));

        var plots = page.Of("svg").Where(s => s.Classes().Contains("chart")).ToArray();
        plots[0].Of("path").Count().ShouldBe(1, "the value is continuous");
        plots[1].Of("path").Count().ShouldBe(2, "the slope is two pieces");
        plots[1].Of("circle").Select(c => c.Value).ShouldBe(["limit from the left at 0: 0", "limit from the right at 0: 1"]);
        plots[1].Of("desc").Single().Value.ShouldContain("At x = 0 it jumps from 0 to 1.");
    }
}
