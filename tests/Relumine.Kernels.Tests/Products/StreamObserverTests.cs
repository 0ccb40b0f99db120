using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Tests.Products;

/// <summary>Looking at a layer batch by batch against looking at each number of it.</summary>
public class StreamObserverTests
{
    [Theory]
    [InlineData(64, 32, 5, false, "Relu")]
    [InlineData(40, 32, 40, false, "Relu")]
    [InlineData(40, 7, 3, true, "Elu")]
    [InlineData(3, 1500, 2, true, "Relu")]
    [InlineData(33, 100, 12, true, "Sigmoid")]
    [InlineData(16, 1, 9, true, "LeakyRelu")]
    public void BatchesAddUpToWhatIsSeenAtOnce(int units, int samples, int batches, bool isBroken, string name)
    {
        var activation = ActivationCatalogue.Find(name)!;
        var random = new Random(units + samples);
        var z = new double[batches * samples * units];
        for (var i = 0; i < z.Length; i++)
        {
            z[i] = isBroken
                ? random.Next(50) switch
                {
                    0 => double.NaN,
                    1 => double.PositiveInfinity,
                    2 => double.NegativeInfinity,
                    _ => (float)((random.NextDouble() * 4) - 3),
                }
                : (float)((random.NextDouble() * 4) - 3);
        }

        var expected = new UnitStatistics(units);
        UnitObserver.Observe<double>(z, Array.ConvertAll(z, activation.Value), batches * samples, 1, 1, expected);
        foreach (var isSingle in (bool[])[true, false])
        {
            var seen = new UnitStatistics(units);
            var observer = StreamObserver.Of(activation, seen);
            for (var b = 0; b < batches; b++)
            {
                var batch = z.AsSpan(b * samples * units, samples * units).ToArray();
                if (isSingle)
                {
                    observer.Observe(Array.ConvertAll(batch, v => (float)v), samples);
                }
                else
                {
                    observer.Observe(batch, samples);
                }

                (seen.Samples + observer.Pending).ShouldBe((b + 1L) * samples);
            }

            observer.Flush();
            observer.Pending.ShouldBe(0);
            Same(seen, expected);
        }
    }

    [Fact]
    public void PrecisionsMayAlternate()
    {
        var (seen, expected) = (new UnitStatistics(20), new UnitStatistics(20));
        var observer = StreamObserver.Of(null, seen);
        for (var b = 0; b < 6; b++)
        {
            var z = Enumerable.Range(0, 60).Select(i => ((i * 7) + b) % 11 - 5.0).ToArray();
            UnitObserver.Observe<double>(z, z, 3, 1, 1, expected);
            if (b % 2 == 0)
            {
                observer.Observe(z, 3);
            }
            else
            {
                observer.Observe(Array.ConvertAll(z, v => (float)v), 3);
            }
        }

        observer.Flush();
        Same(seen, expected);
    }

    [Fact]
    public void ALengthThatDoesNotFitIsRefused() =>
        Should.Throw<ArgumentException>(() => StreamObserver.Of(null, new UnitStatistics(4)).Observe(new float[10], 3)).Message.ShouldContain("12 values");

    private static void Same(UnitStatistics seen, UnitStatistics expected)
    {
        seen.Samples.ShouldBe(expected.Samples);
        seen.Values.ShouldBe(expected.Values);
        seen.Fired.ShouldBe(expected.Fired);
        seen.NonFinite.ShouldBe(expected.NonFinite);
        seen.Minimum.ShouldBe(expected.Minimum);
        seen.Maximum.ShouldBe(expected.Maximum);
        seen.MaximumActivation.Select(double.IsFinite).ShouldBe(expected.MaximumActivation.Select(double.IsFinite));
        seen.MaximumActivation.Where(double.IsFinite).ShouldBe(expected.MaximumActivation.Where(double.IsFinite), 1e-6);
        foreach (var (own, other) in (ReadOnlySpan<(double[], double[])>)[
            (seen.Sum, expected.Sum), (seen.SumOfSquares, expected.SumOfSquares), (seen.ActivationSum, expected.ActivationSum),
            (seen.ActivationSumOfSquares, expected.ActivationSumOfSquares), (seen.ActivationAbsoluteSum, expected.ActivationAbsoluteSum)])
        {
            own.ShouldBe(other, 1e-5 * expected.Values);
        }
    }
}
