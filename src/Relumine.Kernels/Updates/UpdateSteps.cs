using System.Numerics;
using System.Runtime.InteropServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Updates;

/// <summary>Steps of learning over spans, in place, in one pass over memory. All register widths give the same bits, and so does every way to cut the
/// spans.</summary>
public static class UpdateSteps
{
    /// <summary>Applies a formula to every weight.</summary>
    /// <param name="formula">The formula with its rates.</param>
    /// <param name="clip">What is done to the gradient first.</param>
    /// <param name="weights">The weights; changed.</param>
    /// <param name="gradient">A gradient per weight.</param>
    /// <param name="slot0">What is remembered per weight; empty if the formula has no slot. Changed.</param>
    /// <param name="slot1">The second number per weight; empty if the formula has fewer than two slots. Changed.</param>
    /// <exception cref="ArgumentException">A span has another length than the weights.</exception>
    /// <exception cref="NotSupportedException">Elements are neither float nor double.</exception>
    public static void Run<TFormula, T>(TFormula formula, GradientClip clip, Span<T> weights, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1)
        where TFormula : struct, IUpdateFormula where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check("gradient", weights.Length, gradient.Length);
        Check("slot0", TFormula.Slots > 0 ? weights.Length : 0, slot0.Length);
        Check("slot1", TFormula.Slots > 1 ? weights.Length : 0, slot1.Length);
        var loop = new Loop<TFormula, T>(formula, clip, weights, gradient, slot0, slot1);
        LaneWidth.Run<T, Loop<TFormula, T>>(ref loop);
    }

    private static void Check(string name, int expected, int actual)
    {
        if (actual != expected)
        {
            throw new ArgumentException(
                $"{name} needs {expected} elements, as many as there are weights or none for a slot that the formula does not have, but has {actual}.",
                name
            );
        }
    }

    internal readonly ref struct Loop<TFormula, T>(TFormula formula, GradientClip clip, Span<T> weights, ReadOnlySpan<T> gradient, Span<T> slot0, Span<T> slot1)
        : ILaneLoop
        where TFormula : struct, IUpdateFormula
        where T : unmanaged
    {
        private readonly TFormula _formula = formula;
        private readonly GradientClip _clip = clip;
        private readonly Span<T> _weights = weights;
        private readonly ReadOnlySpan<T> _gradient = gradient;
        private readonly Span<T> _slot0 = slot0;
        private readonly Span<T> _slot1 = slot1;

        public unsafe void Run<V, TLane>() where V : struct, IWideLanes<V, TLane> where TLane : unmanaged, IBinaryFloatingPointIeee754<TLane>
        {
            fixed (T* w = _weights, g = _gradient, s0 = _slot0, s1 = _slot1)
            {
                UpdateSweep<V, TLane, TFormula>.Run(_formula, _clip, (TLane*)w, (TLane*)g, (TLane*)s0, (TLane*)s1, _weights.Length);
            }
        }
    }
}
