using Relumine.Kernels.Activations;
using Relumine.Kernels.Calculus;

namespace Relumine.Kernels.Tests.Activations;

/// <summary>Moments of f(z), z ~ N(0, 1), and the constants behind them: NUMBERS, "Constants" and "Moments".</summary>
public class MomentsTests
{
    private const double Correct = 1e-9;

    public static TheoryData<string, double[], double, double, double> Table => new()
    {
        { "Relu", [], 0.398942280401433, 0.5, Math.Sqrt(2) },
        { "LeakyRelu", [0.25], 0.75 / Math.Sqrt(2 * Math.PI), (1 + 0.0625) / 2, Math.Sqrt(2 / 1.0625) },
        { "Elu", [], 0.160520572, 0.644945417, 1.245198301 },
        { "Celu", [], 0.160520572, 0.644945417, 1.245198301 },
        { "Selu", [], 0, 1, 1 },
        { "Silu", [], 0.206620964, 0.355775520, 1.676532470 },
        { "Softplus", [], 0.806059183, 0.921245909, 1.041866836 },
        { "Mish", [], 0.240403888, 0.452342192, 1.486847581 },
        { "SquaredRelu", [], 0.5, 1.5, 0.816496581 },
        { "HardSwish", [], 0.166216701, 0.331567375, 1.736657213 },
        { "Tanh", [], 0, 0.394294490, 1.592537420 },
    };

    [Theory, MemberData(nameof(Table))]
    public void MomentsAndGainMatchTheTable(string name, double[] parameters, double mean, double meanSquare, double gain)
    {
        var moments = Moments.Of(ActivationCatalogue.Create(name, parameters));
        moments.Mean.ShouldBe(mean, Correct);
        moments.MeanSquare.ShouldBe(meanSquare, Correct);
        moments.Gain.ShouldBe(gain, Correct);
    }

    [Theory]
    [InlineData(16, 0.96361, 9.016897)]
    [InlineData(3, 0.175004, 2.349062)]
    [InlineData(0.25, -0.054801, 0.327683)]
    public void SeluDrawsTheVarianceTowards1(double variance, double mean, double next)
    {
        var moments = Moments.Of(Activation.Of(Selu.Default), 0, Math.Sqrt(variance));
        moments.Mean.ShouldBe(mean, 5e-6);
        moments.Variance.ShouldBe(next, 5e-7);
    }

    [Fact]
    public void TheConstantsOfSeluAreTheClosedFormsRoundedToDouble()
    {
        Selu.FixedPointAlpha.ShouldBe(1.67326324235437728481704299167165203846);
        Selu.FixedPointGamma.ShouldBe(1.05070098735548049341933498529460635195);
        Activation.Of(Selu.Default).SlopeFromLeft(0).ShouldBe(1.75809934084737685994021752081227957732, 3e-16);
    }

    [Fact]
    public void OnnxDefaultsOfSeluAreOtherNumbers()
    {
        ((float)Selu.FixedPointAlpha).ShouldBe((float)1.67326319217681884765625);
        ((float)Selu.FixedPointGamma).ShouldBe((float)1.05070102214813232421875);
    }

    [Fact]
    public void AShiftedAndScaledReluHasTheMomentsOfTheRectifiedNormal()
    {
        // E max(0, z) = μΦ(μ/σ) + σφ(μ/σ), E max(0, z)² = (μ² + σ²)Φ(μ/σ) + μσφ(μ/σ), here with μ = 1, σ = 2.
        var (cdf, density) = (MathNet.Numerics.Distributions.Normal.CDF(0, 1, 0.5), MathNet.Numerics.Distributions.Normal.PDF(0, 1, 0.5));
        var moments = Moments.Of(Activation.Of(Relu.Default), 1, 2);
        moments.Mean.ShouldBe(cdf + 2 * density, 1e-11);
        moments.MeanSquare.ShouldBe(5 * cdf + 2 * density, 1e-11);
    }

    [Fact]
    public void ADeviationMustBePositive() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Moments.Of(Activation.Of(Relu.Default), 0, 0)).Message.ShouldContain("positive");
}
