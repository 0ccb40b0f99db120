using Relumine.Doctor.Units;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;

namespace Relumine.Doctor.Tests.Units;

public class FlatSideTests
{
    public static TheoryData<string> Names => new(ActivationCatalogue.All.Select(a => a.Card.Name));

    /// <summary>Two ways to the same: bisection here, a net of points there.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithTheShapeOfTheFunction(string name)
    {
        var activation = ActivationCatalogue.Create(name);
        var flat = ActivationShape.Of(activation).Flat.Where(i => double.IsNegativeInfinity(i.Low)).ToArray();

        // Which of two neighbouring numbers is the end is a matter of rounding.
        FlatSide.Edge(activation).HasValue.ShouldBe(flat.Length > 0);
        (FlatSide.Edge(activation) ?? 0).ShouldBe(flat.Select(i => i.High).FirstOrDefault(), 1e-12);
    }

    [Theory]
    [InlineData("ThresholdedRelu", 1.3, 1.3)]
    [InlineData("LeakyRelu", 0.0, 0.0)]
    [InlineData("LeakyRelu", -0.5, null)]
    public void ParametersDecide(string name, double parameter, double? edge) =>
        FlatSide.Edge(ActivationCatalogue.Create(name, parameter)).ShouldBe(edge);

    [Fact]
    public void AUnitOfHardSwishDiesAtMinusThreeAndNotAtZero()
    {
        var layer = Patient.Layer(100, 3, (s, u) => u switch { 0 => -3 - s % 5, 1 => -2.9, _ => Patient.Healthy(s, u) }, activation: "HardSwish");

        layer.DeadUnits.ShouldBe([0]);
        layer.NeverPositive.ShouldBe(2);
    }

    [Fact]
    public void AUnitOfLeakyReluCannotDie()
    {
        var layer = Patient.Layer(100, 2, (s, u) => u == 0 ? -1 : Patient.Healthy(s, u), activation: "LeakyRelu");

        layer.Dead.ShouldBeNull();
        layer.NeverPositive.ShouldBe(1);
        layer.Details[0].Verdict.ShouldBe(UnitVerdict.NeverPositive);
    }
}
