using System.Numerics;
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
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            var loop = new Loop<TFormula, T>(formula, a, b, y, z);
            LaneWidth.Run<T, Loop<TFormula, T>>(ref loop);
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
        if (typeof(T) == typeof(float) || typeof(T) == typeof(double))
        {
            var loop = new RowLoop<Binary<TFormula>, T>(new(formula), x, bias, y);
            LaneWidth.Run<T, RowLoop<Binary<TFormula>, T>>(ref loop);
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
            LaneWidth.Run<float, Loop<TFormula, float>>(ref loop);
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

    private readonly ref struct Loop<TFormula, TMemory>(TFormula formula, ReadOnlySpan<TMemory> a, ReadOnlySpan<TMemory> b, Span<TMemory> y, Span<TMemory> z)
        : ILaneLoop
        where TFormula : struct, IFormula
        where TMemory : unmanaged
    {
        private readonly TFormula _formula = formula;
        private readonly ReadOnlySpan<TMemory> _a = a;
        private readonly ReadOnlySpan<TMemory> _b = b;
        private readonly Span<TMemory> _y = y;
        private readonly Span<TMemory> _z = z;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            Sweep<V, T, TFormula>.Run(
                _formula, in MemoryMarshal.GetReference(As<TMemory, T>(_a)), in MemoryMarshal.GetReference(As<TMemory, T>(_b)),
                ref MemoryMarshal.GetReference(As<TMemory, T>(_y)), ref MemoryMarshal.GetReference(As<TMemory, T>(_z)), _a.Length);
    }

    private readonly ref struct RowLoop<TFormula, TMemory>(TFormula formula, ReadOnlySpan<TMemory> x, ReadOnlySpan<TMemory> bias, Span<TMemory> y) : ILaneLoop
        where TFormula : struct, IFormula where TMemory : unmanaged
    {
        private readonly TFormula _formula = formula;
        private readonly ReadOnlySpan<TMemory> _x = x;
        private readonly ReadOnlySpan<TMemory> _bias = bias;
        private readonly Span<TMemory> _y = y;

        public void Run<V, T>() where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var x = As<TMemory, T>(_x);
            var bias = As<TMemory, T>(_bias);
            var rows = As<TMemory, T>(_y);
            for (var i = 0; i < x.Length; i += bias.Length)
            {
                ref var y = ref MemoryMarshal.GetReference(rows[i..]);
                Sweep<V, T, TFormula>.Run(_formula, in MemoryMarshal.GetReference(x[i..]), in MemoryMarshal.GetReference(bias), ref y, ref y, bias.Length);
            }
        }
    }
}
