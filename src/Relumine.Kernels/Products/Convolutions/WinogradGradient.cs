using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Products.Convolutions.Registers;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// The gradient of the weights of <see cref="WinogradTiles"/>: squares of gradients become 16 numbers a unit, whose
/// products with those of the inputs are summed over squares and samples, and turned back into taps once at the end.
/// </summary>
internal static unsafe class WinogradGradient
{
    // Squares that are summed together: their numbers stay in the second-level cache, and with few channels in the first; and the 16 numbers of one
    // are not a power of two apart, or they would all be at the same place of the first-level cache.
    private const int Squares = 51;
    private const int FewSquares = 25;

    /// <summary>The working memory of <see cref="Add"/>, in elements.</summary>
    public static int Scratch<T>(int channels, int units) where T : unmanaged =>
        WinogradTiles.Points * Squares * (channels + Panel.Padded<T>(units));

    /// <summary>
    /// Adds a sample to the sums, together with those that are still waiting; small ones wait for others, or sums would be gone through too often.
    /// </summary>
    /// <param name="geometry">The convolution.</param>
    /// <param name="plane">The plane of x, or the sample itself.</param>
    /// <param name="isBareInput">Whether it is the sample itself.</param>
    /// <param name="dz">The plane of dz, or the sample itself.</param>
    /// <param name="isBareOutput">Whether it is the sample itself.</param>
    /// <param name="scratch">Working memory on a cache line.</param>
    /// <param name="sums">For each point a packed matrix with a row for each channel.</param>
    /// <param name="waiting">How many squares in the working memory wait.</param>
    /// <param name="isLast">Whether none may wait afterwards.</param>
    public static void Add<V, T>(
        ConvolutionGeometry geometry, T* plane, bool isBareInput, T* dz, bool isBareOutput, T* scratch, T* sums, ref int waiting, bool isLast)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        var (channels, units, output, width) = (geometry.Channels, geometry.Units, geometry.Window.Output, Panel.Width<T>());
        var (squares, across, padded) = (output[1] / 2 * (output[2] / 2), output[2] / 2, Panel.Padded<T>(units));
        nint down = (nint)(isBareInput ? geometry.Window.Input[2] : geometry.InputPlane.Size[2]) * channels, start = 0;
        var downGradient = (nint)(isBareOutput ? output[2] : geometry.OutputPlane.Size[2]) * units;
        plane = isBareInput ? plane - down - channels : plane;
        var bare = new BareSquares(0, isBareInput ? output[1] / 2 : 0);
        var isNarrow = units * sizeof(T) <= 64;
        int together = isNarrow && channels * sizeof(T) <= 64 ? FewSquares : Squares, step = isNarrow ? units : padded;
        var gradients = scratch + WinogradTiles.Points * together * channels;
        var places = geometry.OutputPlaces;
        for (var first = 0; first < squares;)
        {
            var count = Math.Min(together - waiting, squares - first);
            WinogradTiles.TransformInputs<V, T>(plane, down, channels, across, bare, first, count, scratch + waiting * channels, together * channels);
            for (var s = 0; s < count; s++)
            {
                var (y, x) = Math.DivRem(first + s, across);
                var square = dz + (isBareOutput ? 2 * y * downGradient + 2 * x * units : places[2 * y * output[2] + 2 * x]);
                Transform<V, T>(square, downGradient, units, gradients + (waiting + s) * step, together * step);
            }

            first += count;
            waiting += count;
            if (waiting < together && !(isLast && first == squares))
            {
                continue;
            }

            for (var point = 0; point < WinogradTiles.Points; point++)
            {
                T* inputs = scratch + point * together * channels, outputs = gradients + point * together * step;
                for (var column = 0; column < units; column += 2 * V.Count)
                {
                    var to = sums + ((nint)point * padded + column / width * width) * channels + column % width;
                    WeightRows.Accumulate<V, T>(channels, units - column, inputs, &start, 1, channels, outputs + column, &start, step, 1, waiting, to);
                }
            }

            waiting = 0;
        }
    }

    /// <summary>From the sums to the gradient of weights whose rows are taps and channels.</summary>
    public static void Restore<T>(T* sums, int channels, int padded, T* packed) where T : unmanaged
    {
        var loop = new Restoration<T>(sums, channels, padded, packed);
        LaneWidth.Run<T, Restoration<T>>(ref loop);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transform<V, T>(T* square, nint down, int units, T* to, nint apart)
        where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        for (var u = 0; u < units; u += V.Count, square += V.Count, to += V.Count)
        {
            V a = V.Load(ref *square), b = V.Load(ref square[units]), c = V.Load(ref square[down]), d = V.Load(ref square[down + units]);
            StoreRow<V, T>(a, b, to, apart);
            StoreRow<V, T>(a + c, b + d, to + 4 * apart, apart);
            StoreRow<V, T>(a - c, b - d, to + 8 * apart, apart);
            StoreRow<V, T>(-c, -d, to + 12 * apart, apart);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<V, T>(V a, V b, T* to, nint apart) where V : struct, IWideLanes<V, T> where T : unmanaged
    {
        V.Store(a, ref *to);
        V.Store(a + b, ref to[apart]);
        V.Store(a - b, ref to[2 * apart]);
        V.Store(-b, ref to[3 * apart]);
    }

    private readonly struct Restoration<T>(T* sums, int channels, int padded, T* packed) : ILaneLoop where T : unmanaged
    {
        private readonly T* _sums = sums;
        private readonly T* _packed = packed;

        public void Run<V, TLane>() where V : struct, IWideLanes<V, TLane> where TLane : unmanaged, IBinaryFloatingPointIeee754<TLane> =>
            new Restoration<TLane>((TLane*)_sums, channels, padded, (TLane*)_packed).Go<V>();

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Go<V>() where V : struct, IWideLanes<V, T>
        {
            var width = Panel.Width<T>();
            nint tap = (nint)channels * width, point = (nint)channels * padded;
            for (var panel = 0; panel < padded / width; panel++)
            {
                for (nint at = 0; at < tap; at += V.Count)
                {
                    var from = _sums + panel * tap + at;
                    var to = _packed + panel * 9 * tap + at;
                    Row<V>(from, from + 4 * point, from + 8 * point, from + 12 * point, point, to, tap);
                }
            }
        }

        // The taps of one channel and a register of units; p0 to p3 are the rows of the points.
        private static void Row<V>(T* p0, T* p1, T* p2, T* p3, nint point, T* to, nint tap) where V : struct, IWideLanes<V, T>
        {
            var half = V.Of(0.5);
            for (var row = 0; row < 3; row++, to += 3 * tap)
            {
                V a = Column<V>(row, p0, p1, p2, p3, half), b = Column<V>(row, p0 + point, p1 + point, p2 + point, p3 + point, half);
                V c = Column<V>(row, p0 + 2 * point, p1 + 2 * point, p2 + 2 * point, p3 + 2 * point, half);
                V d = Column<V>(row, p0 + 3 * point, p1 + 3 * point, p2 + 3 * point, p3 + 3 * point, half);
                var middle = (b + c) * half;
                V.Store(a + middle, ref *to);
                V.Store((b - c) * half, ref to[tap]);
                V.Store(middle + d, ref to[2 * tap]);
            }
        }

        private static V Column<V>(int row, T* p0, T* p1, T* p2, T* p3, V half) where V : struct, IWideLanes<V, T>
        {
            V b = V.Load(ref *p1), c = V.Load(ref *p2);
            return row switch
            {
                0 => V.Load(ref *p0) + (b + c) * half,
                1 => (b - c) * half,
                _ => (b + c) * half + V.Load(ref *p3),
            };
        }
    }
}
