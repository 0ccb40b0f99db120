using Relumine.Kernels.Sweeps;

namespace Relumine.Kernels.Tests.Sweeps;

/// <summary>Sums whose order the length alone decides, against the order written out.</summary>
public class OrderedSumTests
{
    [Fact]
    public void EightPartialSumsOfDoublesAreAddedInOrder()
    {
        var random = new Random(3);
        foreach (var length in (int[])[0, 1, 7, 8, 9, 16, 1001])
        {
            double[] x = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
            double[] y = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];

            OrderedSums.Sum<double>(x).ShouldBe(InOrder(x), $"length {length}");
            OrderedSums.Dot<double>(x, y).ShouldBe(InOrder([.. x.Zip(y, (a, b) => a * b)]), $"length {length}");
        }
    }

    [Fact]
    public void WholeNumbersAreAddedExactly() => OrderedSums.Sum<int>([.. Enumerable.Range(1, 100)]).ShouldBe(5050);

    [Fact]
    public void FactorsOfDifferentLengthsAreRefused() =>
        Should.Throw<ArgumentException>(() => OrderedSums.Dot<float>([1, 2], [1])).Message.ShouldBe("2 numbers cannot be multiplied with 1.");

    private static double InOrder(double[] x)
    {
        var whole = x.Length / 8 * 8;
        var partials = new double[8];
        for (var i = 0; i < whole; i++)
        {
            partials[i % 8] += x[i];
        }

        return partials.Concat(x.Skip(whole)).Aggregate(0.0, (sum, term) => sum + term);
    }
}
