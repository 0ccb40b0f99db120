using Relumine.Engine.Learning.Losses;
using Relumine.Kernels.Randomness;
using Relumine.Testing;

namespace Relumine.Engine.Tests.Learning;

/// <summary>What every loss must do, and what each of them says at the edges.</summary>
public class LossTests
{
    private const int Samples = 13;

    private static readonly float[] s_weights = [.. Enumerable.Range(0, Samples).Select(i => i == 4 ? 0 : 0.25f * (i + 1))];

    private static readonly Loss[] s_losses =
    [
        .. LossCatalogue.All, new SoftmaxCrossEntropy(0.1), new BinaryCrossEntropy(0.1), new Focal(0.5), new Focal(0), new Hinge(0.25), new Huber(0.5),
    ];

    public static TheoryData<int, int, bool> Cases
    {
        get
        {
            var data = new TheoryData<int, int, bool>();
            for (var i = 0; i < s_losses.Length; i++)
            {
                foreach (var width in (int[])[1, 2, 10, 1500])
                {
                    if (s_losses[i].Objection(width, Math.Max(2, width), 0) is null)
                    {
                        data.Add(i, width, true);
                    }

                    if (s_losses[i].Objection(width, 0, width) is null)
                    {
                        data.Add(i, width, false);
                    }
                }
            }

            return data;
        }
    }

