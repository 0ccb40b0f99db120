using Relumine.Geometry.Intervals;
using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Views;
using Relumine.Onnx;
using Relumine.Testing;

namespace Relumine.Geometry.Tests.Intervals;

/// <summary>Breakpoints along lines.</summary>
public class LineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(20)]
    public void TentsFoldTheIntervalInHalfAgainAndAgain(int count)
    {
        var regions = Regions.OfInterval(PiecewiseLinearModel.Of(Nets.Model(Nets.Tents(count))), 0, 1);

        var (expected, steepness) = (0L, Math.Pow(2, count));
        foreach (var piece in regions.AffinePieces())
        {
            // A million of them: an assertion is made of what is wrong only.
            var slope = expected % 2 == 0 ? steepness : -steepness;
            if (piece.Start != expected / steepness || piece.Slopes[0] != slope)
            {
                (piece.Start, piece.Slopes[0]).ShouldBe((expected / steepness, slope), $"piece {expected}");
            }

            expected++;
        }

        expected.ShouldBe(1L << count);
        regions.Counts.Cells.ShouldBe(1L << count);
        regions.Counts.CellsByLayer[^1].ShouldBe(1L << count);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RandomNetworksHaveThePiecesOfExactEnumeration(int seed)
    {
        var random = new Random(seed);
        int[] widths = [1, .. Enumerable.Range(0, 1 + (seed % 3)).Select(_ => random.Next(1, 9)), 2];
        var layers = Nets.Random(random, widths, seed % 2 == 0 ? 0.5 : 1.0 / 1024);
        var exact = new ExactIntervals(layers, -3, 3);

        var regions = Regions.OfInterval(PiecewiseLinearModel.Of(Nets.Model(layers)), -3, 3);

        regions.Counts.Cells.ShouldBe(exact.Count, $"seed {seed}");
        regions.Counts.AffinePieces.ShouldBe(exact.AffinePieces, $"seed {seed}");
    }

    [Theory]
    [InlineData(16, 17)]
    [InlineData(32, 33)]
    public void UnitsInGeneralPosition(int units, int pieces)
    {
        var layers = Nets.Random(new Random(7), [3, units, 1], 1.0 / 4096);
        var model = PiecewiseLinearModel.Of(Nets.Model(layers));

        Regions.OfLine(model, [0.1, -0.2, 0.3], [0.5, 0.7, -0.4], double.NegativeInfinity, double.PositiveInfinity).Counts.Cells.ShouldBe(pieces);
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(7)]
    [InlineData(1024)]
    public void ScalingAllBiasesScalesTheBreakpointsOfTheWholeLine(double factor)
    {
        // With f(x) = c·f₁(x/c) for every layer, biases times c scale the picture.
        var layers = Nets.Random(new Random(11), [1, 12, 8, 6, 1], 1.0 / 1024);
        var scaled = layers.Select(l => l with { Biases = [.. l.Biases.Select(b => b * factor)] }).ToArray();

        var one = WholeLine(layers);
        var other = WholeLine(scaled);

        other.Count.ShouldBe(one.Count);
        foreach (var (a, b) in one.Zip(other).Skip(1))
        {
            b.Start.ShouldBe(a.Start * factor, 1e-9 * factor * (1 + Math.Abs(a.Start)));
        }

        static List<LinePiece> WholeLine(DenseLayer[] layers) =>
            [.. Regions.OfInterval(PiecewiseLinearModel.Of(Nets.Model(layers)), double.NegativeInfinity, double.PositiveInfinity).Cells()];
    }

    [Fact]
    public void PiecesSayWhereAndWhichUnitBends()
    {
        // relu(x − 1), relu(2 − x) and relu(x − 1) again: two units bend in one place.
        var model = PiecewiseLinearModel.Of(Nets.Model(Nets.OneLayer([[1], [-1], [1]], [-1, 2, -1])));

        var pieces = Regions.OfInterval(model, 0, 3).Cells().ToArray();

        pieces.Select(p => p.Start).ShouldBe([0, 1, 2]);
        pieces[1].Bending.ShouldBe([new BendingUnit(0, 0, 0), new BendingUnit(0, 2, 0)]);
        pieces[2].Bending.ShouldBe([new BendingUnit(0, 1, 0)]);
        pieces.Select(p => p.Slopes[0]).ShouldBe([-2, 2, 4]);
        pieces[2].Value(0, 3).ShouldBe(model.Evaluate([3])[0]);
    }

    [Fact]
    public void UnitsThatAre0OnAWholePieceCutNothing()
    {
        // The second layer is 0 wherever the first one does not fire.
        DenseLayer[] layers = [new([[1]], [0]), new([[1], [-1], [0]], [0, 0, 0]), new([[1, 1, 1]], [0])];

        var regions = Regions.OfInterval(PiecewiseLinearModel.Of(Nets.Model(layers)), -1, 1);

        (regions.Counts.Cells, regions.Counts.AffinePieces).ShouldBe((2, 2));
        regions.Counts.CellsByLayer.ShouldBe([2, 2]);
        regions.Cells().Last().Start.ShouldBe(0);
    }

    [Fact]
    public void APieceThatOneLayerPartsAndNoOutputSeesIsOneAffinePiece()
    {
        var regions = Regions.OfInterval(PiecewiseLinearModel.Of(Nets.Model(
            [new DenseLayer([[1], [1]], [-1, -2]), new DenseLayer([[0, 1]], [0])])), 0, 3);

        regions.Counts.Cells.ShouldBe(3);
        regions.Counts.AffinePieces.ShouldBe(2);
        regions.AffinePieces().Select(p => (p.Start, p.End)).ShouldBe([(0, 2), (2, 3)]);
    }

    [Fact]
    public void PiecesAreFoundAsTheyAreAskedFor()
    {
        // A billion pieces; only the first few are ever made.
        var regions = Regions.OfInterval(PiecewiseLinearModel.Of(Nets.Model(Nets.Tents(30))), 0, 1);

        regions.Cells().Take(5).Last().Start.ShouldBe(4 / Math.Pow(2, 30));
    }

    [SharedFact("models/lindex")]
    public void LindexHas87Pieces()
    {
        var model = OnnxModel.Load(Directory.EnumerateFiles(Shared.Path("models/lindex"), "*.onnx").Single());

        Regions.OfLine(model, [0], [1]).Counts.AffinePieces.ShouldBe(87);
    }
}
