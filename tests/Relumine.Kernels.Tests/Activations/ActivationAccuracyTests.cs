using System.Numerics;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Kernels.Tests.Activations;

/// <summary>Every activation against tables that were computed elsewhere with 60 digits.</summary>
public class ActivationAccuracyTests
{
    private const double Ulps = 4;

    public static TheoryData<string> Names => [.. ActivationCatalogue.All.Select(a => a.Card.Name)];

    [Theory, MemberData(nameof(Names))]
    public void FloatIsWithin4Ulp(string name) => Check<Float256, float>(name, 1e-36);

    [Theory, MemberData(nameof(Names))]
    public void DoubleIsWithin4Ulp(string name) => Check<Double256, double>(name, 1e-300);

    /// <summary>The tables have a few hundred arguments, and GELU has borders of pieces between them: floats from everywhere, against double.</summary>
    [Fact]
    public void GeluIsAsAccurateBetweenTheRows()
    {
        var gelu = ActivationCatalogue.Create("Gelu");
        var (single, wide) = (ActivationKernel<float>.Of(gelu), ActivationKernel<double>.Of(gelu));
        uint[] starts = [0, 0x80000000];
        const uint Step = 20_011, End = 0x41680000;
        float[] x = [.. starts.SelectMany(s => Enumerable.Range(0, (int)(End / Step)).Select(i => BitConverter.UInt32BitsToSingle(s + (Step * (uint)i))))];
        var exact = Array.ConvertAll(x, v => (double)v);
        float[] y = new float[x.Length], slope = new float[x.Length];
        double[] wantY = new double[x.Length], wantSlope = new double[x.Length];
        single.Value(x, y);
        wide.Value(exact, wantY);
        single.Slope(Kink.Left, x, slope);
        wide.Slope(Kink.Left, exact, wantSlope);
        for (var i = 0; i < x.Length; i++)
        {
            Error(y[i], wantY[i], wantY[i]).ShouldBeLessThan(3.2, $"at {x[i]:R}");
            var part = x[i] == 0 ? 0 : Math.Abs(wantY[i] / x[i]);
            Error(slope[i], wantSlope[i], Math.Max(Math.Abs(wantSlope[i]), part)).ShouldBeLessThan(3.2, $"slope at {x[i]:R}");
        }

        static double Error(float got, double want, double scale)
        {
            var nearest = Math.Max((float)Math.Abs(scale), 1.17549435e-38f);
            return Math.Abs(got - want) / (float.BitIncrement(nearest) - nearest);
        }
    }

    /// <param name="name">The activation.</param>
    /// <param name="tiny">e^(−|x|) has lost digits when it leaves the normal numbers; products with x lose them |x| times earlier.</param>
    private static void Check<V, T>(string name, double tiny)
        where V : struct, IWideLanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var f = ActivationCatalogue.Create(name);
        var lines = ActivationOracle.All[name].ToList();
        lines.Count.ShouldBeGreaterThan(100, $"{name} has no rows to be measured against: write its formula into tools/oracles/activations.py and run that");
        foreach (var o in lines)
        {
            var (value, left, right) = f.Accept(new FormulaAt<V, T>(T.CreateChecked(o.X)));
            Near(value, o.Value, ValueScale.Of(f, o.Value), $"{name}({o.X:R})");
            // The slope of x·g(x) is g + x·g′: near its zero a difference of numbers as large as g.
            var g = o.X == 0 ? 0 : Math.Abs(o.Value / o.X);
            Near(left, o.Left, Math.Max(Math.Abs(o.Left), g), $"{name}′({o.X:R}) from the left");
            Near(right, o.Right, Math.Max(Math.Abs(o.Right), g), $"{name}′({o.X:R}) from the right");
        }

        void Near(T got, double want, double scale, string what)
        {
            var ulp = double.CreateChecked(T.BitIncrement(T.CreateChecked(scale)) - T.CreateChecked(scale));
            var error = Math.Abs(double.CreateChecked(got) - want);
            (error <= Math.Max(Ulps * ulp, tiny)).ShouldBeTrue($"{what} is {got}, should be {want:R}: {error / ulp:F2} ulp");
        }
    }
}
