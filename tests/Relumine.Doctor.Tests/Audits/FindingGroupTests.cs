using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;

namespace Relumine.Doctor.Tests.Audits;

/// <summary>What people are told once, and what is said of outputs and of data that labels vouch for.</summary>
public class FindingGroupTests
{
    [Fact]
    public void FindingsOfManyLayersAreToldOnce()
    {
        var seven = Patient.Audit([.. Enumerable.Range(0, 7).Select(i => Patient.Mixed(4000, 20, 5, _ => -1, $"r{i}"))]);

        var group = FindingGroup.Of(seven).Single(g => g.Id == "dead-units");
        group.Message.ShouldStartWith("in 7 layers: 'r0' 5 of 20, 'r1' 5 of 20, 'r2'");
        group.Message.ShouldEndWith("The first: " + seven.Findings.First(f => f.Id == "dead-units").Message);
        seven.Findings.Count(f => f.Id == "dead-units").ShouldBe(7);
    }

    [Fact]
    public void FindingsOfTwoLayersOrOfNoLayerStayAsTheyAre()
    {
        var two = Patient.Audit(Patient.Mixed(4000, 20, 5, _ => -1, "a"), Patient.Mixed(4000, 20, 5, _ => -1, "b"));

        FindingGroup.Of(two).Select(g => g.Message).ShouldBe(two.Findings.Select(f => f.Message));
    }

    [Fact]
    public void ADeadOutputIsABlockedHeadAndNoCollapsedLayer()
    {
        var (hidden, dead) = (Patient.Mixed(4000, 20, 0, null!, "r1"), Patient.Layer(4000, 1, (_, _) => -1, "y"));
        var context = Patient.Context(hidden, dead) with { Heads = [dead] };

        var finding = FindingCatalogue.Examine(context).ShouldHaveSingleItem();
        finding.Id.ShouldBe("blocked-output-head");
        finding.Severity.ShouldBe(Severity.Critical);
        finding.Message.ShouldContain("Relu 'y'");
        PossibleCause.Of([finding]).Select(c => c.Cause).ShouldBe(["output-activation"]);
        Headline.Of(Patient.Audit(context)).Sentence.ShouldStartWith("The output 'y' is blocked");
    }

    [Fact]
    public void AnOutputThatSpeaksAndALayerThatDiedBeforeItAreNoBlockedHead()
    {
        var (alive, dead) = (Patient.Mixed(4000, 20, 0, null!, "y"), Patient.Layer(4000, 4, (_, _) => -1, "r1"));
        var output = Patient.Layer(4000, 1, (_, _) => -1, "y");

        FindingCatalogue.Examine(Patient.Context(Patient.Mixed(4000, 20, 0, null!, "r1"), alive) with { Heads = [alive] }).ShouldBeEmpty();
        FindingCatalogue.Examine(Patient.Context(dead, output) with { Heads = [output] }).Select(f => f.Id).ShouldNotContain("blocked-output-head");
    }

    [Theory]
    [InlineData(90_000, true)]
    [InlineData(65_504, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void WhatIsBeyondHalfPrecisionIsNoted(double largest, bool told)
    {
        var note = HalfPrecision.Note(Patient.Audit(Patient.Mixed(4000, 20, 0, null!, "r1") with { MaxActivation = largest }));

        (note is not null).ShouldBe(told);
        (note ?? "Layer 'r1' 65,504").ShouldContain("65,504");
    }
}
