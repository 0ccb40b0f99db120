using Relumine.Geometry.Bounds;
using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Tests.Bounds;

/// <summary>Bounds that are read off a model.</summary>
public class ModelBoundsTests
{
    [Fact]
    public void RectifiersOneBehindTheOtherHaveSerrasBounds()
    {
        var bounds = ModelBounds.Of(View("Relu"), 2).ShouldNotBeNull();

        bounds.Widths.ShouldBe([8, 8]);
        bounds.LowerOfSerra.ShouldBe(925);
        bounds.UpperIsOfSerra.ShouldBeTrue();
        bounds.Upper.ShouldBe(RegionBounds.UpperOfSerra(2, 8, 8));
    }

    // A unit that does not rest below its knot loses no dimension, and Serra's argument does not hold.
    [Fact]
    public void LeakyRectifiersHaveTheProduct()
    {
        var bounds = ModelBounds.Of(View("LeakyRelu"), 2).ShouldNotBeNull();

        bounds.UpperIsOfSerra.ShouldBeFalse();
        bounds.LowerOfSerra.ShouldBeNull();
        bounds.Upper.ShouldBe(37 * 37);
    }

    private static PiecewiseLinearModel View(string activation) =>
        PiecewiseLinearModel.Of(Nets.Model(Nets.Random(new Random(1), [2, 8, 8, 1], 0.01), activation));
}
