using Relumine.Kernels.Randomness;
using Relumine.Kernels.Rows;

namespace Relumine.Kernels.Tests.Activations;

/// <summary>Activations that are no scalar functions: examples, and gradients against differences in double.</summary>
public class OperatorTests
{
    private const double Step = 1e-6;

    /// <summary>Numbers in (−2, 2), none of them within 10⁻³ of 0 or of each other.</summary>
    private static double[] Numbers(int count, uint stream)
    {
        var random = new CounterRandom(99, stream, 0);
        var numbers = Enumerable.Range(0, count).Select(i => 4 * ((i + 0.5) / count) - 2 + 0.002 * random.Uniform(i)).ToArray();
        return [.. numbers.OrderBy(x => random.Uniform((long)((x + 3) * 1e6)))];
    }

    private delegate void Forward(double[] x, double[] y);

    /// <summary>∂⟨w, f(x)⟩/∂x by central differences.</summary>
    private static double[] Differences(Forward f, double[] x, double[] w)
    {
        var gradient = new double[x.Length];
        var (above, below) = (new double[w.Length], new double[w.Length]);
        for (var i = 0; i < x.Length; i++)
        {
            var kept = x[i];
            x[i] = kept + Step;
            f(x, above);
            x[i] = kept - Step;
            f(x, below);
            x[i] = kept;
            gradient[i] = w.Zip(above.Zip(below)).Sum(t => t.First * (t.Second.First - t.Second.Second)) / (2 * Step);
        }

        return gradient;
    }

    private static void Close(double[] got, double[] want)
    {
        got.Length.ShouldBe(want.Length);
        for (var i = 0; i < got.Length; i++)
        {
            got[i].ShouldBe(want[i], 1e-8, $"element {i}");
        }
    }

    [Theory, InlineData(1, 1), InlineData(5, 1), InlineData(5, 4), InlineData(1, 7)]
    public void PreluGradientsMatchDifferences(int units, int positions)
    {
        var length = 3 * units * positions;
        var (x, alpha, w) = (Numbers(length, 1), Numbers(units, 2), Numbers(length, 3));
        var (dx, dalpha) = (new double[length], new double[units]);
        Prelu.Gradient<double>(x, alpha, positions, Kink.Left, w, dx);
        Prelu.AlphaGradient<double>(x, positions, w, dalpha);
        Close(dx, Differences((v, y) => Prelu.Value<double>(v, alpha, positions, y), x, w));
        Close(dalpha, Differences((v, y) => Prelu.Value<double>(x, v, positions, y), alpha, w));
    }

    [Fact]
    public void PreluUsesTheSlopeOfItsChannel()
    {
        var y = new float[8];
        Prelu.Value<float>([-1, -1, -2, -2, 1, -1, -2, 2], [0.5f, 0.25f], 2, y);
        y.ShouldBe([-0.5f, -0.5f, -0.5f, -0.5f, 1, -0.5f, -0.5f, 2]);
    }

    [Theory, InlineData(0, 0.25), InlineData(0.5, 0.625), InlineData(1, 1)]
    public void PreluAt0HasTheChosenDerivative(double lambda, double derivative)
    {
        var dx = new double[2];
        Prelu.Gradient<double>([0, -0.0], [0.25], 1, new Kink(lambda), [1, 1], dx);
        dx.ShouldBe([derivative, derivative]);
        Prelu.Gradient<double>([0, -0.0], [0.25, 0.25], 1, new Kink(lambda), [1, 1], dx);
        dx.ShouldBe([derivative, derivative]);
    }

    [Fact]
    public void PreluLetsNanThroughAndStopsInfinityWhereItsSlopeIs0()
    {
        var (y, dx, dalpha) = (new double[2], new double[2], new double[1]);
        Prelu.Value<double>([double.NaN, 1], [0.25, 0.5], 1, y);
        y[0].ShouldBe(double.NaN);
        Prelu.Gradient<double>([-1, double.NaN], [0, 0], 1, Kink.Left, [double.PositiveInfinity, 1], dx);
        dx.ShouldBe([0, double.NaN]);
        Prelu.AlphaGradient<double>([1, 0], 1, [double.PositiveInfinity, double.NaN], dalpha);
        dalpha.ShouldBe([0]);
    }

