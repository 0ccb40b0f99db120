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

    [Theory]
    [MemberData(nameof(Names))]
    public void TheFormulaIsMathMl(string name)
    {
        var math = Documents.Parse(ExplainPage.Write(ActivationCatalogue.Create(name))).Descendants().Single(e => e.Name.LocalName == "math");

        math.Name.NamespaceName.ShouldBe("http://www.w3.org/1998/Math/MathML");
        math.Value.ShouldStartWith("f(x)=");
        math.Value.ShouldNotContain("\\");
        var arguments = new Dictionary<string, int> { ["mfrac"] = 2, ["msup"] = 2, ["msub"] = 2, ["msubsup"] = 3, ["msqrt"] = 1 };
        math.Descendants().Where(e => arguments.ContainsKey(e.Name.LocalName)).ShouldAllBe(e => e.Elements().Count() == arguments[e.Name.LocalName]);
    }

    [Theory]
    [InlineData("Softsign", "f(x)=x1+|x|", "mfrac")]
    [InlineData("Elu", "f(x)={xx>0α(ex−1)x≤0", "mtable")]
    [InlineData("SquaredRelu", "f(x)=max(0,x)2", "msup")]
    public void AFormulaSaysWhatItsCardSays(string name, string text, string element)
    {
        var math = Documents.Parse(ExplainPage.Write(ActivationCatalogue.Create(name))).Descendants().Single(e => e.Name.LocalName == "math");

        math.Value.ShouldBe(text);
        math.Descendants().ShouldContain(e => e.Name.LocalName == element);
    }

    [Fact]
    public void OperatorsOfRowsHaveFormulasToo()
    {
        foreach (var activation in Relumine.Kernels.Rows.ActivationOperatorCatalogue.All)
        {
            Documents.Parse(ExplainPage.Write(activation)).Descendants().Count(e => e.Name.LocalName == "math").ShouldBe(1, activation.Card.Name);
        }
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
