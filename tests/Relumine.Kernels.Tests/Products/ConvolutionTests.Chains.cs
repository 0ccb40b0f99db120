using System.Numerics;
using Relumine.Kernels.Activations;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Products.Matrices;
using Relumine.Kernels.Threads;

namespace Relumine.Kernels.Tests.Products;

/// <content>The comparisons themselves, for both types.</content>
public sealed partial class ConvolutionTests
{
    private static IEnumerable<(int Seed, ConvolutionCase<T> Case)> Cases<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            yield return (seed, new ConvolutionCase<T>(seed));
            yield return (seed, ConvolutionCase<T>.Depthwise(seed));
            yield return (seed, ConvolutionCase<T>.DepthwiseThree(seed));
            yield return (seed, ConvolutionCase<T>.Picture(seed));
            yield return (seed, ConvolutionCase<T>.Line(seed));
        }
    }

    private void Forward<T>(int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (seed, c) in Cases<T>())
        {
            var (expected, positions) = (c.Forward(), c.Geometry.Window.Positions);
            var memory = new ConvolutionMemory();
            foreach (var (planarInput, planarOutput, pool) in new[] { (false, false, null), (true, false, _pool), (false, true, _pool), (true, true, null) })
            {
                var y = new T[expected.Length];
                var z = new T[expected.Length];
                var operands = new ConvolutionOperands<T>
                {
                    Samples = c.Samples,
                    Geometry = c.Geometry,
                    Input = planarInput ? Planar(c.X, c.Geometry.Window.InputPositions, c.Channels) : c.X,
                    InputIsPlanar = planarInput,
                    Weights = c.Packed(),
                    Bias = c.B,
                    Output = y,
                    OutputIsPlanar = planarOutput,
                    PreActivation = z,
                    Memory = memory,
                };
                Convolution.Run(operands, new Activated<Relu>(Relu.Default), pool, null, bits);
                Same(z, expected, seed, c);
                Same(y, Array.ConvertAll(planarOutput ? Planar(expected, positions, c.Units) : expected, v => T.Max(v, T.Zero)), seed, c);

                // Where nobody asks for z, whole blocks may go another way.
                y.AsSpan().Clear();
                operands = operands with { PreActivation = default };
                Convolution.Run(operands, new Activated<Relu>(Relu.Default), pool, null, bits);
                Same(y, Array.ConvertAll(planarOutput ? Planar(expected, positions, c.Units) : expected, v => T.Max(v, T.Zero)), seed, c);
            }
        }
    }

    private void Backward<T>(int bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var c = new ConvolutionCase<T>(seed);
            var gradient = c.Geometry.CreateWeights<T>();
            T[] dx = new T[c.X.Length], db = new T[c.Units], dw = new T[c.W.Length];
            Convolution.Back(
                new ConvolutionGradientOperands<T>
                {
                    Samples = c.Samples,
                    Geometry = c.Geometry,
                    Input = c.X,
                    OutputGradient = c.Dz,
                    WeightGradient = gradient,
                    BiasGradient = db,
                    InputGradient = dx,
                    Turned = c.Turned(),
                    Memory = new(),
                },
                seed % 2 == 0 ? _pool : null, bits);
            c.Geometry.Unpack(gradient, dw);
            Same(dx, c.InputGradient(), seed, c);
            Same(dw, c.WeightGradient((c.Samples - 1) / Math.Min(8, c.Samples) + 1), seed, c);
            for (var unit = 0; unit < c.Units; unit++)
            {
                var sum = Enumerable.Range(0, c.Dz.Length / c.Units).Sum(p => double.CreateTruncating(c.Dz[p * c.Units + unit]));
                double.CreateTruncating(db[unit]).ShouldBe(sum, 1e-4, $"seed {seed}: {c}");
            }

            // The padding of packed weights is learned from if it is not 0.
            gradient.Elements.ToArray().Count(v => v != T.Zero).ShouldBeLessThanOrEqualTo(c.W.Length);
        }
    }

    // The products are taken apart and put together again: not the same bits as the chain, but the same for every width.
    private void Squares<T>(double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (forward, back, four) = (0, 0, 0);
        for (var seed = 0; seed < Seeds / 2; seed++)
        {
            var c = seed % 3 == 1 ? ConvolutionCase<T>.LargeSquare(seed) : ConvolutionCase<T>.Square(seed);
            four += WinogradFour.Take<T>(c.Geometry) && WinogradFourGradient.Take<T>(c.Geometry) ? 1 : 0;
            c.Geometry.IsWinograd.ShouldBeTrue($"seed {seed}: {c}");
            (forward, back) = (forward + 1, back + (c.Geometry.IsWinogradBack ? 1 : 0));
            var results = new[] { 128, 256, 512 }.Select(bits => Run(c, bits, bits == 256 ? _pool : null)).ToArray();
            foreach (var other in results[1..])
            {
                Same(other.Y, results[0].Y, seed, c);
                Same(other.Dx, results[0].Dx, seed, c);
                Same(other.Dw, results[0].Dw, seed, c);
                Same(other.Db, results[0].Db, seed, c);
            }

            Near(results[0].Y, Array.ConvertAll(c.Forward(), v => T.Max(v, T.Zero)));
            Near(results[0].Dx, c.InputGradient());
            Near(results[0].Dw, c.WeightGradient(c.Samples));

            void Near(T[] actual, T[] expected)
            {
                var scale = expected.Max(v => Math.Abs(double.CreateTruncating(v)));
                for (var i = 0; i < actual.Length; i++)
                {
                    Math.Abs(double.CreateTruncating(actual[i] - expected[i])).ShouldBeLessThan(tolerance * scale, $"element {i}; seed {seed}: {c}");
                }
            }
        }

        back.ShouldBeInRange(1, forward - 1, "both ways back are tried");
        four.ShouldBeInRange(1, back - 1, "squares of either size are tried");
    }

    private static (T[] Y, T[] Dx, T[] Dw, T[] Db) Run<T>(ConvolutionCase<T> c, int bits, WorkerPool? pool)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = new T[c.Dz.Length], dx = new T[c.X.Length], dw = new T[c.W.Length], db = new T[c.Units];
        var gradient = c.Geometry.CreateWeights<T>();
        var memory = new ConvolutionMemory();
        Convolution.Run(
            new ConvolutionOperands<T>
            {
                Samples = c.Samples,
                Geometry = c.Geometry,
                Input = c.X,
                Weights = c.Packed(),
                Bias = c.B,
                Output = y,
                Memory = memory,
            },
            new Activated<Relu>(Relu.Default),
            pool,
            null,
            bits
        );
        Convolution.Back(
            new ConvolutionGradientOperands<T>
            {
                Samples = c.Samples,
                Geometry = c.Geometry,
                Input = c.X,
                OutputGradient = c.Dz,
                WeightGradient = gradient,
                BiasGradient = db,
                InputGradient = dx,
                Turned = c.Turned(),
                Memory = memory,
            },
            pool, bits);
        c.Geometry.Unpack(gradient, dw);
        gradient.Elements.ToArray().Count(v => v != T.Zero).ShouldBeLessThanOrEqualTo(c.W.Length);
        return (y, dx, dw, db);
    }

    private static void Same<T>(T[] actual, T[] expected, int seed, object what)
        where T : INumber<T>
    {
        actual.Length.ShouldBe(expected.Length);
        for (var i = 0; i < actual.Length; i++)
        {
            (actual[i] == expected[i]).ShouldBeTrue($"element {i} is {actual[i]} instead of {expected[i]}; seed {seed}: {what}");
        }
    }

    private static T[] Planar<T>(T[] x, int positions, int channels)
    {
        var planar = new T[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            planar[(i / channels / positions * channels + i % channels) * positions + i / channels % positions] = x[i];
        }

        return planar;
    }
}
