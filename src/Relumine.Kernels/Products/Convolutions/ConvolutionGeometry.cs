using System.Numerics;
using System.Runtime.CompilerServices;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Products.Convolutions;

/// <summary>
/// What a convolution computes, sample by sample: x [positions, C] with the channels of a position side by side becomes
/// y [positions, M]. Holds the tables of addresses that the kernels go by, and knows how weights are packed.
/// </summary>
/// <remarks>
/// The weights are a matrix with a row for each tap and channel of a group (the channel running fastest) and a column
/// for each unit, every group beginning a new panel; where each channel has a unit of its own (depthwise), a row for
/// each tap and a column for each channel. So every kind of convolution has one <see cref="PackedMatrix{T}"/>.
/// </remarks>
public sealed class ConvolutionGeometry
{
    // What the transforms cost must be little beside the products that they save, and transformed weights must stay in the cache.
    private const int LeastSquares = 48;
    private const long MostSquareWeights = 1 << 14;

    private readonly Lazy<PlaneMap> _outputPlane;
    private readonly Lazy<InputPhases> _inputPhases;
    private readonly Lazy<nint[]> _outputPlaces;
    private readonly Lazy<nint[]> _outputRows;

    /// <summary>Describes a convolution.</summary>
    /// <param name="window">How its window slides.</param>
    /// <param name="channels">C, the channels of x.</param>
    /// <param name="units">M, the channels of y.</param>
    /// <param name="groups">Into how many groups both fall that have nothing to do with each other.</param>
    /// <exception cref="ArgumentException">The groups do not divide channels or units.</exception>
    public ConvolutionGeometry(WindowGeometry window, int channels, int units, int groups = 1)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        if (groups < 1 || channels % groups != 0 || units % groups != 0)
        {
            throw new ArgumentException($"{groups} groups do not divide {channels} channels and {units} units.", nameof(groups));
        }

