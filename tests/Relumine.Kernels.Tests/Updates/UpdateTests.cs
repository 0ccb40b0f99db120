using Relumine.Kernels.Lanes;
using Relumine.Kernels.Updates;
using Relumine.Testing;

namespace Relumine.Kernels.Tests.Updates;

public sealed class UpdateTests
{
    [Fact]
    public void HasTheSameBitsForEveryWidth()
    {
        foreach (var count in new[] { 0, 1, 3, 7, 8, 9, 15, 16, 17, 31, 32, 33, 100 })
        {
            var expected = Single<Float128>(count);
            Single<Float256>(count).ShouldBe(expected, $"{count}");
            Single<Float512>(count).ShouldBe(expected, $"{count}");
            var wide = Double<Double128>(count);
            Double<Double256>(count).ShouldBe(wide, $"{count}");
            Double<Double512>(count).ShouldBe(wide, $"{count}");
        }
    }

    [Fact]
    public void AllocatesNothing()
    {
        var (w, g, s, t) = (new float[1000], new float[1000], new float[1000], new float[1000]);
        UpdateSteps.Run(new Mix(), GradientClip.None, w, g, s, t);
        Allocations.Of(() => UpdateSteps.Run(new Mix(), GradientClip.None, w, g, s, t)).ShouldBe(0);
    }

    private static float[] Single<V>(int count) where V : struct, IWideLanes<V, float>
    {
        var random = new Random(count);
        float[] Numbers() => Array.ConvertAll(new float[count], _ => random.NextSingle() - 0.5f);
        float[] w = Numbers(), s = Numbers(), t = Numbers();
        new UpdateSteps.Loop<Mix, float>(new Mix(), new GradientClip(0.7, 0.2), w, Numbers(), s, t).Run<V, float>();
        return [.. w, .. s, .. t];
    }

    private static double[] Double<V>(int count) where V : struct, IWideLanes<V, double>
    {
        var random = new Random(count);
        double[] Numbers() => Array.ConvertAll(new double[count], _ => random.NextDouble() - 0.5);
        double[] w = Numbers(), s = Numbers(), t = Numbers();
        new UpdateSteps.Loop<Mix, double>(new Mix(), new GradientClip(0.7, 0.2), w, Numbers(), s, t).Run<V, double>();
        return [.. w, .. s, .. t];
    }

    private readonly struct Mix : IUpdateFormula
    {
        public static int Slots => 2;

        public void Apply<V>(V gradient, ref V weight, ref V slot0, ref V slot1) where V : struct, ILanes<V>
        {
            slot0 = V.MulAdd(slot0, 0.9, gradient);
            slot1 = V.MulAdd(gradient, gradient, slot1);
            weight -= slot0 / V.Sqrt(slot1);
        }
    }
}
