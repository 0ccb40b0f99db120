using Relumine.Data.Sources;
using Relumine.Doctor.Proofs;
using Relumine.Doctor.Trimming;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>Units that are always on are linear: fewer may say the same.</summary>
public class LinearTrimTests
{
    private const float On = 20;

    private static readonly int[] s_two = [2];
    private static readonly int[] s_twelve = [12];

    [Fact]
    public void OfLinearUnitsThereNeedBeNoMoreThanTheyReadNumbers()
    {
        // Six units of twelve are on; they read two numbers, and what reads them tells eight sums of them apart.
        var sketch = new Sketch(1);
        var a = sketch.Relu(Lifted(sketch, Sketch.Input, 2, 12, 0, 2, 4, 6, 8, 10));
        var b = sketch.Relu(sketch.Dense(a, 12, 8));
        var model = sketch.Build(s_two, sketch.Dense(b, 8, 4));

        var result = Surgery.Trim(model, s_two);

        var layer = result.Layers.Single(l => l.Name == a);
        layer.MergedUnits.Count.ShouldBe(4);
        layer.MergedUnits.ShouldAllBe(u => u % 2 == 0);
        layer.RemovedUnits.ShouldBe(layer.MergedUnits);
        layer.AlwaysOnUnits.Count.ShouldBe(2);
        layer.AlwaysOnReason.ShouldContain("no fewer than 2");
        result.ConstantsMoved.ShouldBeTrue();
        result.Promise.ShouldBe(TrimPromise.Observed);
    }

    [Fact]
    public void LinearUnitsThatAreReadByFewAreAddedUpBeforeTheyAreRead()
    {
        var sketch = new Sketch(2);
        var a = sketch.Relu(Lifted(sketch, Sketch.Input, 12, 10, 1, 3, 5, 6, 7, 9));
        var model = sketch.Build(s_twelve, sketch.Dense(a, 10, 2));

        var result = Surgery.Trim(model, s_twelve);

        result.Layers.Single().MergedUnits.Count.ShouldBe(4);
        result.Parameters.ShouldBe((12 * 6) + 6 + (6 * 2) + 2);
    }