        (Window, Channels, Units, Groups) = (window, channels, units, groups);
        IsDepthwise = groups == channels && channels == units && channels > 1;
        InputPlane = PlaneMap.OfInput(window, channels, channels);
        InputTaps = TapTable.OfInput(window, InputPlane, IsDepthwise ? channels : channels / groups, !IsDepthwise);
        _outputPlane = new(() => PlaneMap.OfOutput(window, units, units));
        _inputPhases = new(() => new InputPhases(window, OutputPlane, IsDepthwise ? units : units / groups, channels, !IsDepthwise));
        _outputPlaces = new(() => Places(window.Output[2]));
        _outputRows = new(() => Places(1));
    }

    /// <summary>How the window slides.</summary>
    public WindowGeometry Window { get; }

    /// <summary>The channels of x.</summary>
    public int Channels { get; }

    /// <summary>The channels of y.</summary>
    public int Units { get; }

    /// <summary>The groups.</summary>
    public int Groups { get; }

    /// <summary>Whether each channel has one unit of its own.</summary>
    public bool IsDepthwise { get; }

    /// <summary>
    /// Whether sums are taken by <see cref="WinogradTiles"/>: 3×3 taps side by side, whole squares of outputs, and
    /// enough, but not too many, channels. It depends on shapes alone, so that the bits do not depend on the batch.
    /// </summary>
    public bool IsWinograd => IsSquare && AreWhole(Window.Output);

    /// <summary>The same for the gradient of x.</summary>
    public bool IsWinogradBack => IsSquare && AreWhole(Window.Input);

    /// <summary>
    /// Whether squares can be read where samples lie, both ways: there is a border of one, which is left out instead of being read.
    /// </summary>
    internal bool IsBare => IsWinograd && Window.Before is [0, 1, 1] && Window.Input.AsSpan().SequenceEqual(Window.Output);

    /// <summary>Whether windows are the positions of x: one tap, no border.</summary>
    internal bool IsPointwise => Window.Taps == 1 && Window.Stride is [1, 1, 1] && InputPlane.IsIdentity && Window.Positions == Window.InputPositions;

    /// <summary>The length of the sums.</summary>
    public int Depth => IsDepthwise ? Window.Taps : Window.Taps * (Channels / Groups);

    /// <summary>Where samples of x are laid out.</summary>
    internal PlaneMap InputPlane { get; }

    /// <summary>The windows over them.</summary>
    internal TapTable InputTaps { get; }

    /// <summary>Where the gradients of samples of y are laid out.</summary>
    internal PlaneMap OutputPlane => _outputPlane.Value;

    /// <summary>The windows over them, one for each position of x.</summary>
    internal InputPhases InputPhases => _inputPhases.Value;

    /// <summary>Where each position of y is in its plane; valid while this object is alive.</summary>
    internal unsafe nint* OutputPlaces => Address(_outputPlaces.Value);

    /// <summary>Where each row of y begins in its plane; valid while this object is alive.</summary>
    internal unsafe nint* OutputRows => Address(_outputRows.Value);

    /// <summary>Weights that are 0, for <see cref="Pack"/> or as a gradient.</summary>
    public PackedMatrix<T> CreateWeights<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        PackedMatrix<T>.Create(Depth, IsDepthwise ? Units : Groups * Panel.Padded<T>(Units / Groups));

    /// <summary>Room for what <see cref="Turn"/> makes.</summary>
    public PackedMatrix<T> CreateTurned<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> => IsDepthwise
        ? PackedMatrix<T>.Create(Window.Taps, Channels)
        : PackedMatrix<T>.Create(Window.Taps * (Units / Groups), Groups * Panel.Padded<T>(Channels / Groups));

    /// <summary>Packs weights in the order of ONNX, [M, C / groups, taps].</summary>
    /// <param name="source">The weights.</param>
    /// <param name="target">Takes them.</param>
    /// <param name="scales">What the weights of each of the M units are multiplied by, in double precision; null for nothing.</param>
    /// <exception cref="ArgumentException">The number of weights is not right.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack<T>(ReadOnlySpan<T> source, PackedMatrix<T> target, double[]? scales = null) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(target);
        Check(source.Length);
        var to = target.Elements;
        var (taps, channels, width) = (Window.Taps, IsDepthwise ? 1 : Channels / Groups, Panel.Width<T>());
        for (int unit = 0, i = 0; unit < Units; unit++)
        {
            var start = Place<T>(i);
            for (var channel = 0; channel < channels; channel++)
            {
                for (var tap = 0; tap < taps; tap++)
                {
                    var weight = source[i++];
                    to[start + (tap * channels + channel) * width] =
                        scales is null ? weight : T.CreateTruncating(double.CreateTruncating(weight) * scales[unit]);
                }
            }
        }
    }

    /// <summary>Writes packed weights, or their gradient, in the order of ONNX.</summary>
    /// <exception cref="ArgumentException">The number of weights is not right.</exception>
    public void Unpack<T>(PackedMatrix<T> source, Span<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(source);
        Check(target.Length);
        var from = source.Elements;
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = from[Place<T>(i)];
        }
    }

    /// <summary>
    /// The weights as the gradient of x needs them: taps in the order of <see cref="Convolutions.InputPhases"/>, a row for each tap and unit, a column for each
    /// channel.
    /// </summary>
    public unsafe void Turn<T>(PackedMatrix<T> source, PackedMatrix<T> target) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        Span<T> from = source.Elements, to = target.Elements;
        var (width, taps) = (Panel.Width<T>(), Window.Taps);
        if (IsDepthwise)
        {
            for (var at = 0; at < from.Length; at += width)
            {
                var (panel, tap) = Math.DivRem(at / width, taps);
                from.Slice(at, width).CopyTo(to[((panel * taps + InputPhases.RowOf(tap)) * width)..]);
            }

            return;
        }

        var (channels, units) = (Channels / Groups, Units / Groups);
        var (fromPanels, toPanels) = (Panel.Count<T>(units), Panel.Count<T>(channels));
        for (var group = 0; group < Groups; group++)
        {
            for (var tap = 0; tap < taps; tap++)
            {
                for (var unit = 0; unit < units; unit += width)
                {
                    for (var channel = 0; channel < channels; channel += width)
                    {
                        var at = ((group * fromPanels + unit / width) * Depth + tap * channels + channel) * width;
                        var turned = ((group * toPanels + channel / width) * taps * units + InputPhases.RowOf(tap) * units + unit) * width;
                        fixed (T* square = from[at..], other = to[turned..])
                        {
                            Transposition.Run(square, width, other, width, Math.Min(width, channels - channel), Math.Min(width, units - unit));
                        }
                    }
                }
            }
        }
    }

    private bool IsSquare =>
        Groups == 1 && Channels % 16 == 0 && Units % 16 == 0 && Channels * (long)Units <= MostSquareWeights
        && Window.Kernel is [1, 3, 3] && Window.Stride is [1, 1, 1] && Window.Dilation is [1, 1, 1];

    private static bool AreWhole(int[] size) => size[0] == 1 && size[1] % 2 == 0 && size[2] % 2 == 0 && size[1] * size[2] >= LeastSquares;

    // The places of the first positions of each row.
    private nint[] Places(int count)
    {
        var output = Window.Output;
        var places = GC.AllocateArray<nint>(output[0] * output[1] * count, pinned: true);
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = OutputPlane.At(i / count / output[1], i / count % output[1], i % count);
        }

        return places;
    }

    private static unsafe nint* Address(nint[] pinned) =>
        (nint*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(pinned));

    private void Check(int length)
    {
        var expected = (long)Units * (Channels / Groups) * Window.Taps;
        if (length != expected)
        {
            throw new ArgumentException($"Weights [{Units}, {Channels / Groups}, {Window.Taps}] are {expected} numbers, but {length} were given.");
        }
    }

    // Where number i of the order of ONNX is in the packed matrix.
    private int Place<T>(int i) where T : unmanaged
    {
        var (taps, channels, units, width) = (Window.Taps, Channels / Groups, Units / Groups, Panel.Width<T>());
        var (tap, channel, unit) = (i % taps, i / taps % channels, i / taps / channels);
        if (IsDepthwise)
        {
            return (unit / width * taps + tap) * width + unit % width;
        }

        var (group, column) = Math.DivRem(unit, units);
        return ((group * Panel.Count<T>(units) + column / width) * Depth + tap * channels + channel) * width + column % width;
    }
}
