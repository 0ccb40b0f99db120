using Relumine.Doctor.Units;

namespace Relumine.Doctor.Tests.Audits;

/// <summary>What holds for every layer, whatever its units do; the seed of a layer that breaks it is in the message.</summary>
public class InvariantTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void CountsAddUp(int seed)
    {
        var random = new Random(seed);
        var (samples, units) = (random.Next(1, 400), random.Next(1, 40));
        double[] centre = [.. Enumerable.Range(0, units).Select(_ => 6 * random.NextDouble() - 3)];
        double[] spread = [.. Enumerable.Range(0, units).Select(_ => random.Next(4) == 0 ? 0 : random.NextDouble() * 3)];
        double Draw(int s, int u) => random.Next(2000) == 0 ? double.NaN : centre[u] + spread[u] * (2 * random.NextDouble() - 1);

        var layer = Patient.Layer(samples, units, Draw, activation: random.Next(2) == 0 ? "Relu" : "LeakyRelu");

        var why = $"seed {seed}";
        var verdicts = layer.Details.ToLookup(d => d.Verdict);
        layer.Details.Count.ShouldBe(units, why);
        verdicts[UnitVerdict.Invalid].Count().ShouldBe(layer.NonFinite, why);
        verdicts[UnitVerdict.Dead].Select(d => d.Index).ShouldBe(layer.DeadUnits, why);
        (layer.Dead ?? 0).ShouldBe(layer.DeadUnits.Count, why);
        (verdicts[UnitVerdict.Dead].Count() + verdicts[UnitVerdict.NeverPositive].Count()).ShouldBe(layer.NeverPositive, why);
        layer.DeadUnits.ShouldAllBe(u => layer.FiringCounts[u] == 0, why);
        layer.Dormant.ShouldBeGreaterThanOrEqualTo(layer.Dead ?? 0, why);
        (layer.NeverPositive + layer.NearlyDead + layer.AlwaysOn + layer.NonFinite).ShouldBeLessThanOrEqualTo(units, why);
        layer.Sparsity.ShouldBe(1 - layer.FiringCounts.Sum() / (double)(samples * units), 1e-12, why);
        layer.Details.ShouldAllBe(d => d.FiringRate == layer.FiringCounts[d.Index] / (double)samples, why);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void MoreSamplesNeverRaiseTheDead(int seed)
    {
        var random = new Random(seed);
        var z = Enumerable.Range(0, 200).Select(_ => Enumerable.Range(0, 20).Select(u => random.NextDouble() - 0.1 * u).ToArray()).ToArray();

        var few = Patient.Layer(50, 20, (s, u) => z[s][u]);
        var many = Patient.Layer(200, 20, (s, u) => z[s][u]);

        many.DeadUnits.Except(few.DeadUnits).ShouldBeEmpty($"seed {seed}");
    }
}
