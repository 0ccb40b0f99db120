using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The sigmoid linear unit, or swish: x·σ(αx).</summary>
/// <param name="Alpha">α, how sharp the bend is; 1 is SiLU.</param>
public readonly record struct Silu(double Alpha) : IActivation<Silu>
{
    /// <inheritdoc/>
    public static Card Card { get; } =
        new(
            "Silu",
            "SiLU",
            @"f(x) = x\,\sigma(\alpha x)",
            "f(x) = x/(1 + e^(−αx))",
            "Hendrycks & Gimpel 2016, arXiv:1606.08415; Elfwing, Uchibe & Doya 2018, Neural Networks 107; "
                + "as swish Ramachandran, Zoph & Le 2017, arXiv:1710.05941",
            OnnxForm.Operator("Swish", 24, new OnnxAttribute("alpha", Parameter: "alpha"))
        )
        {
            Decomposed = new OnnxForm(
                7,
                [new OnnxStep("a", "Mul", ["alpha", "x"], []), new OnnxStep("s", "Sigmoid", ["a"], []), new OnnxStep("y", "Mul", ["x", "s"], [])]
            ),
            Aliases = ["swish"],
            Parameters = [new("alpha", 1, "how sharp the bend is: for α → ∞ it becomes ReLU")],
            WrittenAs =
            [
                new OnnxForm(
                    7,
                    [
                        new OnnxStep("a", "Mul", ["alpha", "x"], []),
                        new OnnxStep("n", "Neg", ["a"], []),
                        new OnnxStep("e", "Exp", ["n"], []),
                        new OnnxStep("p", "Add", ["e", "1"], []),
                        new OnnxStep("y", "Div", ["x", "p"], []),
                    ]
                ),
            ],
            Range = "[−0.2785/α, ∞)",
            Course = Course.Gated,
            IsRectifier = true,
            Good =
                "Smooth and not monotone; the slope is 0 at one point only, so no unit dies; "
                    + "often better than ReLU in deep convolutional networks and transformers.",
            Bad = "An exponential and a division for each element; nothing is exactly 0.",
        };

    /// <inheritdoc/>
    public static Silu Default => new(1);

    /// <inheritdoc/>
    public static Silu Create(ReadOnlySpan<double> parameters)
    {
        Parameters.Require(Card, parameters);
        return new(parameters[0]);
    }

    /// <inheritdoc/>
    public static double[] ParametersOf(in Silu f) => [f.Alpha];

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Silu f, V x) where V : struct, ILanes<V>
    {
        var z = V.Of(f.Alpha) * x;
        var t = V.ExpOfNegative(-V.Abs(z));
        var n = V.IfGreater(V.Of(0), z, t, V.Of(1));
        // Where the sigmoid is 0 the product is 0 too, also for an infinite x.
        return V.IfGreaterOrEqual(V.Of(0), n, V.CopySign(n, x), x * n) / (V.Of(1) + t);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Silu f, V x) where V : struct, ILanes<V>
    {
        // σ(z) + z·σ(z)·σ(−z), over one denominator; the cut keeps ∞·0 away and changes nothing else.
        var z = V.Of(f.Alpha) * x;
        var a = -V.Abs(z);
        var t = V.ExpOfNegative(a);
        var n = V.IfGreater(V.Of(0), z, t, V.Of(1));
        var m = V.IfGreater(V.Of(0), z, V.Of(1), t);
        return n * V.MulAdd(V.CopySign(V.AtLeast(a, V.Of(-1000)), z), m, V.Of(1) + t) / Sigmoid.SquareOfOnePlus(t);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Silu f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);
}
