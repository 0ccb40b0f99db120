using System.Numerics;
using Relumine.Kernels.Lanes;

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
