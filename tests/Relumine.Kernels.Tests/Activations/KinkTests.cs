using Relumine.Kernels.Activations;
using Relumine.Kernels.Calculus;

namespace Relumine.Kernels.Tests.Activations;

/// <summary>The kink, worked out: NUMBERS, "The kink".</summary>
public class KinkTests
{
    private const double LambdaAlpha = 1.7580993408473766;
    private const double Lambda = 1.0507009873554805;

    public static TheoryData<string, double[], double, double, double> OneSided => new()
    {
        { "Relu", [], 0, 0, 1 },
        { "LeakyRelu", [0.3], 0, 0.3, 1 },
        { "ThresholdedRelu", [0.75], 0.75, 0, 1 },
        { "Elu", [2.5], 0, 2.5, 1 },
        { "Selu", [], 0, LambdaAlpha, Lambda },
        { "Relu6", [], 0, 0, 1 },
        { "Relu6", [], 6, 1, 0 },
        { "ClippedRelu", [3], 3, 1, 0 },
        { "HardTanh", [], -1, 0, 1 },
        { "HardTanh", [], 1, 1, 0 },
        { "HardSwish", [], -3, 0, -0.5 },
        { "HardSwish", [], 3, 1.5, 1 },
        { "HardSigmoid", [], -2.5, 0, 0.2 },
        { "HardSigmoid", [0.25, 0.5], 2, 0.25, 0 },
        { "HardSigmoid", [-0.25, 0.5], 2, -0.25, 0 },
    };

    public static TheoryData<string, double> Smooth => new()
    {
        { "Elu", 1 }, { "Celu", 1 }, { "Gelu", 0.5 }, { "GeluTanh", 0.5 }, { "Silu", 0.5 }, { "Softplus", 0.5 }, { "Mish", 0.6 },
        { "Tanh", 1 }, { "Sigmoid", 0.25 }, { "Softsign", 1 }, { "SquaredRelu", 0 },
    };

    [Theory, MemberData(nameof(OneSided))]
    public void KinksAreFoundWithTheirTwoSlopes(string name, double[] parameters, double at, double left, double right)
    {
        var kink = KinkExamination.Of(ActivationCatalogue.Create(name, parameters)).Where(k => k.At == at).ShouldHaveSingleItem();
        kink.SlopeFromLeft.ShouldBe(left, 1e-15);
        kink.SlopeFromRight.ShouldBe(right, 1e-15);
        kink.IsDifferentiable.ShouldBeFalse();
        kink.Derivative(Kink.Left).ShouldBe(kink.SlopeFromLeft);
        kink.Derivative(Kink.Middle).ShouldBe((left + right) / 2, 1e-15);
        kink.Derivative(Kink.Right).ShouldBe(kink.SlopeFromRight, 1e-15);
    }

    [Theory, MemberData(nameof(OneSided))]
    public void NoOtherKinksAreFound(string name, double[] parameters, double at, double left, double right)
    {
        var known = OneSided.Where(row => (string)row[0] == name && ((double[])row[1]).SequenceEqual(parameters)).Select(row => (double)row[2]).ToList();
        var found = Kinks.Of(ActivationCatalogue.Create(name, parameters)).Select(k => k.At).ToList();
        found.ShouldContain(at, $"{left}|{right}");
        found.Count.ShouldBe(name is "HardSigmoid" or "ClippedRelu" ? 2 : known.Count);
    }

    [Theory, MemberData(nameof(Smooth))]
    public void SmoothFunctionsAreExaminedAt0AndHaveADerivative(string name, double derivative)
    {
        var point = KinkExamination.Of(ActivationCatalogue.Create(name)).ShouldHaveSingleItem();
        point.At.ShouldBe(0);
        point.IsDifferentiable.ShouldBeTrue();
        point.Derivative(Kink.Middle).ShouldBe(derivative, 1e-15);
        point.Argument()[^1].ShouldContain("the derivative exists");
    }

    [Fact]
    public void CeluHasNoKinkWhateverAlphaIs() =>
        Kinks.Of(ActivationCatalogue.Create("Celu", 2.5)).ShouldBeEmpty();

    [Fact]
    public void TheDifferenceQuotientsOfReluAt0AreExactly0And1()
    {
        var relu = KinkExamination.Of(Activation.Of(Relu.Default)).ShouldHaveSingleItem();
        relu.IsContinuous.ShouldBeTrue();
        relu.Quotients.Count.ShouldBe(8);
        relu.Quotients.Select(q => q.Step).First().ShouldBe(0.1);
        relu.Quotients.ShouldAllBe(q => q.FromLeft == 0 && q.FromRight == 1);
        relu.Argument().ShouldBe(
        [
            "f is continuous at 0: from the left and from the right f(x) → 0 = f(0).",
            "The difference quotient tends to 0 from the left and to 1 from the right.",
            "The two limits differ, so f has no derivative at 0.",
            "A network has to use some number all the same: λ = 0, ½, 1 give 0, 0.5, 1.",
        ]);
    }

    [Fact]
    public void QuotientsApproachTheSlopes()
    {
        foreach (var point in ActivationCatalogue.All.SelectMany(KinkExamination.Of).Where(p => p.IsContinuous))
        {
            point.Quotients[5].FromLeft.ShouldBe(point.QuotientLimitFromLeft, 1e-5);
            point.Quotients[5].FromRight.ShouldBe(point.QuotientLimitFromRight, 1e-5);
        }
    }

    [Fact]
    public void AJumpHasNoDerivativeAndItsQuotientDiverges()
    {
        var jump = KinkExamination.Of(ActivationCatalogue.Create("ThresholdedRelu", 0.75)).ShouldHaveSingleItem();
        jump.IsContinuous.ShouldBeFalse();
        jump.LimitFromLeft.ShouldBe(0);
        jump.LimitFromRight.ShouldBe(0.75, 1e-12);
        jump.QuotientLimitFromLeft.ShouldBe(0);
        jump.QuotientLimitFromRight.ShouldBe(double.PositiveInfinity);
        jump.Quotients[^1].FromRight.ShouldBeGreaterThan(1e7);
        jump.Argument()[0].ShouldContain("not continuous");
    }

    /// <summary>Bertoin et al. 2021: programs that compute the same function and differ in their computed derivative.</summary>
    [Theory, InlineData(0), InlineData(0.25), InlineData(0.5), InlineData(1)]
    public void IdentitiesHoldWhateverTheDerivativeAtTheKinkIs(double s)
    {
        var relu = Activation.Of(Relu.Default);
        var derivativeAt0 = KinkExamination.Of(relu).Single().Derivative(new Kink(s));
        derivativeAt0.ShouldBe(s);

        // z(t) = relu(−t) + t − relu(t) is 0 everywhere; the chain rule gives −s + 1 − s at 0.
        foreach (var t in new[] { -2.0, -1e-300, 0, 1e-300, 3 })
        {
            (relu.Value(-t) + t - relu.Value(t)).ShouldBe(0);
            Math.Abs(t).ShouldBe(relu.Value(t) + relu.Value(-t));
        }

        (-derivativeAt0 + 1 - derivativeAt0).ShouldBe(1 - 2 * s);

        // |t| = relu(t) + relu(−t) has the derivative s − s = 0.
        (derivativeAt0 - derivativeAt0).ShouldBe(0);

        // max(a, b) = a + relu(b − a) gives the gradient (1 − s, s) at a tie.
        (1 - derivativeAt0, derivativeAt0).ShouldBe((1 - s, s));
    }
}