    [Fact]
    public void ALayerThatIsLinearAsAWholeGoesIntoTheWeightsBehindIt()
    {
        // 3 · 2 weights are fewer than 2 · (3 + 2), which is what merging alone would leave.
        var sketch = new Sketch(3);
        var a = sketch.Relu(Lifted(sketch, Sketch.Input, 3, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8));
        var model = sketch.Build([3], sketch.Dense(a, 9, 2));
        using var data = Sketch.Samples(1, 300, 3);

        var result = Trim.Run(model, [data]);

        var layer = result.Layers.Single();
        layer.IsFolded.ShouldBeTrue();
        layer.RemovedUnits.Count.ShouldBe(9);
        result.Parameters.ShouldBe((3 * 2) + 2);
        result.Network.Graph.Nodes.ShouldHaveSingleItem().Op.ShouldBeOfType<Gemm>();
        result.Outputs[0].LargestDifference.ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void ChannelsAreMergedWhereNoBorderReadsThem()
    {
        var sketch = new Sketch(4);
        var a = sketch.Relu(Lifted(sketch.Conv(Sketch.Input, 1, 14, 1), sketch, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        var flat = sketch.Add(new Flatten(), a);
        var model = sketch.Build([1, 5, 5], sketch.Dense(flat, 14 * 25, 3));

        var result = Surgery.Trim(model, [1, 5, 5]);

        // Nine taps make at most nine channels that differ by more than a constant.
        result.Layers.Single().MergedUnits.Count.ShouldBe(4);

        var bordered = new Sketch(4);
        var channels = bordered.Relu(Lifted(bordered.Conv(Sketch.Input, 1, 14, 1), bordered, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        var other = Surgery.Trim(bordered.Build([1, 5, 5], bordered.Conv(channels, 14, 40, 1)), [1, 5, 5]);
        other.Layers.Single().MergedUnits.Count.ShouldBe(3, "with a border of zeros the bias counts as one more tap");
    }

    [Fact]
    public void WhatElseReadsThemKeepsThemAndIsNamed()
    {
        var sketch = new Sketch(5);
        var a = sketch.Relu(Lifted(sketch, Sketch.Input, 2, 6, 0, 1, 2, 3));
        var sum = sketch.Add(new Add(), a, sketch.Dense(Sketch.Input, 2, 6));
        var model = sketch.Build(s_two, sketch.Dense(sum, 6, 3));
        using var data = Sketch.Samples(1, 300, 2);

        var layer = Trim.Run(model, [data]).Layers.Single();

        layer.MergedUnits.ShouldBeEmpty();
        layer.AlwaysOnReason.ShouldStartWith("Add 'n");
        layer.AlwaysOnReason.ShouldEndWith("is no product");
    }

    [Fact]
    public void OnABoxTheyAreMergedWithProofAndOnlyDeadUnitsGoIfThatIsAsked()
    {
        var sketch = new Sketch(6);
        var a = sketch.Relu(Lifted(sketch, Sketch.Input, 2, 8, 0, 1, 2, 3));
        var b = sketch.Relu(sketch.Dense(a, 8, 6));
        var model = sketch.Build(s_two, sketch.Dense(b, 6, 4));
        var box = new BoxProofOptions { Box = BoxChoice.Of("-1..1", [-1], [1]), Threads = 1 };

        var proven = Surgery.Trim(model, s_two, new() { OnlyProven = true, Box = box });
        using var data = Sketch.Samples(1, 300, 2);
        var plain = Trim.Run(model, [data], new() { OnlyDead = true });

        proven.Promise.ShouldBe(TrimPromise.Proven);
        proven.Evidence.ShouldBe("proven for every input of the box -1..1");
        proven.Layers[0].MergedUnits.Count.ShouldBe(2);
        proven.Layers[0].MergesAreProven.ShouldBeTrue();
        plain.RemovedMerged.ShouldBe(0);
        plain.Layers[0].AlwaysOnReason.ShouldBe("only dead units were to go");
    }

    [Fact]
    public void WhatAnInputOfTheBoxFiresStaysUnlessTheDataAreToDecide()
    {
        // Unit 3 needs inputs beyond the data's, which go from −1 to 1; unit 5 fires nowhere.
        var sketch = new Sketch(7);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 2, 6, 5));
        var (weights, bias) = (sketch.Weights["w0"], sketch.Weights["w1"]);
        (weights.Values<float>()[6], weights.Values<float>()[7], bias.Values<float>()[3]) = (1, 1, -2.5f);
        var model = sketch.Build(s_two, sketch.Dense(a, 6, 4));
        var box = new BoxProofOptions { Box = BoxChoice.Of("-2..2", [-2], [2]), Threads = 1 };

        var careful = Surgery.Trim(model, s_two, new() { Box = box });
        var bold = Surgery.Trim(model, s_two, new() { Box = box, Observed = true });

        careful.Of(a).ShouldBe([5]);
        careful.Promise.ShouldBe(TrimPromise.Proven);
        careful.ShouldKeep(a, [3], "an input of the box fires it");
        bold.Of(a).ShouldBe([3, 5]);
        bold.Promise.ShouldBe(TrimPromise.Observed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void RandomNetworksGiveTheSame(int seed)
    {
        var (sketch, random) = (new Sketch(seed), new Random(seed));
        var (value, width) = (Sketch.Input, 4);
        for (var layer = random.Next(1, 4); layer > 0; layer--)
        {
            var units = random.Next(3, 14);
            int[] on = [.. Enumerable.Range(0, units).Where(_ => random.Next(3) > 0)];
            (value, width) = (sketch.Relu(Lifted(sketch, value, width, units, on)), units);
        }

        var outputs = random.Next(1, 5);

        Surgery.Trim(sketch.Build([4], sketch.Dense(value, width, outputs)), [4], graves: false);
    }

    [Fact]
    public void ThePromiseIsThatOfTheNetworkAndCheckedOnSamplesThatWereHeldBack()
    {
        // On one sample of 2,000 unit 0 fires: with luck among those that are held back.
        var sketch = new Sketch(8);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 1, 6, 1, 2));
        (sketch.Weights["w0"].Values<float>()[0], sketch.Weights["w1"].Values<float>()[0]) = (1, -9);
        var model = sketch.Build([1], sketch.Dense(a, 6, 3));
        var samples = Enumerable.Range(0, 2000).Select(i => i == 1004 ? 10f : i / 1000f - 1).ToArray();
        using var data = DataSource.OfMemory("", StoredType.Float32, [2000, 1], ModelTensor.Vector(samples).Bytes.ToArray(), "samples");

        var result = Trim.Run(model, [data], new() { OnlyDead = true });

        result.Of(a).ShouldBe([1, 2]);
        var check = result.HeldBack.ShouldNotBeNull();
        (check.Chosen, check.Samples, check.Units, check.Changed).ShouldBe((1600, 400, 3, 1));
        check.Bound.ShouldBe(0.01180, 1e-4, "Clopper and Pearson: 1 of 400, one-sided, 95 %");
        TrimWording.Conclusions(result).ShouldContain(s => s.Contains("on 1 of the 400 others"));

        using var few = Sketch.Samples(1, 300, 1);
        Trim.Run(model, [few], new() { OnlyDead = true }).HeldBack.ShouldBeNull();
    }

    // A dense layer whose given units are on for inputs that are not too large.
    private static string Lifted(Sketch sketch, string x, int inputs, int outputs, params int[] on) => Lifted(sketch.Dense(x, inputs, outputs), sketch, on);

    private static string Lifted(string z, Sketch sketch, params int[] on)
    {
        var bias = sketch.Weights.Keys.Last();
        foreach (var unit in on)
        {
            sketch.Weights[bias].Values<float>()[unit] += On;
        }

        return z;
    }
}
