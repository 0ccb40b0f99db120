using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Sweeps;

/// <summary>
/// The loop over a formula, the only one there is: y[i], z[i] = formula(a[i], b[i]). An element's result does not
/// depend on where it lies, because the last partial register goes through the same formula.
/// </summary>
internal static class Sweep<V, T, TFormula>
    where V : struct, IWideLanes<V, T>
    where T : unmanaged
    where TFormula : struct, IFormula
{
    /// <summary>Registers from which on it pays to align the stores first.</summary>
    private const int WorthAligning = 8;

    /// <summary>
    /// Bytes from which on streaming stores pay, when results do not replace their arguments: more than the caches of
    /// a core hold, so that results would be evicted before anybody reads them, and reading the old contents of their
    /// lines is a waste.
    /// </summary>
    private const long WorthStreaming = 8 << 20;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Run(TFormula formula, ref readonly T a, ref readonly T b, ref T y, ref T z, nint count)
    {
        nint i = 0;
        if (count >= WorthAligning * V.Count && (ElementsToAlignment(ref y) != 0 || count >= WorthStreaming / Unsafe.SizeOf<T>()))
        {
            i = Begin(formula, in a, in b, ref y, ref z, count);
        }

        // Tested at the end: only then does the compiler take parameters and constants out of the loop. Two at a time:
        // with more, it gives up inlining long formulas; with one, short formulas wait for the loop counter.
        var last = count - 2 * V.Count;
        if (i <= last)
        {
            do
            {
                One(in formula, in a, in b, ref y, ref z, i);
                One(in formula, in a, in b, ref y, ref z, i + V.Count);
                i += 2 * V.Count;
            }
            while (i <= last);
        }

        for (; i < count; i += V.Count)
        {
            Partial(formula, in At(in a, i), in At(in b, i), ref Unsafe.Add(ref y, i), ref Unsafe.Add(ref z, i), (int)Math.Min(V.Count, count - i));
        }
    }

    /// <summary>Reaches an address to which stores are aligned, and goes on with streaming stores if they pay; returns how far it came.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe nint Begin(TFormula formula, ref readonly T a, ref readonly T b, ref T y, ref T z, nint count)
    {
        // Pinned, or it could lose its alignment halfway.
        fixed (T* pinned = &y)
        {
            var i = ElementsToAlignment(ref y);
            if (i > 0)
            {
                Partial(formula, in a, in b, ref y, ref z, (int)i);
            }

            var replaces = Unsafe.AreSame(in a, in y) || (TFormula.Inputs == 2 && Unsafe.AreSame(in b, in y));
            var aligned = ((nint)(pinned + i) & (V.Count * sizeof(T) - 1)) == 0;
            return TFormula.Outputs == 1 && aligned && !replaces && count >= WorthStreaming / sizeof(T)
                ? Stream(formula, in a, in b, ref y, i, count)
                : i;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(in TFormula formula, ref readonly T a, ref readonly T b, ref T y, ref T z, nint i)
    {
        formula.Apply(V.Load(in At(in a, i)), TFormula.Inputs == 2 ? V.Load(in At(in b, i)) : default, out var r, out var s);
        V.Store(r, ref Unsafe.Add(ref y, i));
        if (TFormula.Outputs == 2)
        {
            V.Store(s, ref Unsafe.Add(ref z, i));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static nint Stream(TFormula formula, ref readonly T a, ref readonly T b, ref T y, nint i, nint count)
    {
        var last = count - V.Count;
        do
        {
            formula.Apply(V.Load(in At(in a, i)), TFormula.Inputs == 2 ? V.Load(in At(in b, i)) : default, out var r, out _);
            V.StoreStreaming(r, ref Unsafe.Add(ref y, i));
            i += V.Count;
        }
        while (i <= last);

        // Streaming stores are not ordered with others: whoever is told next that the results are there must see them.
        Thread.MemoryBarrier();
        return i;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Partial(TFormula formula, ref readonly T a, ref readonly T b, ref T y, ref T z, int count)
    {
        formula.Apply(V.LoadPartial(in a, count), TFormula.Inputs == 2 ? V.LoadPartial(in b, count) : default, out var r, out var s);
        V.StorePartial(r, ref y, count);
        if (TFormula.Outputs == 2)
        {
            V.StorePartial(s, ref z, count);
        }
    }

    /// <summary>The elements before the next address that a register-sized store does not split; 0 also if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe nint ElementsToAlignment(ref T y)
    {
        var bytes = -(nint)Unsafe.AsPointer(ref y) & (V.Count * sizeof(T) - 1);
        return bytes % sizeof(T) == 0 ? bytes / sizeof(T) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref readonly T At(ref readonly T start, nint i) => ref Unsafe.Add(ref Unsafe.AsRef(in start), i);
}
