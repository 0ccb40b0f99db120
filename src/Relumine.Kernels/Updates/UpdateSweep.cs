using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Updates;

/// <summary>The loop over a formula of learning. The last partial register goes through the same formula.</summary>
internal static unsafe class UpdateSweep<V, T, TFormula>
    where V : struct, IWideLanes<V, T> where T : unmanaged where TFormula : struct, IUpdateFormula
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(TFormula formula, GradientClip clip, T* weights, T* gradient, T* slot0, T* slot1, nint count)
    {
        nint i = 0;

        // Tested at the end: only then does the compiler take rates out of the loop.
        var last = count - V.Count;
        if (i <= last)
        {
            do
            {
                var weight = V.Load(ref weights[i]);
                V first = default, second = default;
                if (TFormula.Slots > 0)
                {
                    first = V.Load(ref slot0[i]);
                }

                if (TFormula.Slots > 1)
                {
                    second = V.Load(ref slot1[i]);
                }

                formula.Apply(clip.Apply(V.Load(ref gradient[i])), ref weight, ref first, ref second);
                V.Store(weight, ref weights[i]);
                if (TFormula.Slots > 0)
                {
                    V.Store(first, ref slot0[i]);
                }

                if (TFormula.Slots > 1)
                {
                    V.Store(second, ref slot1[i]);
                }

                i += V.Count;
            }
            while (i <= last);
        }

        if (i < count)
        {
            Partial(formula, clip, weights + i, gradient + i, slot0 + i, slot1 + i, (int)(count - i));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Partial(TFormula formula, GradientClip clip, T* weights, T* gradient, T* slot0, T* slot1, int count)
    {
        var weight = V.LoadPartial(ref *weights, count);
        var first = TFormula.Slots > 0 ? V.LoadPartial(ref *slot0, count) : default;
        var second = TFormula.Slots > 1 ? V.LoadPartial(ref *slot1, count) : default;
        formula.Apply(clip.Apply(V.LoadPartial(ref *gradient, count)), ref weight, ref first, ref second);
        V.StorePartial(weight, ref *weights, count);
        if (TFormula.Slots > 0)
        {
            V.StorePartial(first, ref *slot0, count);
        }

        if (TFormula.Slots > 1)
        {
            V.StorePartial(second, ref *slot1, count);
        }
    }
}
