using Relumine.Data.Sources;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Tests.Trimming;
using Relumine.Doctor.Units;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Tests.Audits;

/// <summary>What γ, β and the running statistics say of channels before a sample is seen.</summary>
public class NormalizationEvidenceTests
{
    // β of the channels; γ is 1, but 0 for the last.
    private static readonly float[] s_means = [-20, -9, 0, 12, -1];

    [Fact]
    public void ChannelsFarBelowZeroRarelyFireAndThoseFarAboveRarelyRest()
    {
        var layer = Layer(out _);

        var said = layer.Normalization.ShouldNotBeNull();
        said.Means.ShouldBe(s_means.Select(m => (double)m));
        said.Deviations[0].ShouldBe(1, 1e-4);
        said.MostFiring(0).ShouldBe(1 / 401.0, 1e-6, "Cantelli: v/(v + β²)");
        said.MostFiring(1).ShouldBe(1 / 82.0, 1e-5, "9 deviations are not enough for 1 %");
        said.MostFiring(2).ShouldBe(1);
        said.MostResting(3).ShouldBe(1 / 145.0, 1e-5);
        said.MostFiring(4).ShouldBe(0, "without γ a channel is β, whatever goes in");
        (said.RarelyFire, said.RarelyRest).ShouldBe((2, 1));
        NormalizationEvidence.Note(layer).ShouldNotBeNull().ShouldContain("2 channels of 5 can fire on at most 1 % of all places");
    }

    [Fact]
    public void TheBoundHoldsForWhateverHasTheseStatistics()
    {
        // Samples whose pre-activations have exactly the running statistics: the bound is of the share that fires.
        var random = new Random(3);
        for (var turn = 0; turn < 20; turn++)
        {
            var z = Enumerable.Range(0, 500).Select(_ => Math.Pow(random.NextDouble(), 1 + (turn % 5)) * (random.Next(9) == 0 ? 50 : 1)).ToArray();
            var (mean, deviation) = (z.Average(), Math.Sqrt(z.Average(v => v * v) - Math.Pow(z.Average(), 2)));
            for (var beta = -4.0; beta < 0; beta += 0.5)
            {
                var said = new NormalizationEvidence([beta], [1], 0, 0);
                (z.Average(v => ((v - mean) / deviation) + beta > 0 ? 1.0 : 0) <= said.MostFiring(0) + 1e-9).ShouldBeTrue($"turn {turn}, β {beta}");
            }
        }
    }

    [Fact]
    public void WithoutANormalizationInFrontNothingIsSaid()
    {
        _ = Layer(out var plain);

        plain.Normalization.ShouldBeNull();
        NormalizationEvidence.Note(plain).ShouldBeNull();
    }

    private static LayerResult Layer(out LayerResult plain)
    {
        var sketch = new Sketch(1);
        var z = sketch.Dense(Sketch.Input, 3, 5);
        var normal = sketch.Add(
            new Relumine.Graph.Operators.Normalizations.BatchNormalization(), z, sketch.Row(5, u => u == 4 ? 0 : 1), sketch.Row(5, u => s_means[u]),
            sketch.Row(5, _ => 0.5f), sketch.Row(5, _ => 2));
        var a = sketch.Relu(normal);
        var b = sketch.Relu(sketch.Dense(a, 5, 4));
        using DataSource data = Sketch.Samples(1, 50, 3);
        var layers = Audit.Run(sketch.Build([3], sketch.Dense(b, 4, 2)), [data]).Layers;
        plain = layers.Single(l => l.Name == b);
        return layers.Single(l => l.Name == a);
    }
}
