using Relumine.Geometry.Planes;

namespace Relumine.Geometry.Tests.Planes;

/// <summary>Decision boundaries of a cell that is the unit square.</summary>
public class DecisionBoundaryTests
{
    [Fact]
    public void ThreeOutputsMeetInAPoint()
    {
        // s, t and ½: equal on s = t above ½, on s = ½ below t = ½, on t = ½ left of s = ½.
        var parts = DecisionBoundary.BetweenOutputs(Square(new(0, 1, 0), new(0, 0, 1), new(0.5, 0, 0))).ToArray();

        parts.Length.ShouldBe(3);
        parts.Sum(p => Math.Sqrt(Math.Pow(p.ToS - p.FromS, 2) + Math.Pow(p.ToT - p.FromT, 2))).ShouldBe(1 + Math.Sqrt(0.5), 1e-12);
    }

    [Fact]
    public void WhereOneOutputIsAlwaysLargestThereIsNone() =>
        DecisionBoundary.BetweenOutputs(Square(new(2, 1, 0), new(0, 0, 1))).ShouldBeEmpty();

    [Fact]
    public void ASingleOutputChangesAtItsLevel()
    {
        var cell = Square(new PlaneMap(0, 1, 0));

        var part = DecisionBoundary.WhereIs(cell, 0, 0.25).ShouldNotBeNull();
        (part.FromS, part.ToS).ShouldBe((0.25, 0.25));
        DecisionBoundary.WhereIs(cell, 0, 2).ShouldBeNull();
    }

    private static PlaneCell Square(params PlaneMap[] outputs) => new(
        0, [new(0, 0, 0), new(1, 1, 0), new(2, 1, 1), new(3, 0, 1)], [.. Enumerable.Repeat(new Crease(-1, -1), 4)], outputs, []);
}
