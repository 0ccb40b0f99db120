using Relumine.Doctor.Units;
using Relumine.Engine.Program;
using Relumine.Kernels;

namespace Relumine.Doctor.Tests.Units;

/// <summary>Every clause of what makes a unit constant.</summary>
public class ConstantUnitTests
{
    private static readonly Activation s_relu = ActivationCatalogue.Find("Relu")!;

    [Fact]
    public void TheToleranceGrowsWithAMeanAboveOneOnly()
    {
        Verdict(s => 10 + (s % 2 == 0 ? 8e-6 : -8e-6)).ShouldBe(UnitVerdict.Constant);
        Verdict(s => 10 + (s % 2 == 0 ? 12e-6 : -12e-6)).ShouldBe(UnitVerdict.AlwaysOn);
        Verdict(s => 0.1 + (s % 2 == 0 ? 0.8e-6 : -0.8e-6)).ShouldBe(UnitVerdict.Constant);
        Verdict(s => 0.1 + (s % 2 == 0 ? 1.2e-6 : -1.2e-6)).ShouldBe(UnitVerdict.AlwaysOn);
    }

    [Fact]
    public void ARangeWithoutWidthIsConstantWhateverTheSumsSay()
    {
        // 0.1 is no binary fraction: Σa² − (Σa)²/n of a thousand of them is off by more than it should be at 10^9 times the size.
        var seen = Patient.Dense(s_relu, 1000, 1, (_, _) => 1.1e9);
        seen.ActivationSumOfSquares[0] *= 1 + 1e-9;

        seen.ActivationStandardDeviation(0).ShouldBeGreaterThan(1.1e3, "the sums alone would say that it varies");
        Examination.Examine("a", "Relu", s_relu, LayerKind.Dense, seen).Details[0].Verdict.ShouldBe(UnitVerdict.Constant);
    }

    [Fact]
    public void ADeadUnitIsDeadAndASingleValueIsNoSign()
    {
        Verdict(_ => -1).ShouldBe(UnitVerdict.Dead);
        Verdict(_ => 1, samples: 1).ShouldBe(UnitVerdict.AlwaysOn);
        Verdict(_ => 1, samples: 2).ShouldBe(UnitVerdict.Constant);
    }

    private static UnitVerdict Verdict(Func<int, double> z, int samples = 100) =>
        Examination.Examine("a", "Relu", s_relu, LayerKind.Dense, Patient.Dense(s_relu, samples, 1, (s, _) => z(s))).Details[0].Verdict;
}
