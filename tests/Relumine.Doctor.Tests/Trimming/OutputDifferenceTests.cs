using Relumine.Doctor.Trimming;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>How far apart two outputs are.</summary>
public class OutputDifferenceTests
{
    [Fact]
    public void TheSameBitsAreNoDifference()
    {
        var x = ModelTensor.Vector(1f, float.NaN, -0f);

        OutputDifference.None("y").With(x, x.Clone()).ShouldBe(new("y", true, 0, 0));
    }

    [Fact]
    public void UlpsCountTheNumbersBetween()
    {
        var difference = OutputDifference.None("y").With(ModelTensor.Vector(1f, 2f), ModelTensor.Vector(MathF.BitIncrement(1f), 2f));

        difference.SameBits.ShouldBeFalse();
        difference.LargestUlps.ShouldBe(1);
        difference.LargestDifference.ShouldBe(MathF.BitIncrement(1f) - 1f);
        OutputDifference.None("y").With(ModelTensor.Vector(float.Epsilon), ModelTensor.Vector(-float.Epsilon)).LargestUlps.ShouldBe(2);
        OutputDifference.None("y").With(ModelTensor.Vector(1.0), ModelTensor.Vector(Math.BitDecrement(1.0))).LargestUlps.ShouldBe(1);
    }

    [Fact]
    public void MinusZeroIsZeroButNotTheSameBits() =>
        OutputDifference.None("y").With(ModelTensor.Vector(0f), ModelTensor.Vector(-0f)).ShouldBe(new("y", false, 0, 0));

    [Fact]
    public void ANumberIsInfinitelyFarFromNone() =>
        OutputDifference.None("y").With(ModelTensor.Vector(0f), ModelTensor.Vector(float.NaN)).LargestDifference.ShouldBe(double.PositiveInfinity);
}
