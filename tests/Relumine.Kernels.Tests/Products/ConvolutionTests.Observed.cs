using Relumine.Kernels.Activations;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Products.Convolutions;
using Relumine.Kernels.Products.Matrices;

namespace Relumine.Kernels.Tests.Products;

// What is seen of channels where it cannot be seen in the quickest way.
public sealed partial class ConvolutionTests
{
    // Numbers are looked at as if all were finite, and again where one was not.
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void WhatIsNotFiniteIsCounted(float bad)
    {
        foreach (var (seed, c) in Cases<float>())
        {
            c.X[seed * 37 % c.X.Length] = bad;

            // Squares spread it further than taps do: what is seen must be true of the z that is there.
            float[] y = new float[c.Dz.Length], z = new float[c.Dz.Length];
            var operands = new ConvolutionOperands<float>
            {
                Samples = c.Samples,
                Geometry = c.Geometry,
                Input = c.X,
                Weights = c.Packed(),
                Bias = c.B,
                Output = y,
                Memory = new(),
            };
            Convolution.Run(operands with { PreActivation = z }, Relu.Default);
            foreach (var detail in new[] { ProbeDetail.Firing, ProbeDetail.Full })
            {
                var apart = new UnitStatistics(c.Units, detail, true);
                UnitObserver.Observe<float>(z, y, c.Samples, c.Geometry.Window.Positions, 1, apart);
                foreach (var bits in new[] { 128, 256, 512 })
                {
                    var fused = new UnitStatistics(c.Units, detail, true);
                    Convolution.Run(operands, new Activated<Relu>(Relu.Default), _pool, fused, bits);
                    fused.NonFinite.ShouldBe(apart.NonFinite, $"seed {seed}: {c}");
                    fused.Fired.ShouldBe(apart.Fired, $"seed {seed}: {c}");
                    fused.FiredPositions.ShouldBe(apart.FiredPositions, $"seed {seed}: {c}");
                    fused.FiredEverywhere.ShouldBe(apart.FiredEverywhere, $"seed {seed}: {c}");
                    fused.Minimum.ShouldBe(apart.Minimum, $"seed {seed}: {c}");
                    fused.Maximum.ShouldBe(apart.Maximum, $"seed {seed}: {c}");
                    fused.Sum.Zip(apart.Sum).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-3);
                }
            }
        }
    }

    // A register of the last channels of a group reaches into the next, which it must leave alone, block after block of lines.
    [Fact]
    public void ChannelsOfGroupsAreCountedWherePooled()
    {
        for (var seed = 1; seed < 3; seed++)
        {
            var c = ConvolutionCase<float>.OfGroups(seed);
            var output = c.Geometry.Window.Output;
            int[] pooled = Array.ConvertAll(output, o => (o + 1) / 2);
            var pooling = new WindowGeometry(output, pooled, Array.ConvertAll(output, o => Math.Min(o, 2)), [2, 2, 2], [1, 1, 1], [0, 0, 0]);
            var z = c.Forward();
            foreach (var detail in Enum.GetValues<ProbeDetail>())
            {
                foreach (var bits in new[] { 128, 256, 512 })
                {
                    UnitStatistics fused = new(c.Units, detail, true), apart = new(c.Units, detail, true);
                    var operands = new ConvolutionOperands<float>
                    {
                        Samples = c.Samples,
                        Geometry = c.Geometry,
                        Input = c.X,
                        Weights = c.Packed(),
                        Bias = c.B,
                        Output = new float[c.Samples * pooling.Positions * c.Units],
                        Pooling = pooling,
                        Memory = new(),
                    };
                    Convolution.Run(operands, new Activated<Relu>(Relu.Default), null, fused, bits);
                    UnitObserver.Observe<float>(z, Array.ConvertAll(z, v => Math.Max(v, 0)), c.Samples, c.Geometry.Window.Positions, 1, apart);
                    fused.FiredPositions.ShouldBe(apart.FiredPositions, $"seed {seed}, {detail}, {bits} bits: {c}");
                    fused.Minimum.ShouldBe(apart.Minimum, $"seed {seed}, {detail}, {bits} bits: {c}");
                    fused.Maximum.ShouldBe(apart.Maximum, $"seed {seed}, {detail}, {bits} bits: {c}");
                    fused.Sum.Zip(apart.Sum).ShouldAllBe(p => Math.Abs(p.First - p.Second) < 1e-4 * (1 + Math.Abs(p.Second)));
                }
            }
        }
    }
}
