using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Sweeps;

public static partial class Elementwise
{
    /// <summary>y[i] = e^x[i], within 1 ulp.</summary>
    /// <inheritdoc cref="Map{TFormula, T}(TFormula, ReadOnlySpan{T}, Span{T})"/>
    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged => Map(default(ExpFormula), x, y);

    /// <summary>y[i] = e^x[i] − 1, within 2 ulp, near 0 too (where <c>TensorPrimitives.ExpM1</c> loses all digits).</summary>
    /// <inheritdoc cref="Map{TFormula, T}(TFormula, ReadOnlySpan{T}, Span{T})"/>
    public static void Expm1<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged => Map(default(Expm1Formula), x, y);

    /// <summary>y[i] = ln(1 + x[i]), within 2 ulp, near 0 too.</summary>
    /// <inheritdoc cref="Map{TFormula, T}(TFormula, ReadOnlySpan{T}, Span{T})"/>
    public static void Log1p<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged => Map(default(Log1pFormula), x, y);

    /// <summary>y[i] = tanh x[i], within 2 ulp.</summary>
    /// <inheritdoc cref="Map{TFormula, T}(TFormula, ReadOnlySpan{T}, Span{T})"/>
    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged => Map(default(TanhFormula), x, y);

    /// <summary>y[i] = erf x[i], within 2 ulp.</summary>
    /// <inheritdoc cref="Map{TFormula, T}(TFormula, ReadOnlySpan{T}, Span{T})"/>
    public static void Erf<T>(ReadOnlySpan<T> x, Span<T> y) where T : unmanaged => Map(default(ErfFormula), x, y);

    private readonly struct ExpFormula : IUnaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x) where V : struct, ILanes<V> => V.Exp(x);
    }

    private readonly struct Expm1Formula : IUnaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x) where V : struct, ILanes<V> => V.Expm1(x);
    }

    private readonly struct Log1pFormula : IUnaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x) where V : struct, ILanes<V> => V.Log1p(x);
    }

    private readonly struct TanhFormula : IUnaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x) where V : struct, ILanes<V> => V.Tanh(x);
    }

    private readonly struct ErfFormula : IUnaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x) where V : struct, ILanes<V> => V.Erf(x);
    }
}
