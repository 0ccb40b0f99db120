using Relumine.Doctor.Gates;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Tests.Gates;

public class GatesTests
{
    private const int Samples = 4000;

    private static GateSubject TenPercent => Of(Patient.Mixed(Samples, 50, 8, _ => -1, "a"), Patient.Mixed(Samples, 50, 2, _ => -1, "b"));

    [Theory]
    [InlineData("10%", true)]
    [InlineData("9.9 %", false)]
    [InlineData("10", true)]
    [InlineData("9", false)]
    [InlineData("0%", false)]
    [InlineData("100%", true)]
    public void MaxDeadCountsAllUnits(string limit, bool passes)
    {
        var failures = new GateOptions { MaxDead = GateLimit.Parse(limit, "MaxDead") }.Failures(TenPercent);

        failures.Count.ShouldBe(passes ? 0 : 1);
        failures.ShouldAllBe(f => f.Reason.StartsWith("10 of 100 units (10 %) are dead"));
    }

    [Theory]
    [InlineData("16%", true)]
    [InlineData("15%", false)]
    [InlineData("7", false)]
    public void MaxDeadLayerLooksAtEveryLayer(string limit, bool passes)
    {
        var failures = new GateOptions { MaxDeadLayer = GateLimit.Parse(limit, "MaxDeadLayer") }.Failures(TenPercent);

        failures.Count.ShouldBe(passes ? 0 : 1);
        failures.ShouldAllBe(f => f.Reason.Contains("8 of 50 units (16 %) of layer 'a'"));
    }

    [Theory]
    [InlineData("info", false)]
    [InlineData("warning", true)]
    [InlineData("critical", true)]
    [InlineData("Info", false)]
    [InlineData("dead-units", false)]
    [InlineData("collapsed-layer", true)]
    [InlineData("critical, dead-units", false)]
    public void FailOnTakesSeveritiesAndIds(string text, bool passes) =>
        new GateOptions { FailOn = FailOn.Parse(text) }.Failures(TenPercent).Count.ShouldBe(passes ? 0 : 1);

    [Fact]
    public void NothingFailsWithoutGates() => new GateOptions().Failures(Of(Patient.Mixed(Samples, 4, 4, _ => -1))).ShouldBeEmpty();

    [Fact]
    public void WithABaselineOnlyWhatIsNewOrWorseFails()
    {
        var before = Of(Patient.Mixed(Samples, 50, 20, _ => -1, "a"), Patient.Mixed(Samples, 50, 0, null!, "b"));
        var worse = Of(Patient.Mixed(Samples, 50, 21, _ => -1, "a"), Patient.Mixed(Samples, 50, 0, null!, "b"));
        var elsewhere = Of(Patient.Mixed(Samples, 50, 0, null!, "a"), Patient.Mixed(Samples, 50, 20, _ => -1, "b"));
        var gates = new GateOptions
        {
            MaxDead = GateLimit.Parse("0", "MaxDead"),
            MaxDeadLayer = GateLimit.Parse("0", "MaxDeadLayer"),
            FailOn = FailOn.Parse("info"),
            Baseline = before,
        };

        gates.Failures(before).ShouldBeEmpty();
        gates.Failures(worse).Count.ShouldBe(3);
        gates.Failures(elsewhere).Select(f => f.Limit).ShouldBe(["MaxDeadLayer", "FailOn"]);
        (gates with { Baseline = null }).Failures(before).Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("101%")]
    [InlineData("1.5")]
    [InlineData("many")]
    [InlineData("NaN%")]
    [InlineData("1,5%")]
    public void AWrongLimitIsSaid(string text)
    {
        var error = Should.Throw<RelumineException>(() => GateLimit.Parse(text, "MaxDead"));

        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldContain($"MaxDead is '{text}'");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("ded-units")]
    public void AWrongFailOnIsSaidWithWhatIsAllowed(string text)
    {
        var error = Should.Throw<RelumineException>(() => FailOn.Parse(text));

        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldContain("dead-units");
    }

    private static GateSubject Of(params LayerResult[] layers) => GateSubject.Of(Patient.Audit(layers));
}
