using System.Numerics;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Updates;

namespace Relumine.Kernels.Tests.Updates;

public sealed class NormTests
{
    private static readonly int[] s_lengths = [0, 1, 2, 15, 16, 17, 31, 33, 63, 64, 65, 100, 127, 4095, 4096, 4097, 9000, 20_000];

    [Fact]
    public void IsTheSumOfSquaresInFloat() => Sums<float>(1e-6);

    [Fact]
    public void IsTheSumOfSquaresInDouble() => Sums<double>(1e-14);

    [Fact]
    public void HasTheSameBitsForEveryWidthInFloat() => Widths<float, Float128, Float256, Float512>();

    [Fact]
    public void HasTheSameBitsForEveryWidthInDouble() => Widths<double, Double128, Double256, Double512>();

    [Fact]
    public void GoesBeyondTheRangeOfTheSquares()
    {
        Norms.SumOfSquares<float>([3e30f, 4e30f]).ShouldBe(2.5e61, 1e55);
        Norms.SumOfSquares<float>([1, float.PositiveInfinity]).ShouldBe(double.PositiveInfinity);
        Norms.SumOfSquares<float>([1, float.NaN]).ShouldBe(double.NaN);
    }

    private static void Sums<T>(double tolerance) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var length in s_lengths)
        {
            var a = Numbers<T>(length, 1);
            var squares = a.Sum(x => double.CreateTruncating(x) * double.CreateTruncating(x));
            Norms.SumOfSquares<T>(a).ShouldBe(squares, tolerance * squares + double.Epsilon, $"{length}");
        }
    }

    private static void Widths<T, V0, V1, V2>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V0 : struct, IWideLanes<V0, T> where V1 : struct, IWideLanes<V1, T> where V2 : struct, IWideLanes<V2, T>
    {
        foreach (var length in s_lengths)
        {
            var a = Numbers<T>(length, 1);
            var narrow = new SquareLoop<T>(a);
            var middle = new SquareLoop<T>(a);
            var wide = new SquareLoop<T>(a);
            narrow.Run<V0, T>();
            middle.Run<V1, T>();
            wide.Run<V2, T>();
            middle.Total.ShouldBe(narrow.Total, $"{length}");
            wide.Total.ShouldBe(narrow.Total, $"{length}");
        }
    }

    private static T[] Numbers<T>(int count, int seed) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return Array.ConvertAll(new T[count], _ => T.CreateTruncating(random.NextDouble() - 0.5));
    }
}
