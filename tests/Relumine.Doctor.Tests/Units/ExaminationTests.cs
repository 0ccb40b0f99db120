using Relumine.Doctor.Units;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Kernels;

namespace Relumine.Doctor.Tests.Units;

public class ExaminationTests
{
    private const int Samples = 1000;

    [Fact]
    public void EveryVerdictOnItsUnit()
    {
        Func<int, double>[] units =
        [
            s => -1 - s,                                    // dead
            s => s == 0 ? 0 : -s,                           // dead: 0 is not above 0
            s => s < 9 ? 5 : -1,                            // nearly dead
            s => s % 2 == 0 ? 0.001 : -1,                   // dormant
            _ => 3,                                         // constant, and always on
            s => 1 + s % 7,                                 // always on
            s => s % 2 == 0 ? 2 : -1,                       // healthy
            s => s == 500 ? double.NaN : -1,                // invalid, not dead
            s => s == 500 ? double.PositiveInfinity : -1,   // invalid
        ];

        var layer = Patient.Layer(Samples, units.Length, (s, u) => units[u](s));

        layer.Details.Select(d => d.Verdict).ShouldBe(
        [
            UnitVerdict.Dead, UnitVerdict.Dead, UnitVerdict.NearlyDead, UnitVerdict.Dormant, UnitVerdict.Constant,
            UnitVerdict.AlwaysOn, UnitVerdict.Healthy, UnitVerdict.Invalid, UnitVerdict.Invalid,
        ]);
        layer.Dead.ShouldBe(2);
        layer.DeadUnits.ShouldBe([0, 1]);
        layer.NeverPositive.ShouldBe(2);
        layer.NearlyDead.ShouldBe(1);
        layer.Dormant.ShouldBe(3, "the two dead ones and the weak one; the rare one is strong enough");
        layer.AlwaysOn.ShouldBe(2);
        layer.Constant.ShouldBe(1);
        layer.NonFinite.ShouldBe(2);
        layer.FiringCounts.ShouldBe([0, 0, 9, 500, 1000, 1000, 500, 0, 1]);
    }

    [Theory]
    [InlineData(0, false, true)]
    [InlineData(1, true, false)]
    [InlineData(99, true, false)]       // 0.99 %
    [InlineData(100, false, false)]     // exactly 1 % is not rare
    [InlineData(101, false, false)]
    public void NearlyDeadIsBelowOnePercentAndAboveNothing(int fires, bool nearlyDead, bool dead)
    {
        var layer = Patient.Layer(10_000, 1, (s, _) => s < fires ? 1 : -1);

        layer.NearlyDead.ShouldBe(nearlyDead ? 1 : 0);
        layer.Dead.ShouldBe(dead ? 1 : 0);
    }

    [Theory]
    [InlineData(700, 7)]
    [InlineData(300, 3)]
    [InlineData(2900, 29)]
    public void ExactlyOnePercentIsNotRareWhateverTheRounding(int samples, int fires) =>
        Patient.Layer(samples, 1, (s, _) => s < fires ? 1 : -1).NearlyDead.ShouldBe(0);

    [Fact]
    public void DormancyIsRelativeToTheLayersMean()
    {
        // Means 1 and x: the layer's mean is (1 + x)/2, and x is dormant iff x ≤ 0.025 (1 + x)/2, i.e. x ≤ 0.0126582….
        Patient.Layer(100, 2, (_, u) => u == 0 ? 1 : 0.01265).Dormant.ShouldBe(1);
        Patient.Layer(100, 2, (_, u) => u == 0 ? 1 : 0.01267).Dormant.ShouldBe(0);
    }

    [Fact]
    public void AChannelIsAliveIfAnyPositionFiresAndAlwaysOnOnlyIfAllDo()
    {
        Func<int, int, double>[] channels =
        [
            (_, _) => -1,                                   // dead
            (s, p) => s == 3 && p == 15 ? 1 : -1,           // one position of one sample
            (_, p) => p == 0 ? 1 : -1,                      // fires on every sample, but not everywhere
            (s, p) => 1 + s + p,                            // always on
            (s, p) => s == 0 && p == 0 ? -1 : 1 + s + p,    // all but one
        ];
        var relu = ActivationCatalogue.Create("Relu");

        var layer = Examination.Examine("c", "Relu", relu, LayerKind.Channel, Patient.Channels(relu, 600, 5, 16, (s, c, p) => channels[c](s, p)));

        layer.Dead.ShouldBe(1);
        layer.FiringCounts.ShouldBe([0, 1, 600, 600, 600]);
        layer.AlwaysOn.ShouldBe(1);
        layer.Positions.ShouldBe(16);
        layer.Samples.ShouldBe(600);
        layer.Sparsity.ShouldBe(1 - (0 + 1 + 600 + 9600 + 9599) / (5 * 9600.0), 1e-15);
    }

    [Fact]
    public void MomentsAreThoseOfAllValuesTogether()
    {
        double[][] z = [[1, -2], [3, -4], [5, 9]];
        var all = z.SelectMany(r => r).ToArray();
        var mean = all.Average();

        var layer = Patient.Layer(3, 2, (s, u) => z[s][u]);

        layer.MeanPreActivation.ShouldBe(mean, 1e-14);
        layer.StdPreActivation.ShouldBe(Math.Sqrt(all.Average(v => (v - mean) * (v - mean))), 1e-14);
        layer.MaxActivation.ShouldBe(9);
        layer.Sparsity.ShouldBe(2 / 6.0, 1e-15);
        layer.Details[1].LargestPreActivation.ShouldBe(9);
        layer.Details[1].MeanPreActivation.ShouldBe(1, 1e-14);
    }

    [Fact]
    public void ConstantHoldsForLargeNumbersWhoseSquaresDrownTheDeviation()
    {
        Patient.Layer(1000, 1, (_, _) => 1e9).Constant.ShouldBe(1);
        Patient.Layer(1000, 1, (s, _) => 1e4 + s % 2).Constant.ShouldBe(0);
        Patient.Layer(1000, 1, (s, _) => 1 + 1e-7 * (s % 2)).Constant.ShouldBe(1);
        Patient.Layer(1000, 1, (s, _) => 1 + 1e-5 * (s % 2)).Constant.ShouldBe(0);
        Patient.Layer(1000, 1, (_, _) => -1).Constant.ShouldBe(0, "a dead unit is constant, but is called dead");
    }

    [Fact]
    public void FewSamplesAreFew()
    {
        var usual = Thresholds.Default;

        usual.Units.AreFew(LayerKind.Dense, 2047, 1).ShouldBeTrue();
        usual.Units.AreFew(LayerKind.Dense, 2048, 1).ShouldBeFalse();
        usual.Units.AreFew(LayerKind.Channel, 511, 1000).ShouldBeTrue();
        usual.Units.AreFew(LayerKind.Channel, 512, 3).ShouldBeTrue();
        usual.Units.AreFew(LayerKind.Channel, 512, 4).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0.95)]
    [InlineData(2, 0.776393202250021)] // 1 − √0.05
    [InlineData(32, 0.0893682)]
    [InlineData(10_000, 0.000299528)] // 3/N would be 0.0003
    public void TheBoundIsTheRateAtWhichNoneOfNFireOnceInTwenty(long samples, double bound)
    {
        Thresholds.FiringRateBound(samples).ShouldBe(bound, 1e-7);
        if (samples > 0)
        {
            Math.Pow(1 - Thresholds.FiringRateBound(samples), samples).ShouldBe(0.05, 1e-9);
        }
    }
}
