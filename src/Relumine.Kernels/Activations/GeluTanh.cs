using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The approximation of GELU by tanh that many transformers are trained with.</summary>
/// <remarks>
/// ½·(1 + tanh u) = σ(2u), which does not cancel in the left tail. There an error of the exponent w = 2u becomes an
/// error of the value w times as large, so w is carried with twice the digits.
/// </remarks>
public readonly record struct GeluTanh : IActivation<GeluTanh>
{
    /// <summary>2√(2/π), rounded to what every element type can hold.</summary>
    private const double Linear = 1.5957691669464111;

    private const double LinearRest = -4.5340680421052716e-8;

    /// <summary>0.044715·2√(2/π), rounded in the same way.</summary>
    private const double Cubic = 0.07135481387376785;

    private const double CubicRest = 2.3988323959931356e-9;

    /// <summary>e^(−w) for w = a·(2√(2/π) + 0.044715·2√(2/π)·a²), a from 0 to 40.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Decay<V>(V a) where V : struct, ILanes<V>
    {
        var square = a * a;
        var product = V.Of(Cubic) * square;
        var sum = product + V.Of(Linear);
        var linear = sum - product;
        // what the square, the product, the sum and the constants lost
        var rest = V.MulAdd(V.Of(Cubic), V.MulAdd(a, a, -square), V.MulAdd(V.Of(CubicRest), square, V.Of(LinearRest)));
        rest = rest + V.MulAdd(V.Of(Cubic), square, -product) + ((product - (sum - linear)) + (V.Of(Linear) - linear));
        var rounded = a * sum;
        rest = V.MulAdd(a, rest, V.MulAdd(a, sum, -rounded));
        var w = rounded + rest;
        rest = rest - (w - rounded);
        var e = V.Exp(-w);
        return V.MulAdd(e, -rest, e);
    }

    /// <inheritdoc/>
    public static Card Card { get; } = new(
        "GeluTanh", "GELU (tanh)", @"f(x) = \frac{x}{2}\left(1 + \tanh\left(\sqrt{2/\pi}\,(x + 0.044715x^3)\right)\right)",
        "f(x) = ½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))",
        "Hendrycks & Gimpel 2016, arXiv:1606.08415",
        OnnxForm.Operator("Gelu", 20, new OnnxAttribute("approximate", Text: "tanh")))
    {
        Decomposed = new OnnxForm(7, [
            new OnnxStep("x2", "Mul", ["x", "x"], []), new OnnxStep("x3", "Mul", ["x", "x2"], []), new OnnxStep("c", "Mul", ["x3", "0.044715"], []),
            new OnnxStep("i", "Add", ["x", "c"], []), new OnnxStep("u", "Mul", ["i", "0.79788456080286536"], []), new OnnxStep("t", "Tanh", ["u"], []),
            new OnnxStep("p", "Add", ["t", "1"], []), new OnnxStep("h", "Mul", ["x", "0.5"], []), new OnnxStep("y", "Mul", ["h", "p"], [])]),
        Aliases = ["gelu-tanh", "gelu_tanh", "gelu_new"],
        Range = "[−0.1700, ∞)",
        Course = Course.Gated,
        IsRectifier = true,
        Good = "What GPT-2 and its descendants use; cheaper than the error function, and never further than 0.0005 from it.",
        Bad = "Not the same function as GELU: a model trained with one should be run with that one.",
    };

    /// <inheritdoc/>
    public static GeluTanh Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in GeluTanh f, V x) where V : struct, ILanes<V>
    {
        var t = Decay(V.AtMost(V.Abs(x), V.Of(40)));
        // Left of −40 the quotient is 0; stopping x there keeps −∞·0 away.
        return V.AtLeast(x, V.Of(-40)) * V.IfGreater(V.Of(0), x, t, V.Of(1)) / (V.Of(1) + t);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in GeluTanh f, V x) where V : struct, ILanes<V>
    {
        // With s = σ(w): s + x·s·(1 − s)·w′, over one denominator.
        var z = V.AtMost(V.AtLeast(x, V.Of(-40)), V.Of(40));
        var t = Decay(V.Abs(z));
        var d = V.Of(1) + t;
        var n = V.IfGreater(V.Of(0), z, t, V.Of(1));
        var m = V.IfGreater(V.Of(0), z, V.Of(1), t);
        var bend = V.MulAdd(V.Of(3 * (Cubic + CubicRest)) * z, z, V.Of(LinearRest));
        var rise = V.MulAdd(z, V.Of(Linear), z * bend);
        return n * V.MulAdd(rise, m, d) / Sigmoid.SquareOfOnePlus(t);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in GeluTanh f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);
}
