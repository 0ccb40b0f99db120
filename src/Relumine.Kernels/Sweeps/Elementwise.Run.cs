using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Sweeps;

public static partial class Elementwise
{
    /// <summary>Halves that are widened at a time: four buffers of them stay in the first-level cache.</summary>
    private const int HalfBlock = 1024;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Run<TFormula, T>(TFormula formula, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, Span<T> z, CallShape shape)
        where TFormula : struct, IFormula where T : unmanaged
    {
        Check<TFormula, T>(a, b, y, z, shape);
        if (typeof(T) == typeof(float))
        {
            var loop = new Loop<TFormula, float>(formula, As<T, float>(a), As<T, float>(b), As<T, float>(y), As<T, float>(z));
            LaneWidth.RunSingle(ref loop);
        }
        else if (typeof(T) == typeof(double))
        {
            var loop = new Loop<TFormula, double>(formula, As<T, double>(a), As<T, double>(b), As<T, double>(y), As<T, double>(z));
            LaneWidth.RunDouble(ref loop);
        }
        else if (typeof(T) == typeof(Half))
        {
            RunHalf(formula, As<T, Half>(a), As<T, Half>(b), As<T, Half>(y), As<T, Half>(z));
        }
        else
        {
            throw new NotSupportedException($"Elements are {typeof(T)}, but the drivers know float, double and Half.");
        }
    }

    private static void MapRows<TFormula, T>(TFormula formula, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
        where TFormula : struct, IBinaryFormula where T : unmanaged
    {
        CheckRows(x, bias, y);
        if (typeof(T) == typeof(float))
        {
            var loop = new RowLoop<Binary<TFormula>, float>(new(formula), As<T, float>(x), As<T, float>(bias), As<T, float>(y));
            LaneWidth.RunSingle(ref loop);
        }
        else if (typeof(T) == typeof(double))
        {
            var loop = new RowLoop<Binary<TFormula>, double>(new(formula), As<T, double>(x), As<T, double>(bias), As<T, double>(y));
            LaneWidth.RunDouble(ref loop);
        }
        else
        {
            for (var i = 0; i < x.Length; i += bias.Length)
            {
                Run(new Binary<TFormula>(formula), x.Slice(i, bias.Length), bias, y.Slice(i, bias.Length), y.Slice(i, bias.Length), CallShape.Bias);
            }
        }
    }

    private static void RunHalf<TFormula>(TFormula formula, ReadOnlySpan<Half> a, ReadOnlySpan<Half> b, Span<Half> y, Span<Half> z)
        where TFormula : struct, IFormula
    {
        Span<float> wideA = stackalloc float[HalfBlock], wideB = stackalloc float[HalfBlock];
        Span<float> wideY = stackalloc float[HalfBlock], wideZ = stackalloc float[HalfBlock];
        for (var i = 0; i < a.Length; i += HalfBlock)
        {
            var n = Math.Min(HalfBlock, a.Length - i);
            TensorPrimitives.ConvertToSingle(a.Slice(i, n), wideA);
            if (TFormula.Inputs == 2)
            {
                TensorPrimitives.ConvertToSingle(b.Slice(i, n), wideB);
            }

            var loop = new Loop<TFormula, float>(formula, wideA[..n], wideB[..n], wideY[..n], wideZ[..n]);
            LaneWidth.RunSingle(ref loop);
            TensorPrimitives.ConvertToHalf(wideY[..n], y[i..]);
            if (TFormula.Outputs == 2)
            {
                TensorPrimitives.ConvertToHalf(wideZ[..n], z[i..]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ReadOnlySpan<TTo> As<T, TTo>(ReadOnlySpan<T> span) where T : unmanaged where TTo : unmanaged => MemoryMarshal.Cast<T, TTo>(span);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<TTo> As<T, TTo>(Span<T> span) where T : unmanaged where TTo : unmanaged => MemoryMarshal.Cast<T, TTo>(span);

    private readonly ref struct Loop<TFormula, T>(TFormula formula, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, Span<T> z) : ILaneLoop<T>
        where TFormula : struct, IFormula where T : unmanaged
    {
        private readonly TFormula _formula = formula;
        private readonly ReadOnlySpan<T> _a = a;
        private readonly ReadOnlySpan<T> _b = b;
        private readonly Span<T> _y = y;
        private readonly Span<T> _z = z;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<V>() where V : struct, IWideLanes<V, T> =>
            Sweep<V, T, TFormula>.Run(
                _formula, in MemoryMarshal.GetReference(_a), in MemoryMarshal.GetReference(_b), ref MemoryMarshal.GetReference(_y), ref MemoryMarshal.GetReference(_z), _a.Length);
    }

    private readonly ref struct RowLoop<TFormula, T>(TFormula formula, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y) : ILaneLoop<T>
        where TFormula : struct, IFormula where T : unmanaged
    {
        private readonly TFormula _formula = formula;
        private readonly ReadOnlySpan<T> _x = x;
        private readonly ReadOnlySpan<T> _bias = bias;
        private readonly Span<T> _y = y;

        public void Run<V>() where V : struct, IWideLanes<V, T>
        {
            for (var i = 0; i < _x.Length; i += _bias.Length)
            {
                ref var y = ref MemoryMarshal.GetReference(_y[i..]);
                Sweep<V, T, TFormula>.Run(_formula, in MemoryMarshal.GetReference(_x[i..]), in MemoryMarshal.GetReference(_bias), ref y, ref y, _bias.Length);
            }
        }
    }
}
