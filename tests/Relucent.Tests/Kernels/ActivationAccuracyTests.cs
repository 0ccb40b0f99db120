using System.Numerics;
using Relucent.Kernels;

namespace Relucent.Tests.Kernels;

/// <summary>Every activation against tables that were computed elsewhere with 60 digits.</summary>
public class ActivationAccuracyTests
{
    private const double Ulps = 4;

    public static TheoryData<string> Names => [.. ActivationCatalogue.All.Select(a => a.Card.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Float_is_within_4_ulp(string name) => Check<Float256, float>(name, slopeFloor: 1.0 / (1 << 25));

    [Theory, MemberData(nameof(Names))]
    public void Double_is_within_4_ulp(string name) => Check<Double256, double>(name, slopeFloor: 1.0 / (1L << 54));

    /// <param name="name">The activation.</param>
    /// <param name="slopeFloor">Near its zeros a slope is the difference of numbers of size 1, of which this is a quarter of a unit in the last place.</param>
    private static void Check<V, T>(string name, double slopeFloor)
        where V : struct, IWideLanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var f = ActivationCatalogue.Create(name);
        var lines = ActivationOracle.All[name].ToList();
        lines.Count.ShouldBeGreaterThan(100);
        // e^(−|x|) has lost its digits when it leaves the normal numbers; products with x lose them |x| earlier.
        var tiny = typeof(T) == typeof(float) ? 1e-36 : 1e-300;
        foreach (var o in lines)
        {
            var (value, left, right) = f.Accept(new FormulaAt<V, T>(T.CreateChecked(o.X)));
            Near(value, o.Value, tiny, $"{name}({o.X:R})");
            Near(left, o.Left, slopeFloor, $"{name}′({o.X:R}) from the left");
            Near(right, o.Right, slopeFloor, $"{name}′({o.X:R}) from the right");
        }
    }

    private static void Near<T>(T got, double want, double floor, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var nearest = T.Abs(T.CreateChecked(want));
        var ulp = double.CreateChecked(T.BitIncrement(nearest) - nearest);
        var error = Math.Abs(double.CreateChecked(got) - want);
        (error <= Math.Max(Ulps * ulp, floor)).ShouldBeTrue($"{what} is {got}, should be {want:R}: {error / ulp:F2} ulp");
    }
}
