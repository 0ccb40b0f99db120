using System.Numerics;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Tests.Products;

/// <summary>A random convolution, with the plainest loops there are as its reference: chains of fused multiply-adds in the order that is promised.</summary>
internal sealed class ConvolutionCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] _input;
    private readonly int[] _output;
    private readonly int[] _kernel;
    private readonly int[] _strides;
    private readonly int[] _dilations;
    private readonly int[] _before;

    public ConvolutionCase(int seed)
    {
        var random = new Random(seed);
        var rank = random.Next(1, 4);
        _kernel = Numbers(1, 4);
        _strides = Numbers(1, 3);
        _dilations = Numbers(1, 3);
        _before = Numbers(0, 4);
        _input = Numbers(rank == 3 ? 3 : 5, rank == 3 ? 6 : 10);
        var behind = Numbers(0, 3);
        _output =
        [
            .. Enumerable.Range(0, rank).Select(d => Math.Max(0, _input[d] + _before[d] + behind[d] - (_kernel[d] - 1) * _dilations[d] - 1) / _strides[d] + 1),
        ];
        (Channels, Units, Groups) = random.Next(4) switch
        {
            0 => (random.Next(1, 40), random.Next(1, 70), 1),
            1 => Grouped(random.Next(2, 4), random.Next(1, 6), random.Next(1, 40)),
            2 => Grouped(random.Next(2, 40), 1, 1),
            _ => (random.Next(1, 6), random.Next(1, 40), 1),
        };
        Samples = random.Next(1, 12);
        (Geometry, X, Dz, W, B) = Fill(random);

        int[] Numbers(int from, int to) => [.. Enumerable.Range(0, rank).Select(_ => random.Next(from, to))];
        (int, int, int) Grouped(int groups, int channels, int units) => (groups * channels, groups * units, groups);
    }

    /// <summary>3×3 taps side by side over whole squares, with channels by the sixteen.</summary>
    public static ConvolutionCase<T> Square(int seed) => new(new Random(seed), seed % 3 == 0, 3, 6);

    /// <summary>The same over larger planes, whose gradients are computed by squares of four, of which the last may reach beyond them.</summary>
    public static ConvolutionCase<T> LargeSquare(int seed) => new(new Random(seed), seed % 2 == 0, 7, 10);

    /// <summary>A unit for each channel, with channels by the sixteen and rows of more than eight windows.</summary>
    public static ConvolutionCase<T> Depthwise(int seed) => new(new Random(seed), 16 * (1 + seed % 3));

    /// <summary>The same with the window that nearly all networks have.</summary>
    public static ConvolutionCase<T> DepthwiseThree(int seed)
    {
        var random = new Random(seed);
        int[] size = [random.Next(1, 12), random.Next(1, 30)];
        return new(random, size, size, [3, 3], [1, 1], [1, 1], (16 * (1 + seed % 3), 16 * (1 + seed % 3), 16 * (1 + seed % 3)), random.Next(1, 4));
    }

    /// <summary>Lines of many windows over few channels, as pictures have them, or one tap.</summary>
    public static ConvolutionCase<T> Picture(int seed)
    {
        var random = new Random(seed);
        var isPoint = seed % 3 == 0;
        int[] kernel = isPoint ? [1, 1] : [random.Next(1, 4), random.Next(1, 5)], strides = isPoint ? [1, 1] : [random.Next(1, 3), random.Next(1, 3)];
        int[] before = isPoint ? [0, 0] : [random.Next(3), random.Next(3)], size = [random.Next(4, 8), random.Next(20, 60)];
        int[] output = [.. size.Select((s, d) => (s + before[d] + (isPoint ? 0 : random.Next(3)) - kernel[d]) / strides[d] + 1)];
        return new(random, size, output, kernel, strides, before, (random.Next(1, isPoint ? 70 : 5), random.Next(1, 70), 1), random.Next(1, 4));
    }

    /// <summary>Groups of fewer units than a register has, over so many lines that they are gone through block by block.</summary>
    public static ConvolutionCase<T> OfGroups(int seed) => new(new Random(seed), [60, 90], [60, 90], [3, 3], [1, 1], [1, 1], (6, 5 * (1 + seed), 1 + seed), 2);

    /// <summary>Lines of every length from a tile's on, over few channels, with few units and a border.</summary>
    public static ConvolutionCase<T> Line(int seed)
    {
        var random = new Random(seed);
        var stride = 1 + seed % 2;
        int[] size = [3, (11 + seed) * stride + 1], output = [3, (size[1] - 1) / stride + 1];
        return new(random, size, output, [3, 3], [1, stride], [1, 1], (random.Next(1, 4), random.Next(1, 17), 1), 2);
    }

    /// <summary>One sample with so much to do that threads share its lines.</summary>
    public static ConvolutionCase<T> Large(int seed)
    {
        var random = new Random(seed);
        int[] size = [34 + seed % 2, 46];
        return seed switch
        {
            0 => new(random, size, size, [3, 3], [1, 1], [1, 1], (16, 32, 1), 1),
            1 => new(random, size, [18, 23], [3, 3], [2, 2], [1, 1], (24, 40, 1), 1),
            2 => new(random, [90, 101], [90, 101], [3, 3], [1, 1], [1, 1], (3, 37, 1), 1),
            3 => new(random, [60, 80], [60, 80], [3, 3], [1, 1], [1, 1], (64, 64, 64), 1),
            4 => new(random, [60, 80], [60, 80], [1, 1], [1, 1], [0, 0], (30, 48, 1), 1),
            _ => new(random, [60, 80], [60, 80], [3, 5], [1, 1], [1, 2], (36, 36, 36), 1),
        };
    }

    private ConvolutionCase(
        Random random, int[] input, int[] output, int[] kernel, int[] strides, int[] before, (int Channels, int Units, int Groups) sizes, int samples)
    {
        (_input, _output, _kernel, _strides, _dilations, _before) = (input, output, kernel, strides, [1, 1], before);
        (Channels, Units, Groups) = sizes;
        Samples = samples;
        (Geometry, X, Dz, W, B) = Fill(random);
    }

    private ConvolutionCase(Random random, int channels)
    {
        _kernel = [random.Next(1, 4), random.Next(1, 6)];
        (_strides, _dilations, _before) = ([random.Next(1, 3), random.Next(1, 3)], [random.Next(1, 3), random.Next(1, 3)], [random.Next(3), random.Next(6)]);
        _input = [random.Next(3, 6), random.Next(2, 30)];
        _output = [.. Enumerable.Range(0, 2).Select(d =>
            Math.Max(0, _input[d] + _before[d] + random.Next(4) - (_kernel[d] - 1) * _dilations[d] - 1) / _strides[d] + 1)];
        (Channels, Units, Groups, Samples) = (channels, channels, channels, random.Next(1, 4));
        (Geometry, X, Dz, W, B) = Fill(random);
    }

    private ConvolutionCase(Random random, bool keepsSize, int least, int end)
    {
        (_kernel, _strides, _dilations) = ([3, 3], [1, 1], [1, 1]);
        _before = keepsSize ? [1, 1] : [random.Next(3), random.Next(3)];
        int[] behind = keepsSize ? [1, 1] : [random.Next(3), random.Next(3)];
        _output = [2 * random.Next(least, end), 2 * random.Next(Math.Max(least, 4), end)];
        _input = [_output[0] + 2 - _before[0] - behind[0], _output[1] + 2 - _before[1] - behind[1]];
        (Channels, Units, Groups, Samples) = (16 * random.Next(1, 3), 16 * random.Next(1, 4), 1, random.Next(1, 5));
        (Geometry, X, Dz, W, B) = Fill(random);
    }

    private (ConvolutionGeometry Geometry, T[] X, T[] Dz, T[] W, T[] B) Fill(Random random)
    {
        var geometry = new ConvolutionGeometry(new WindowGeometry(_input, _output, _kernel, _strides, _dilations, _before), Channels, Units, Groups);
        return (
            geometry, Numbers(Samples * geometry.Window.InputPositions * Channels), Numbers(Samples * geometry.Window.Positions * Units),
            Numbers(Units * (Channels / Groups) * geometry.Window.Taps), Numbers(Units));

        T[] Numbers(int count) => Array.ConvertAll(new T[count], _ => T.CreateTruncating(random.NextDouble() * 2 - 1));
    }

    public int Channels { get; }

    public int Units { get; }

    public int Groups { get; }

    public int Samples { get; }

    public ConvolutionGeometry Geometry { get; }

    public T[] X { get; }

    public T[] W { get; }

    public T[] B { get; }

    public T[] Dz { get; }

    private int GroupChannels => Channels / Groups;

    private int GroupUnits => Units / Groups;

    public PackedMatrix<T> Packed()
    {
        var weights = Geometry.CreateWeights<T>();
        Geometry.Pack<T>(W, weights);
        return weights;
    }

    public PackedMatrix<T> Turned()
    {
        var turned = Geometry.CreateTurned<T>();
        Geometry.Turn(Packed(), turned);
        return turned;
    }

    /// <summary>z, [samples, positions, units].</summary>
    public T[] Forward()
    {
        var z = new T[Samples * Geometry.Window.Positions * Units];
        for (var i = 0; i < z.Length; i++)
        {
            var (unit, position, sample) = (i % Units, i / Units % Geometry.Window.Positions, i / Units / Geometry.Window.Positions);
            var sum = T.Zero;
            for (var tap = 0; tap < Geometry.Window.Taps; tap++)
            {
                var place = Place(position, tap);
                for (var c = 0; c < GroupChannels; c++)
                {
                    var x = place < 0 ? T.Zero : X[(sample * Geometry.Window.InputPositions + place) * Channels + unit / GroupUnits * GroupChannels + c];
                    sum = T.FusedMultiplyAdd(x, Weight(unit, c, tap), sum);
                }
            }

            z[i] = sum + B[unit];
        }

        return z;
    }

    /// <summary>The gradient of x, [samples, positions, channels].</summary>
    public T[] InputGradient()
    {
        var dx = new T[X.Length];
        var window = Geometry.Window;
        for (var sample = 0; sample < Samples; sample++)
        {
            for (var tap = window.Taps - 1; tap >= 0; tap--)
            {
                for (var position = 0; position < window.Positions; position++)
                {
                    var place = Place(position, tap);
                    for (var channel = 0; place >= 0 && channel < Channels; channel++)
                    {
                        ref var to = ref dx[(sample * window.InputPositions + place) * Channels + channel];
                        for (var u = 0; u < GroupUnits; u++)
                        {
                            var unit = channel / GroupChannels * GroupUnits + u;
                            to = T.FusedMultiplyAdd(Dz[(sample * window.Positions + position) * Units + unit], Weight(unit, channel % GroupChannels, tap), to);
                        }
                    }
                }
            }
        }

        return dx;
    }

    /// <summary>The gradient of W, in the order of ONNX, summed over parts of so many samples.</summary>
    public T[] WeightGradient(int partSamples)
    {
        var window = Geometry.Window;
        var total = new T[W.Length];
        for (var first = 0; first < Samples; first += partSamples)
        {
            for (var i = 0; i < total.Length; i++)
            {
                var (tap, channel, unit) = (i % window.Taps, i / window.Taps % GroupChannels, i / window.Taps / GroupChannels);
                var sum = T.Zero;
                for (var p = first * window.Positions; p < Math.Min(Samples, first + partSamples) * window.Positions; p++)
                {
                    var place = Place(p % window.Positions, tap);
                    var x =
                        place < 0 ? T.Zero : X[(p / window.Positions * window.InputPositions + place) * Channels + unit / GroupUnits * GroupChannels + channel];
                    sum = T.FusedMultiplyAdd(x, Dz[p * Units + unit], sum);
                }

                total[i] = first == 0 ? sum : total[i] + sum;
            }
        }

        return total;
    }

    public override string ToString() =>
        $"{Samples} samples, {Channels} channels, {Units} units, {Groups} groups, input {Join(_input)}, output {Join(_output)}, kernel {Join(_kernel)}, "
            + $"strides {Join(_strides)}, dilations {Join(_dilations)}, before {Join(_before)}";

    private static string Join(int[] numbers) => string.Join('×', numbers);

    private T Weight(int unit, int channel, int tap) => W[(unit * GroupChannels + channel) * Geometry.Window.Taps + tap];

    // The position in the input that a tap of a window sees, or −1 for the border.
    private int Place(int position, int tap)
    {
        var place = 0;
        for (int d = 0, p = Geometry.Window.Positions, t = Geometry.Window.Taps; d < _input.Length; d++)
        {
            (p, t) = (p / _output[d], t / _kernel[d]);
            var at = position / p % _output[d] * _strides[d] + tap / t % _kernel[d] * _dilations[d] - _before[d];
            if (at < 0 || at >= _input[d])
            {
                return -1;
            }

            place = place * _input[d] + at;
        }

        return place;
    }
}