    [Fact]
    public void AllAreFound()
    {
        LossCatalogue
            .All.Select(l => l.Name)
            .ShouldBe(["binaryCrossEntropy", "focal", "hinge", "huber", "meanAbsoluteError", "meanSquaredError", "softmaxCrossEntropy"], ignoreOrder: true);
        LossCatalogue.Find("huber").ShouldBeOfType<Huber>().Delta.ShouldBe(1);
        LossCatalogue.Find("hubris").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheGradientIsThatOfTheValue(int index, int width, bool isLabel)
    {
        var loss = s_losses[index];
        var (outputs, labels, values) = Batch(width, 1);
        var gradient = new double[outputs.Length];
        var targets = Of(isLabel, labels, values).Weighted(s_weights);
        loss.Evaluate<double>(Samples, outputs, targets, gradient);
        var random = new CounterRandom(7, 0, 0);
        for (var trial = 0; trial < 3; trial++)
        {
            // Along a random direction; a step that crosses no kink because outputs keep away from their targets.
            const double step = 1e-5;
            var direction = Enumerable.Range(0, outputs.Length).Select(i => random.Normal((trial * outputs.Length) + i)).ToArray();
            var (ahead, behind) = (Moved(outputs, direction, step), Moved(outputs, direction, -step));
            var difference = (loss.Evaluate<double>(Samples, ahead, targets, default) - loss.Evaluate<double>(Samples, behind, targets, default)) / (2 * step);
            var product = gradient.Zip(direction, (g, d) => g * d).Sum();
            product.ShouldBe(difference, 1e-8 * Math.Max(1, Math.Abs(difference)), $"{loss.Name}, {width} outputs, trial {trial}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void FloatsAgreeWithDoublesAndTheGradientMayReplaceTheOutputs(int index, int width, bool isLabel)
    {
        var loss = s_losses[index];
        var (outputs, labels, values) = Batch(width, 2);
        float[] narrow = [.. outputs.Select(v => (float)v)];
        double[] exact = [.. narrow.Select(v => (double)v)];
        var targets = Of(isLabel, labels, values);
        var (fine, coarse) = (new double[exact.Length], new float[exact.Length]);
        var expected = loss.Evaluate<double>(Samples, exact, targets, fine);
        var given = loss.Evaluate<float>(Samples, narrow, targets, coarse);
        given.ShouldBe(expected, 1e-6 * Math.Max(1, expected));
        loss.Evaluate<float>(Samples, narrow, targets, default).ShouldBe(given);
        for (var i = 0; i < coarse.Length; i++)
        {
            ((double)coarse[i]).ShouldBe(fine[i], 1e-6 / Samples, $"{loss.Name}, element {i}");
        }

        loss.Evaluate<float>(Samples, narrow, targets, narrow).ShouldBe(given);
        narrow.ShouldBe(coarse);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NothingIsAllocated(int index, int width, bool isLabel)
    {
        var loss = s_losses[index];
        var (outputs, labels, values) = Batch(width, 3);
        float[] narrow = [.. outputs.Select(v => (float)v)];
        var gradient = new float[narrow.Length];
        loss.Evaluate<float>(Samples, narrow, Of(isLabel, labels, values), gradient);
        Allocations.Of(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                loss.Evaluate<float>(Samples, narrow, Of(isLabel, labels, values), gradient);
                loss.Evaluate<float>(Samples, narrow, Of(isLabel, labels, values), default);
            }
        }).ShouldBe(0);
    }

    [Fact]
    public void CrossEntropyIsExactWhereTheNetworkIsCertain()
    {
        var loss = new SoftmaxCrossEntropy();
        float[] z = [1e4f, -1e4f, -1e4f, 1e4f, 20, 0];
        var gradient = new float[6];
        var value = loss.Evaluate<float>(3, z, Targets.OfLabels([0, 0, 0]), gradient);

        // Right, with certainty; wrong, with certainty; right, with a probability of 1 − 2e-9, which no float can say.
        var rest = Math.Exp(-20) / (1 + Math.Exp(-20));
        value.ShouldBe((0 + 20_000 - Math.Log(1 - rest)) / 3, 1e-9);
        gradient[..4].ShouldBe([0, 0, -1f / 3, 1f / 3]);
        ((double)gradient[4]).ShouldBe(-rest / 3, rest * 1e-6);
        ((double)gradient[5]).ShouldBe(rest / 3, rest * 1e-6);
    }

    [Fact]
    public void CrossEntropyOfEqualLogitsIsTheLogarithmOfTheirNumber()
    {
        var loss = new SoftmaxCrossEntropy();
        loss.Evaluate<float>(2, new float[20], Targets.OfLabels([3, 9]), default).ShouldBe(Math.Log(10), 1e-12);
        loss.Evaluate<float>(1, new float[5000], Targets.OfLabels([4999]), default).ShouldBe(Math.Log(5000), 1e-12);
        double.IsNaN(loss.Evaluate<float>(1, [1, float.NaN], Targets.OfLabels([0]), default)).ShouldBeTrue();
    }

    [Fact]
    public void BinaryCrossEntropyIsExactWhereTheNetworkIsCertain()
    {
        var loss = new BinaryCrossEntropy();
        float[] z = [1e4f, 1e4f, -20, 0];
        var gradient = new float[4];
        var value = loss.Evaluate<float>(4, z, Targets.OfLabels([1, 0, 0, 1]), gradient);
        value.ShouldBe((0 + 1e4 + Math.Exp(-20) + Math.Log(2)) / 4, 1e-7);
        gradient[..2].ShouldBe([0, 0.25f]);
        ((double)gradient[2]).ShouldBe(Math.Exp(-20) / 4, Math.Exp(-20) * 1e-6);
        gradient[3].ShouldBe(-0.125f);
        loss.Evaluate<double>(1, [0.5, -2], Targets.OfValues([0.25f, 1]), default)
            .ShouldBe((-(0.25 * Math.Log(Sigmoid(0.5))) - (0.75 * Math.Log(1 - Sigmoid(0.5))) - Math.Log(Sigmoid(-2))) / 2, 1e-14);
    }

    [Fact]
    public void KinksHaveTheStatedDerivatives()
    {
        var gradient = new float[3];
        new MeanAbsoluteError().Evaluate<float>(3, [2, 1, -4], Targets.OfValues([1, 1, 1]), gradient).ShouldBe(2);
        gradient.ShouldBe([1f / 3, 0, -1f / 3]);
        new Huber(2).Evaluate<float>(3, [2, 3, -9], Targets.OfValues([1, 1, 1]), gradient).ShouldBe((0.5 + 2 + (2 * 9)) / 3, 1e-6);
        gradient.ShouldBe([1f / 3, 2f / 3, -2f / 3]);
        new MeanSquaredError().Evaluate<float>(3, [2, 3, -9], Targets.OfValues([1, 1, 1]), gradient).ShouldBe((1 + 4 + 100) / 3.0, 1e-5);
        gradient.ShouldBe([2f / 3, 4f / 3, -20f / 3], 1e-6);
    }

    [Fact]
    public void DataThatDoNotFitAreRefusedWithACure()
    {
        new SoftmaxCrossEntropy()
            .Objection(3, 10, 0)
            .ShouldBe("needs one output for each class, but the network has 3 outputs and the data have 10 classes. Give the last layer 10 units.");
        new SoftmaxCrossEntropy().Objection(10, 10, 0).ShouldBeNull();
        new SoftmaxCrossEntropy().Objection(1, 0, 1)!.ShouldContain("labels");
        new BinaryCrossEntropy().Objection(1, 3, 0)!.ShouldContain("softmaxCrossEntropy with 3 outputs");
        new BinaryCrossEntropy().Objection(2, 2, 0)!.ShouldContain("1 unit");
        new MeanSquaredError().Objection(1, 10, 0)!.ShouldContain("Give the last layer 10 units");
        new MeanSquaredError().Objection(10, 10, 0).ShouldBeNull();
        new MeanSquaredError().Objection(1, 2, 0).ShouldBeNull();
        new Hinge().Objection(1, 3, 0)!.ShouldContain("Give the last layer 3 units");
        new Hinge().Objection(1, 0, 1)!.ShouldContain("needs labels");
        new Focal().Objection(1, 3, 0)!.ShouldContain("Give the last layer 3 units");
        new MeanSquaredError().Objection(2, 0, 1)!.ShouldContain("Give the last layer 1 unit.");
        Should.Throw<ArgumentException>(() => new SoftmaxCrossEntropy().Evaluate<float>(2, new float[4], Targets.OfLabels([1]), default));
        Should.Throw<ArgumentException>(() => new MeanSquaredError().Evaluate<float>(2, new float[4], Targets.OfValues([1]), default));
        Should.Throw<ArgumentException>(() => new MeanSquaredError().Evaluate<float>(2, new float[4], Targets.OfValues([1, 2, 3, 4]), new float[3]));
        Should.Throw<ArgumentOutOfRangeException>(() => new Huber(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new SoftmaxCrossEntropy(1));
        Should.Throw<ArgumentOutOfRangeException>(() => new Focal(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => new Hinge(0));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WeightsMultiplyTheLossAndTheGradientOfEachSample(int index, int width, bool isLabel)
    {
        var loss = s_losses[index];
        var (outputs, labels, values) = Batch(width, 5);
        var (gradient, alone) = (new double[outputs.Length], new double[width]);
        var value = loss.Evaluate<double>(Samples, outputs, Of(isLabel, labels, values).Weighted(s_weights), gradient);
        loss.Evaluate<double>(Samples, outputs, Of(isLabel, labels, values).Weighted(s_weights), default).ShouldBe(value, 1e-12 * Math.Max(1, value));
        var sum = 0.0;
        for (var i = 0; i < Samples; i++)
        {
            var own = Of(isLabel, isLabel ? [labels[i]] : [], isLabel ? [] : values[(i * width)..((i + 1) * width)]);
            sum += s_weights[i] * loss.Evaluate<double>(1, outputs.AsSpan(i * width, width), own, alone);
            for (var j = 0; j < width; j++)
            {
                gradient[(i * width) + j].ShouldBe(s_weights[i] * alone[j] / Samples, 1e-13, $"{loss.Name}, sample {i}, output {j}");
            }
        }

        value.ShouldBe(sum / Samples, 1e-12 * Math.Max(1, Math.Abs(sum)));
    }

    [Fact]
    public void SmoothedLabelsAreTheMeanOfCrossEntropies()
    {
        // −Σ t·ln p with t = 0.1/3 everywhere and 0.9 more at the label.
        double[] z = [0.5, -1, 2];
        double[] p = [.. z.Select(x => Math.Exp(x) / z.Sum(Math.Exp))];
        var gradient = new double[3];
        new SoftmaxCrossEntropy(0.1).Evaluate<double>(1, z, Targets.OfLabels([1]), gradient)
            .ShouldBe(-(0.1 / 3 * p.Sum(Math.Log)) - (0.9 * Math.Log(p[1])), 1e-14);
        gradient.ShouldBe([p[0] - (0.1 / 3), p[1] - 0.9 - (0.1 / 3), p[2] - (0.1 / 3)], 1e-15);
        new BinaryCrossEntropy(0.1).Evaluate<double>(1, [0.5], Targets.OfLabels([1]), default)
            .ShouldBe(-(0.95 * Math.Log(Sigmoid(0.5))) - (0.05 * Math.Log(Sigmoid(-0.5))), 1e-15);
    }

    [Fact]
    public void FocalLossIsThatOfThePaperAndCrossEntropyWithoutFocus()
    {
        new Focal(2).Evaluate<double>(1, [0.5], Targets.OfLabels([1]), default)
            .ShouldBe(-Math.Pow(1 - Sigmoid(0.5), 2) * Math.Log(Sigmoid(0.5)), 1e-15);
        double[] z = [0.5, -1, 2];
        var p = Math.Exp(-1) / z.Sum(Math.Exp);
        new Focal(1.5).Evaluate<double>(1, z, Targets.OfLabels([1]), default).ShouldBe(-Math.Pow(1 - p, 1.5) * Math.Log(p), 1e-15);
        new Focal(0).Evaluate<double>(1, z, Targets.OfLabels([1]), default)
            .ShouldBe(new SoftmaxCrossEntropy().Evaluate<double>(1, z, Targets.OfLabels([1]), default), 1e-15);

        // Certain and right: nothing is left to learn, and nothing is NaN, though γ is below 1.
        var gradient = new float[2];
        new Focal(0.5).Evaluate<float>(1, [1e4f, -1e4f], Targets.OfLabels([0]), gradient).ShouldBe(0);
        gradient.ShouldBe([0, 0]);
        new Focal(0.5).Evaluate<float>(1, [1e4f], Targets.OfLabels([1]), gradient.AsSpan(0, 1)).ShouldBe(0);
        gradient[0].ShouldBe(0);
    }

    [Fact]
    public void HingesAskForAMargin()
    {
        // One output: y·z is 2, 0.5 and −3, so that 0, 0.5 and 4 are missing.
        var gradient = new float[3];
        new Hinge().Evaluate<float>(3, [2, -0.5f, -3], Targets.OfLabels([1, 0, 1]), gradient).ShouldBe(4.5 / 3, 1e-6);
        gradient.ShouldBe([0, 1f / 3, -1f / 3]);

        // Three outputs: the label is ahead by 3, and behind the best of the others by 2.
        gradient = new float[6];
        new Hinge().Evaluate<float>(2, [5, 2, 1, 0, 2, -1], Targets.OfLabels([0, 0]), gradient).ShouldBe(1.5, 1e-6);
        gradient.ShouldBe([0, 0, 0, -0.5f, 0.5f, 0]);
        double.IsNaN(new Hinge().Evaluate<float>(1, [1, float.NaN], Targets.OfLabels([0]), default)).ShouldBeTrue();
        double.IsNaN(new Hinge().Evaluate<float>(1, [float.NaN], Targets.OfLabels([0]), default)).ShouldBeTrue();
    }

    [Fact]
    public void LabelsAreComparedWithAsNumbersOneOutputForEachClass()
    {
        var gradient = new float[4];
        new MeanSquaredError().Evaluate<float>(2, [0.5f, 1, 0, 2], Targets.OfLabels([1, 0]), gradient).ShouldBe((0.25 + 0 + 1 + 4) / 4, 1e-6);
        gradient.ShouldBe([0.25f, 0, -0.5f, 1], 1e-6);
        new MeanAbsoluteError().Evaluate<float>(2, [0.25f, 1], Targets.OfLabels([1, 1]), default).ShouldBe(0.375, 1e-6);
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double[] Moved(double[] from, double[] direction, double step) => [.. from.Zip(direction, (x, d) => x + (step * d))];

    private static Targets Of(bool isLabel, int[] labels, float[] values) =>
        isLabel ? Targets.OfLabels(labels) : Targets.OfValues(values);

    // Outputs keep a distance of 0.01 from the kinks of the losses: from their targets, and from 1 beside them.
    private static (double[] Outputs, int[] Labels, float[] Values) Batch(int width, ulong seed)
    {
        var random = new CounterRandom(seed, 0, 0);
        var outputs = new double[Samples * width];
        var values = new float[outputs.Length];
        for (var i = 0; i < outputs.Length; i++)
        {
            values[i] = (float)random.Uniform((1 << 20) + i);
            var distance = 2 * random.Normal(i);
            distance += Math.CopySign(0.01, distance);
            distance = Math.Abs(Math.Abs(distance) - 1) < 0.01 ? distance * 1.05 : distance;
            outputs[i] = values[i] + distance;
        }

        return (outputs, [.. Enumerable.Range(0, Samples).Select(i => (int)(Math.Max(2, width) * random.Uniform((1 << 21) + i)))], values);
    }
}
