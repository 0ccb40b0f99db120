using System.Globalization;
using Relumine.Kernels.Sweeps;
using Relumine.Kernels.Tests.Activations;
using Xunit.Abstractions;

namespace Relumine.Kernels.Tests.Lanes;

/// <summary>exp, expm1, log1p, tanh and erf against tables computed at 60 digits.</summary>
public sealed class TranscendentalTests(ITestOutputHelper output)
{
    /// <summary>Bounds in ulp: for float, what a sweep over all floats found; for double, a little more than over the table.</summary>
    public static TheoryData<string, double, double> Bounds => new()
    {
        { "exp", 0.93, 1 },
        { "expm1", 1.6, 2 },
        { "log1p", 1.6, 1.5 },
        { "tanh", 1.6, 1.5 },
        { "erf", 1.35, 1.5 },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void StaysWithinItsBound(string name, double single, double wide)
    {
        var table = Oracle.Read(name);
        var inSingle = table.Where(r => (float)r.X == r.X && r.X != 0).ToArray();
        inSingle.Length.ShouldBeGreaterThan(150);
        var x = inSingle.Select(r => (float)r.X).ToArray();
        var y = new float[x.Length];
        Map<float>(name)(x, y);
        var worst = inSingle.Select((r, i) => (Error: r.ErrorOf(y[i]), r.X)).MaxBy(e => e.Error);

        var xs = table.Select(r => r.X).ToArray();
        var ys = new double[xs.Length];
        Map<double>(name)(xs, ys);
        var worstWide = table.Select((r, i) => (Error: r.ErrorOf(ys[i]), r.X)).MaxBy(e => e.Error);

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: float {worst.Error:F3} ulp at {worst.X:R} of {inSingle.Length}, double {worstWide.Error:F3} ulp at {worstWide.X:R} of {table.Count}"));
        worst.Error.ShouldBeLessThanOrEqualTo(single, $"float, at {worst.X:R}");
        worstWide.Error.ShouldBeLessThanOrEqualTo(wide, $"double, at {worstWide.X:R}");
    }

    public static TheoryData<string, double, double> Limits => new()
    {
        { "exp", double.NegativeInfinity, 0.0 },
        { "exp", double.PositiveInfinity, double.PositiveInfinity },
        { "exp", double.MaxValue, double.PositiveInfinity },
        { "exp", 0.0, 1.0 },
        { "exp", -0.0, 1.0 },
        { "exp", double.NaN, double.NaN },
        { "expm1", double.NegativeInfinity, -1.0 },
        { "expm1", double.PositiveInfinity, double.PositiveInfinity },
        { "expm1", double.MaxValue, double.PositiveInfinity },
        { "expm1", 0.0, 0.0 },
        { "expm1", -0.0, -0.0 },
        { "expm1", double.NaN, double.NaN },
        { "log1p", -1.0, double.NegativeInfinity },
        { "log1p", -1.5, double.NaN },
        { "log1p", double.NegativeInfinity, double.NaN },
        { "log1p", double.PositiveInfinity, double.PositiveInfinity },
        { "log1p", 0.0, 0.0 },
        { "log1p", -0.0, -0.0 },
        { "log1p", double.NaN, double.NaN },
        { "tanh", double.NegativeInfinity, -1.0 },
        { "tanh", double.PositiveInfinity, 1.0 },
        { "tanh", 0.0, 0.0 },
        { "tanh", -0.0, -0.0 },
        { "tanh", double.NaN, double.NaN },
        { "erf", double.NegativeInfinity, -1.0 },
        { "erf", double.PositiveInfinity, 1.0 },
        { "erf", 0.0, 0.0 },
        { "erf", -0.0, -0.0 },
        { "erf", double.NaN, double.NaN },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void KeepsLimitsSignsAndNaN(string name, double x, double expected)
    {
        var y = new float[1];
        Map<float>(name)([(float)x], y);
        Bits.Same(y[0], (float)expected).ShouldBeTrue($"float: {y[0]}");
        var wide = new double[1];
        Map<double>(name)([x], wide);
        Bits.Same(wide[0], expected).ShouldBeTrue($"double: {wide[0]}");
    }

    [Theory]
    [InlineData("expm1")]
    [InlineData("log1p")]
    [InlineData("tanh")]
    public void IsTheIdentityOnDenormalNumbers(string name)
    {
        float[] x = [float.Epsilon, -float.Epsilon, 3 * float.Epsilon, 1e-40f, -1e-39f, 1.17549421e-38f];
        var y = new float[x.Length];
        Map<float>(name)(x, y);
        y.ShouldBe(x);
        double[] wide = [double.Epsilon, -double.Epsilon, 3 * double.Epsilon, 1e-310, -2e-308];
        var results = new double[wide.Length];
        Map<double>(name)(wide, results);
        results.ShouldBe(wide);
    }

    private delegate void Mapping<T>(ReadOnlySpan<T> x, Span<T> y);

    private static Mapping<T> Map<T>(string name) where T : unmanaged => name switch
    {
        "exp" => Elementwise.Exp,
        "expm1" => Elementwise.Expm1,
        "log1p" => Elementwise.Log1p,
        "tanh" => Elementwise.Tanh,
        _ => Elementwise.Erf,
    };
}
