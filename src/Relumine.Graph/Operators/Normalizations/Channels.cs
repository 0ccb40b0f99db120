using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Graph.Operators.Normalizations;

/// <summary>Sums over everything but the channels, axis 1 of a tensor [N, C, …], and what is computed from such sums.</summary>
/// <remarks>
/// Rows of channels (no further axes) are added up row by row, planes by 256-bit lanes and then in double precision:
/// always in the same order.
/// </remarks>
internal static class Channels
{
    /// <summary>The number of elements of a channel that lie together.</summary>
    public static int Positions(Shape shape) => shape.Rank > 2 ? shape.Product(2, shape.Rank) : 1;

    /// <summary>sums[c] = Σ x over all elements of channel c.</summary>
    public static void Sum<T>(ReadOnlySpan<T> x, int positions, Span<T> sums) where T : unmanaged, IFloatingPointIeee754<T>
    {
        sums.Clear();
        if (positions == 1)
        {
            for (var at = 0; at < x.Length; at += sums.Length)
            {
                TensorPrimitives.Add(sums, x.Slice(at, sums.Length), sums);
            }

            return;
        }

        for (int at = 0, c = 0; at < x.Length; at += positions, c = c + 1 == sums.Length ? 0 : c + 1)
        {
            sums[c] += T.CreateTruncating(Sum<T>(x.Slice(at, positions), [], T.Zero, squares: false));
        }
    }

    /// <summary>sums[c] = Σ g·(x − centre[c]) over all elements of channel c; without g Σ (x − centre[c])².</summary>
    /// <param name="x">The elements.</param>
    /// <param name="g">The other factors: as many, or none.</param>
    /// <param name="centre">A number for each channel.</param>
    /// <param name="positions">The number of elements of a channel that lie together.</param>
    /// <param name="sums">The results.</param>
    /// <param name="row">Working memory: as many elements as channels.</param>
    public static void Products<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> g, ReadOnlySpan<T> centre, int positions, Span<T> sums, Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        sums.Clear();
        if (positions == 1)
        {
            for (var at = 0; at < x.Length; at += sums.Length)
            {
                TensorPrimitives.Subtract(x.Slice(at, sums.Length), centre, row);
                TensorPrimitives.MultiplyAdd(row, g.IsEmpty ? row : g.Slice(at, sums.Length), sums, sums);
            }

            return;
        }

        for (int at = 0, c = 0; at < x.Length; at += positions, c = c + 1 == sums.Length ? 0 : c + 1)
        {
            sums[c] += T.CreateTruncating(Sum(x.Slice(at, positions), g.IsEmpty ? [] : g.Slice(at, positions), centre[c], squares: g.IsEmpty));
        }
    }

    /// <summary>y = (x − centre)·factor + shift, channel by channel.</summary>
    public static void Affine<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> centre, ReadOnlySpan<T> factor, ReadOnlySpan<T> shift, int positions, Span<T> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (positions == 1)
        {
            for (var at = 0; at < x.Length; at += centre.Length)
            {
                var row = y.Slice(at, centre.Length);
                TensorPrimitives.Subtract(x.Slice(at, centre.Length), centre, row);
                TensorPrimitives.MultiplyAdd(row, factor, shift, row);
            }

            return;
        }

        for (int at = 0, c = 0; at < x.Length; at += positions, c = c + 1 == centre.Length ? 0 : c + 1)
        {
            var formula = new AffineFormula(double.CreateTruncating(centre[c]), double.CreateTruncating(factor[c]), double.CreateTruncating(shift[c]));
            Elementwise.Map(formula, x.Slice(at, positions), y.Slice(at, positions));
        }
    }

    /// <summary>y = y + g·factor, channel by channel.</summary>
    public static void AddScaled<T>(ReadOnlySpan<T> g, ReadOnlySpan<T> factor, int positions, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var run = positions == 1 ? factor.Length : positions;
        for (int at = 0, c = 0; at < y.Length; at += run, c = c + 1 == factor.Length ? 0 : c + 1)
        {
            var part = y.Slice(at, run);
            if (positions == 1)
            {
                TensorPrimitives.MultiplyAdd(g.Slice(at, run), factor, part, part);
            }
            else
            {
                TensorPrimitives.MultiplyAdd(g.Slice(at, run), factor[c], part, part);
            }
        }
    }

    // Σ g·(x − centre), or without g Σ (x − centre)² or Σ (x − centre).
    private static double Sum<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> g, T centre, bool squares) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var wide = MemoryMarshal.Cast<T, Vector256<T>>(x);
        var wideG = MemoryMarshal.Cast<T, Vector256<T>>(g);
        var around = Vector256.Create(centre);
        var (a, b) = (Vector256<T>.Zero, Vector256<T>.Zero);
        for (var i = 0; i < wide.Length; i++)
        {
            var deviation = wide[i] - around;
            var term = squares ? deviation * deviation : wideG.IsEmpty ? deviation : deviation * wideG[i];
            (a, b) = (b, a + term);
        }

        a += b;
        var sum = 0.0;
        for (var lane = 0; lane < Vector256<T>.Count; lane++)
        {
            sum += double.CreateTruncating(a[lane]);
        }

        for (var i = wide.Length * Vector256<T>.Count; i < x.Length; i++)
        {
            var deviation = double.CreateTruncating(x[i] - centre);
            sum += squares ? deviation * deviation : g.IsEmpty ? deviation : deviation * double.CreateTruncating(g[i]);
        }

        return sum;
    }

    private readonly struct AffineFormula(double centre, double factor, double shift) : IUnaryFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public V Apply<V>(V x) where V : struct, ILanes<V> => V.MulAdd(x - V.Of(centre), V.Of(factor), V.Of(shift));
    }
}
