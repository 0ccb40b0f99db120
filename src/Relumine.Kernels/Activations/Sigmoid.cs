using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Activations;

/// <summary>The logistic function: 1/(1 + e^(−x)).</summary>
public readonly record struct Sigmoid : IActivation<Sigmoid>
{
    /// <summary>1/(1 + e^(−x)) with one exponential that cannot overflow: with t = e^(−|x|) it is 1/(1 + t) or t/(1 + t).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Of<V>(V x) where V : struct, ILanes<V>
    {
        var t = V.ExpOfNegative(-V.Abs(x));
        return V.IfGreater(V.Of(0), x, t, V.Of(1)) / (V.Of(1) + t);
    }

    /// <summary>(1 + t)² with hardly more than one rounding, for t from 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V SquareOfOnePlus<V>(V t) where V : struct, ILanes<V> => V.MulAdd(t, t + V.Of(2), V.Of(1));

    /// <inheritdoc/>
    public static Card Card { get; } =
        new(
            "Sigmoid",
            "Sigmoid",
            @"f(x) = \frac{1}{1 + e^{-x}}",
            "f(x) = 1/(1 + e^(−x))",
            "Verhulst 1845; in networks Rumelhart, Hinton & Williams 1986, Nature 323",
            OnnxForm.Operator("Sigmoid", 6)
        )
        {
            Aliases = ["logistic", "expit"],
            WrittenAs =
            [
                new OnnxForm(
                    7,
                    [
                        new OnnxStep("n", "Neg", ["x"], []),
                        new OnnxStep("e", "Exp", ["n"], []),
                        new OnnxStep("p", "Add", ["e", "1"], []),
                        new OnnxStep("y", "Reciprocal", ["p"], []),
                    ]
                ),
            ],
            Range = "(0, 1)",
            Course = Course.Rising,
            Good = "A probability or a gate: the right output for yes-or-no questions, with binary cross-entropy.",
            Bad = "In hidden layers the slope is at most ¼ and vanishes on both sides, and the mean is ½: deep stacks do not learn.",
        };

    /// <inheritdoc/>
    public static Sigmoid Default => default;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Value<V>(in Sigmoid f, V x) where V : struct, ILanes<V> =>
        Of(x);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromLeft<V>(in Sigmoid f, V x) where V : struct, ILanes<V>
    {
        var t = V.ExpOfNegative(-V.Abs(x));
        return t / SquareOfOnePlus(t);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromRight<V>(in Sigmoid f, V x) where V : struct, ILanes<V> =>
        SlopeFromLeft(f, x);

    /// <inheritdoc/>
    public static bool OutputTellsSlope(in Sigmoid f, Kink kink) => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V SlopeFromOutput<V>(in Sigmoid f, V y) where V : struct, ILanes<V> =>
        y * (V.Of(1) - y);
}
