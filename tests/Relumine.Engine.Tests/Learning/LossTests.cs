using Relumine.Engine.Learning.Losses;
using Relumine.Kernels.Randomness;
using Relumine.Testing;

namespace Relumine.Engine.Tests.Learning;

/// <summary>What every loss must do, and what each of them says at the edges.</summary>
public class LossTests
{
    private const int Samples = 13;

    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var loss in LossCatalogue.All)
            {
                foreach (var width in (int[])[1, 2, 10, 1500])
                {
                    if (loss.Objection(width, loss is SoftmaxCrossEntropy ? Math.Max(2, width) : 0, loss is SoftmaxCrossEntropy ? 0 : width) is null)
                    {
                        data.Add(loss.Name, width);
                    }
                }
            }

            return data;
        }
    }

    [Fact]
    public void All_are_found()
    {
        LossCatalogue
            .All.Select(l => l.Name)
            .ShouldBe(["binaryCrossEntropy", "huber", "meanAbsoluteError", "meanSquaredError", "softmaxCrossEntropy"], ignoreOrder: true);
        LossCatalogue.Find("huber").ShouldBeOfType<Huber>().Delta.ShouldBe(1);
        LossCatalogue.Find("hubris").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_is_that_of_the_value(string name, int width)
    {
        var loss = LossCatalogue.Find(name)!;
        var (outputs, labels, values) = Batch(loss, width, 1);
        var gradient = new double[outputs.Length];
        var targets = Of(loss, labels, values);
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
            product.ShouldBe(difference, 1e-8 * Math.Max(1, Math.Abs(difference)), $"{name}, {width} outputs, trial {trial}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Floats_agree_with_doubles_and_the_gradient_may_replace_the_outputs(string name, int width)
    {
        var loss = LossCatalogue.Find(name)!;
        var (outputs, labels, values) = Batch(loss, width, 2);
        float[] narrow = [.. outputs.Select(v => (float)v)];
        double[] exact = [.. narrow.Select(v => (double)v)];
        var targets = Of(loss, labels, values);
        var (fine, coarse) = (new double[exact.Length], new float[exact.Length]);
        var expected = loss.Evaluate<double>(Samples, exact, targets, fine);
        var given = loss.Evaluate<float>(Samples, narrow, targets, coarse);
        given.ShouldBe(expected, 1e-6 * Math.Max(1, expected));
        loss.Evaluate<float>(Samples, narrow, targets, default).ShouldBe(given);
        for (var i = 0; i < coarse.Length; i++)
        {
            ((double)coarse[i]).ShouldBe(fine[i], 1e-6 / Samples, $"{name}, element {i}");
        }

        loss.Evaluate<float>(Samples, narrow, targets, narrow).ShouldBe(given);
        narrow.ShouldBe(coarse);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Nothing_is_allocated(string name, int width)
    {
        var loss = LossCatalogue.Find(name)!;
        var (outputs, labels, values) = Batch(loss, width, 3);
        float[] narrow = [.. outputs.Select(v => (float)v)];
        var gradient = new float[narrow.Length];
        loss.Evaluate<float>(Samples, narrow, Of(loss, labels, values), gradient);
        Allocations.Of(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                loss.Evaluate<float>(Samples, narrow, Of(loss, labels, values), gradient);
                loss.Evaluate<float>(Samples, narrow, Of(loss, labels, values), default);
            }
        }).ShouldBe(0);
    }

    [Fact]
    public void Cross_entropy_is_exact_where_the_network_is_certain()
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
    public void Cross_entropy_of_equal_logits_is_the_logarithm_of_their_number()
    {
        var loss = new SoftmaxCrossEntropy();
        loss.Evaluate<float>(2, new float[20], Targets.OfLabels([3, 9]), default).ShouldBe(Math.Log(10), 1e-12);
        loss.Evaluate<float>(1, new float[5000], Targets.OfLabels([4999]), default).ShouldBe(Math.Log(5000), 1e-12);
        double.IsNaN(loss.Evaluate<float>(1, [1, float.NaN], Targets.OfLabels([0]), default)).ShouldBeTrue();
    }

    [Fact]
    public void Binary_cross_entropy_is_exact_where_the_network_is_certain()
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
    public void Kinks_have_the_stated_derivatives()
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
    public void Data_that_do_not_fit_are_refused_with_a_cure()
    {
        new SoftmaxCrossEntropy()
            .Objection(3, 10, 0)
            .ShouldBe("needs one output for each class, but the network has 3 outputs and the data have 10 classes. Give the last layer 10 units.");
        new SoftmaxCrossEntropy().Objection(10, 10, 0).ShouldBeNull();
        new SoftmaxCrossEntropy().Objection(1, 0, 1)!.ShouldContain("labels");
        new BinaryCrossEntropy().Objection(1, 3, 0)!.ShouldContain("softmaxCrossEntropy with 3 outputs");
        new BinaryCrossEntropy().Objection(2, 2, 0)!.ShouldContain("1 unit");
        new MeanSquaredError().Objection(1, 10, 0)!.ShouldContain("labels of 10 classes");
        new MeanSquaredError().Objection(2, 0, 1)!.ShouldContain("Give the last layer 1 unit.");
        Should.Throw<ArgumentException>(() => new SoftmaxCrossEntropy().Evaluate<float>(2, new float[4], Targets.OfLabels([1]), default));
        Should.Throw<ArgumentException>(() => new MeanSquaredError().Evaluate<float>(2, new float[4], Targets.OfValues([1]), default));
        Should.Throw<ArgumentException>(() => new MeanSquaredError().Evaluate<float>(2, new float[4], Targets.OfValues([1, 2, 3, 4]), new float[3]));
        Should.Throw<ArgumentOutOfRangeException>(() => new Huber(0));
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double[] Moved(double[] from, double[] direction, double step) => [.. from.Zip(direction, (x, d) => x + (step * d))];

    private static Targets Of(Loss loss, int[] labels, float[] values) =>
        loss is SoftmaxCrossEntropy ? Targets.OfLabels(labels) : Targets.OfValues(values);

    // Outputs keep a distance of 0.01 from the kinks of the losses: from their targets, and from 1 beside them.
    private static (double[] Outputs, int[] Labels, float[] Values) Batch(Loss loss, int width, ulong seed)
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

        return (outputs, [.. Enumerable.Range(0, Samples).Select(i => (int)(width * random.Uniform((1 << 21) + i)))], values);
    }
}
