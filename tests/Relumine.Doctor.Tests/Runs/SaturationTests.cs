using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Kernels;
using Shouldly;

namespace Relumine.Doctor.Tests.Runs;

/// <summary>Where functions are nearly flat is worked out once; what their slopes say of each number is the law.</summary>
public class SaturationTests
{
    [Fact]
    public void CountsWhatSlopesSay()
    {
        var functions = ActivationCatalogue.All.Where(f => Saturation.IsPossible(f, Thresholds.Default)).ToArray();
        functions.Length.ShouldBeGreaterThan(5);
        var random = new Random(7);
        var z = Enumerable.Range(0, 3000).Select(i => i == 17 ? float.NaN : (float)(random.Next(3) switch
        {
            0 => 2 * (random.NextDouble() - 0.5),
            1 => 12 * (random.NextDouble() - 0.5),
            _ => 120 * (random.NextDouble() - 0.5),
        })).ToArray();
        foreach (var function in functions)
        {
            var largest = Enumerable.Range(-24, 49).Max(x => Math.Abs(function.SlopeFromLeft(x / 4.0)));
            var limit = Thresholds.Default.Units.SaturatedSlope * largest;
            var flat = z.Count(x => Math.Abs(function.SlopeFromLeft(x)) < limit);
            var edges = Saturation.Edges(function, Thresholds.Default);
            Saturation.Measure(edges, 1, 1, z, Thresholds.Default).Share.ShouldBe(flat / 3000.0, 1e-9, function.ToString());
        }
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    public void UnitsAreRowsOrChannels(int inner, int saturated)
    {
        // Samples of two units: side by side the first and the third number are of one unit, as channels with two positions the first and the second.
        var sigmoid = ActivationCatalogue.All.Single(f => f.Card.Name.Equals("sigmoid", StringComparison.OrdinalIgnoreCase));
        float[] z = inner == 1 ? [30, 0, 0, 30] : [30, 30, 30, -30];
        Saturation.Measure(Saturation.Edges(sigmoid, Thresholds.Default), 2, inner, z, Thresholds.Default).Units.ShouldBe(saturated);
    }
}
