using Relumine.Geometry.Bounds;

namespace Relumine.Geometry.Tests.Bounds;

public class RegionBoundsTests
{
    [Theory]
    [InlineData(1, 16, 17)]
    [InlineData(2, 16, 137)]
    [InlineData(3, 16, 697)]
    [InlineData(1, 32, 33)]
    [InlineData(2, 32, 529)]
    [InlineData(3, 32, 5489)]
    [InlineData(5, 2, 4)]
    public void OneLayerInGeneralPosition(int dimension, int units, int cells) => RegionBounds.OneLayer(dimension, units).ShouldBe(cells);

    [Theory]
    [InlineData(2, 8, 16)]
    [InlineData(3, 8, 58)]
    [InlineData(1, 8, 2)]
    public void WithoutBiases(int dimension, int units, int cells) => RegionBounds.OneLayerWithoutBiases(dimension, units).ShouldBe(cells);

    [Fact]
    public void OfTwoLayersOfEight()
    {
        RegionBounds.LowerOfSerra(2, 8, 8).ShouldBe(925);
        RegionBounds.LowerOfMontufar(2, 8, 8).ShouldBe(16 * 37);
        RegionBounds.UpperOfSerra(2, 8, 8).ShouldBe(37 * 37);
    }

    [Fact]
    public void NarrowLayersLeaveFewerDimensions()
    {
        // Where j of a layer of 2 units switch, 2 − j dimensions are left: 1·(1 + 3 + 3) + 2·(1 + 3) + 1·1.
        RegionBounds.UpperOfSerra(2, 2, 3).ShouldBe(16);
        RegionBounds.LowerOfMontufar(3, 2, 8).ShouldBeNull();
        RegionBounds.LowerOfSerra(2, 5, 8).ShouldBeNull();
    }

    [Fact]
    public void OneLayerIsZaslavskyForAll()
    {
        RegionBounds.UpperOfSerra(2, 16).ShouldBe(137);
        RegionBounds.LowerOfSerra(2, 16).ShouldBe(137);
        RegionBounds.LowerOfMontufar(2, 16).ShouldBe(137);
    }
}
