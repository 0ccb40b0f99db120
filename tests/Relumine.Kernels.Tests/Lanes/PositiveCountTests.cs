using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Tests.Lanes;

/// <summary>Counting four registers at a time is counting one number after the other, up to as often as is promised.</summary>
public sealed class PositiveCountTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(PositiveCount.Most)]
    public void CountsWhatIsAboveZero(int times)
    {
        Check<Float512, float>(times, float.CreateTruncating);
        Check<Float256, float>(times, float.CreateTruncating);
        Check<Float128, float>(times, float.CreateTruncating);
        Check<Double512, double>(times, x => x);
        Check<Double256, double>(times, x => x);
        Check<Double128, double>(times, x => x);
    }

    private static void Check<V, T>(int times, Func<double, T> of)
        where V : struct, IWideLanes<V, T>
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        double[] specials = [0, -0.0, 1, -1, float.Epsilon, -float.Epsilon, 1e-40, 1e-38, float.MaxValue, -float.MaxValue, double.PositiveInfinity,
            double.NegativeInfinity];
        var random = new Random(times);
        var expected = new int[V.Count];
        var counts = V.Of(0);
        var z = new T[4][];
        for (var time = 0; time < times; time++)
        {
            for (var i = 0; i < 4; i++)
            {
                z[i] = new T[V.Count];
                for (var lane = 0; lane < V.Count; lane++)
                {
                    // The first lane is full.
                    z[i][lane] = lane == 0 ? T.One : of(random.Next(2) == 0 ? specials[random.Next(specials.Length)] : random.NextDouble() - 0.5);
                    expected[lane] += z[i][lane] > T.Zero ? 1 : 0;
                }
            }

            counts = PositiveCount.Add<V, T>(counts, V.Load(in z[0][0]), V.Load(in z[1][0]), V.Load(in z[2][0]), V.Load(in z[3][0]));
        }

        var numbers = new T[V.Count];
        V.Store(PositiveCount.ToNumbers<V, T>(counts), ref numbers[0]);
        numbers.ShouldBe(Array.ConvertAll(expected, e => of(e)), $"{typeof(V).Name}, {times} times");
    }
}
