using Relumine.Geometry.Folds;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Tests.Folds;

/// <summary>The network that folds.</summary>
public class PaperFoldTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void ATentHasItsKnotsAtMultiplesOfAPowerOfTwo(int folds)
    {
        var pieces = Regions.OfInterval(PiecewiseLinearModel.Of(PaperFold.Model(1, folds)), 0, 1).AffinePieces().ToArray();

        pieces.Length.ShouldBe(1 << folds);
        pieces.Select(p => p.Start).ShouldBe(Enumerable.Range(0, 1 << folds).Select(k => k / (double)(1 << folds)));
        pieces.ShouldAllBe(p => Math.Abs(p.Slopes[0]) == 1 << folds);
    }

    [Fact]
    public void EveryPieceOfASheetIsTheWholeSheet()
    {
        var sheet = Regions.OfBox(PiecewiseLinearModel.Of(PaperFold.Model(2, 2)), new PlaneBox(0, 1));

        sheet.AffinePieces.ShouldBe(16);
        foreach (var cell in sheet.AllCells())
        {
            cell.Area.ShouldBe(1 / 16.0, 1e-15);
            cell.Vertices.Select(v => cell.Outputs[0].Value(v.S, v.T)).Distinct().Order().ShouldBe([0, 1]);
            cell.Vertices.Select(v => cell.Outputs[1].Value(v.S, v.T)).Distinct().Order().ShouldBe([0, 1]);
        }
    }
}