    [Fact]
    public void PreluRefusesLengthsThatDoNotFit() =>
        Should.Throw<ArgumentException>(() => Prelu.Value<float>(new float[7], new float[2], 3, new float[7])).Message.ShouldContain("rows of 6");

    [Fact]
    public void RReluDrawsSlopesFromItsIntervalAndItsGradientUsesTheSame()
    {
        var random = new CounterRandom(5, 8, 13);
        var (x, w) = (Numbers(2000, 4), Numbers(2000, 5));
        var (y, dx) = (new double[2000], new double[2000]);
        RRelu.Default.Value<double>(x, random, y);
        RRelu.Default.Gradient<double>(x, random, Kink.Left, w, dx);
        var slopes = x.Zip(y).Where(t => t.First < 0).Select(t => t.Second / t.First).ToList();
        slopes.ShouldAllBe(a => a >= 1 / 8.0 - 1e-15 && a < 1 / 3.0);
        slopes.Average().ShouldBe(11 / 48.0, 0.01);
        slopes.Max().ShouldBe(1 / 3.0, 0.01);
        slopes.Min().ShouldBe(1 / 8.0, 0.01);
        Close(dx, Differences((v, r) => RRelu.Default.Value<double>(v, random, r), x, w));
        RRelu.Default.Evaluation.Alpha.ShouldBe(11 / 48.0, 1e-16);
    }

    [Theory, InlineData(0), InlineData(0.5), InlineData(1)]
    public void CReluKeepsBothSigns(double lambda)
    {
        var y = new double[8];
        CRelu.Value<double>([1, -2, double.NaN, 0], 2, y);
        y.ShouldBe([1, 0, 0, 2, double.NaN, 0, double.NaN, 0]);
        var dx = new double[2];
        CRelu.Gradient<double>([0, -1], 2, new Kink(lambda), [3, 5, 7, 11], dx);
        dx.ShouldBe([lambda * (3 - 7), -11]);
    }

    [Fact]
    public void CReluGradientsMatchDifferences()
    {
        var (x, w, dx) = (Numbers(12, 6), Numbers(24, 7), new double[12]);
        CRelu.Gradient<double>(x, 4, Kink.Left, w, dx);
        Close(dx, Differences((v, y) => CRelu.Value<double>(v, 4, y), x, w));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void MaxoutGradientsMatchDifferences(int pieces)
    {
        var (x, w, dx) = (Numbers(2 * 5 * pieces, 8), Numbers(10, 9), new double[2 * 5 * pieces]);
        new Maxout(pieces).Gradient<double>(x, 5, w, dx);
        Close(dx, Differences((v, y) => new Maxout(pieces).Value<double>(v, 5, y), x, w));
    }

    [Fact]
    public void MaxoutGivesTiesToTheFirstPieceAndLetsNanWin()
    {
        var (y, dx) = (new double[3], new double[9]);
        double[] x = [1, -0.0, 2, 1, 0, double.NaN, 0, -1, double.NaN];
        new Maxout(3).Value<double>(x, 3, y);
        y.ShouldBe([1, -0.0, double.NaN]);
        double.IsNegative(y[1]).ShouldBeTrue();
        new Maxout(3).Gradient<double>(x, 3, [10, 20, 30], dx);
        dx.ShouldBe([10, 20, 0, 0, 0, 30, 0, 0, 0]);
    }

    [Fact]
    public void MaxoutOfXAnd0IsRelu()
    {
        var y = new float[1];
        foreach (var x in new[] { -3f, -1e-40f, 0, 2, float.PositiveInfinity, float.NaN })
        {
            Maxout.Default.Value<float>([x, 0], 1, y);
            y[0].ShouldBe(Math.Max(x, 0));
        }
    }

    [Fact]
    public void SoftmaxNeitherOverflowsNorVanishes()
    {
        var y = new double[4];
        Softmax.Value<double>([100, 100, 99, 0], 4, y);
        var sum = 2 + Math.Exp(-1) + Math.Exp(-100);
        Close(y, [1 / sum, 1 / sum, Math.Exp(-1) / sum, Math.Exp(-100) / sum]);
        Softmax.Value<double>([1000, -1000, 1000, double.NegativeInfinity], 4, y);
        y.ShouldBe([0.5, 0, 0.5, 0]);
        LogSoftmax.Value<double>([1000, -1000, 1000, 999], 4, y);
        var log = Math.Log(2 + Math.Exp(-1));
        Close(y, [-log, -2000 - log, -log, -1 - log]);
    }

    [Theory, InlineData(1), InlineData(255), InlineData(256), InlineData(700)]
    public void LogSoftmaxIsTheLogarithmOfSoftmaxForAnyWidth(int width)
    {
        var (x, y, log) = (Numbers(2 * width, 12), new double[2 * width], new double[2 * width]);
        Softmax.Value<double>(x, width, y);
        LogSoftmax.Value<double>(x, width, log);
        Close([.. log.Select(Math.Exp)], y);
        y[..width].Sum().ShouldBe(1, 1e-13);
    }

    [Fact]
    public void ASectionIsWhatTheOperatorDoesToOneNumber()
    {
        var (one, two) = (new double[1], new double[2]);
        foreach (var x in Numbers(20, 13))
        {
            Prelu.Value<double>([x], [0.25], 1, one);
            one[0].ShouldBe(Prelu.Section.Value(x));
            CRelu.Value<double>([x], 1, two);
            two.ShouldBe([CRelu.Section.Value(x), CRelu.Section.Value(-x)]);
            Maxout.Default.Value<double>([x, 0], 1, one);
            one[0].ShouldBe(Maxout.Section.Value(x));
            Softmax.Value<double>([x, 0], 2, two);
            two[0].ShouldBe(Softmax.Section.Value(x), 1e-15);
            LogSoftmax.Value<double>([x, 0], 2, two);
            two[0].ShouldBe(LogSoftmax.Section.Value(x), 1e-15);
            LogSoftmax.Section.SlopeFromLeft(x).ShouldBe(Softmax.Section.Value(-x), 1e-15);
        }
    }

    [Fact]
    public void SoftmaxOfNanIsNanInItsRowOnly()
    {
        var y = new float[4];
        Softmax.Value<float>([1, float.NaN, 0, 0], 2, y);
        y.ShouldBe([float.NaN, float.NaN, 0.5f, 0.5f]);
    }

    [Fact]
    public void SoftmaxGradientsMatchDifferences()
    {
        var (x, w, y, dx) = (Numbers(12, 10), Numbers(12, 11), new double[12], new double[12]);
        Softmax.Value<double>(x, 4, y);
        Softmax.Gradient<double>(y, 4, w, dx);
        Close(dx, Differences((v, r) => Softmax.Value<double>(v, 4, r), x, w));
        LogSoftmax.Value<double>(x, 4, y);
        LogSoftmax.Gradient<double>(y, 4, w, dx);
        Close(dx, Differences((v, r) => LogSoftmax.Value<double>(v, 4, r), x, w));
    }

    [Fact]
    public void TheCatalogueHasTheirCardsAndNoNameTwice()
    {
        ActivationOperatorCatalogue.All.Select(a => a.Card.Name).ShouldBe(["CRelu", "LogSoftmax", "Maxout", "Prelu", "RRelu", "Softmax"]);
        ActivationOperatorCatalogue.Find("prelu")!.Card.Title.ShouldBe("PReLU");
        ActivationOperatorCatalogue.Find("relu").ShouldBeNull();
        ActivationOperatorCatalogue.All.ShouldAllBe(a => a.Card.Held != null && a.Parameters.Count == a.Card.Parameters.Count);
        ActivationCatalogue.All.ShouldAllBe(a => a.Card.Held == null);
        ActivationOperatorCatalogue.All.ShouldAllBe(a => ActivationCatalogue.Find(a.Card.Name) == null);
    }
}
