using Relumine.Geometry.Solids;
using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Views;
using Relumine.Graph.Errors;

namespace Relumine.Geometry.Tests.Solids;

/// <summary>Cells of networks with three inputs, against exact enumeration and against what is known.</summary>
public class SolidTests
{
    public static TheoryData<int, int[], double> RandomNetworks()
    {
        var data = new TheoryData<int, int[], double>();
        var random = new Random(20261);
        for (var seed = 1; seed <= 24; seed++)
        {
            int[] widths = [3, .. Enumerable.Range(0, 1 + (seed % 3)).Select(_ => random.Next(1, seed % 3 == 0 ? 7 : 5)), 1 + (seed % 2)];
            data.Add(seed, widths, seed % 4 == 0 ? 1.0 / 1024 : seed % 4 == 1 ? 1 : 0.5);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(RandomNetworks))]
    public void RandomNetworksHaveTheCellsOfExactEnumeration(int seed, int[] widths, double grain)
    {
        var layers = Nets.Random(new Random(seed), widths, grain);
        var exact = new ExactSolids(layers, -1, 1);

        var regions = Regions.OfSolid(PiecewiseLinearModel.Of(Nets.Model(layers)), new SolidBox(-1, 1));

        regions.Cells.ShouldBe(exact.Count, $"seed {seed}");
        regions.CellsByLayer[^1].ShouldBe(exact.Count);
        regions.AffinePieces.ShouldBeInRange(1, regions.Cells);
        (regions.Vertices - regions.Edges + regions.Faces - regions.Cells).ShouldBe(1);
        regions.Volume.ShouldBe(8, 1e-8);
        regions.AllCells().Count().ShouldBe(regions.Cells);
    }

    [Theory]
    [InlineData(8, 93)]
    [InlineData(16, 697)]
    [InlineData(32, 5489)]
    public void PlanesInGeneralPosition(int units, int cells)
    {
        // Normals on a spiral over half of the ball, none nearly parallel to another; offsets keep three from meeting in a fourth.
        var random = new Random(4);
        var normals = Enumerable.Range(0, units).Select(i => ((i + 0.5) / units, 2.399963 * i))
            .Select(p => new[] { Math.Sqrt(1 - (p.Item1 * p.Item1)) * Math.Cos(p.Item2), Math.Sqrt(1 - (p.Item1 * p.Item1)) * Math.Sin(p.Item2), p.Item1 });
        var layers = Nets.OneLayer([.. normals], [.. Enumerable.Range(0, units).Select(_ => random.NextDouble() - 0.5)]);

        var regions = Regions.OfSolid(PiecewiseLinearModel.Of(Nets.Model(layers)), new SolidBox(-1e4, 1e4));

        regions.Cells.ShouldBe(cells);
        regions.AffinePieces.ShouldBe(cells);
    }

    [Fact]
    public void PlanesThroughOnePointWithoutBiases()
    {
        // 2·(C(7, 0) + C(7, 1) + C(7, 2)) cones.
        var random = new Random(5);
        double Number() => random.NextDouble() - 0.5;
        var layers = Nets.OneLayer([.. Enumerable.Range(0, 8).Select(_ => new[] { Number(), Number(), Number() })], new double[8]);

        var regions = Regions.OfSolid(PiecewiseLinearModel.Of(Nets.Model(layers)), new SolidBox(-1, 1));

        regions.Cells.ShouldBe(58);
    }

    [Fact]
    public void UnitsThatAreTheSameCutOnceAndPiecesThatAreTheSameFunctionAreOne()
    {
        // relu(x) − relu(−x) is x: two cells, one piece; the third unit is the first again, the fourth never bends.
        DenseLayer[] layers = [new([[1, 0, 0], [-1, 0, 0], [1, 0, 0], [0, 0, 0]], [0, 0, 0, 0]), new([[1, -1, 0, 0]], [0])];

        var regions = Regions.OfSolid(PiecewiseLinearModel.Of(Nets.Model(layers)), new SolidBox(-1, 1));

        (regions.Cells, regions.AffinePieces).ShouldBe((2, 1));
        (regions.Vertices, regions.Edges, regions.Faces).ShouldBe((12, 20, 11));
        foreach (var cell in regions.AllCells())
        {
            cell.Outputs[0][..4].ShouldBe([0, 1, 0, 0]);
            cell.Faces.Count.ShouldBe(6);
        }
    }

    [Fact]
    public void FoldingEachCoordinateMultipliesCells()
    {
        // A tent of each coordinate, twice: 4³ cells.
        static DenseLayer Tents(bool isFirst) => isFirst
            ? new([.. Enumerable.Range(0, 6).Select(u => Enumerable.Range(0, 3).Select(i => i == u / 2 ? 1.0 : 0).ToArray())], [0, -0.5, 0, -0.5, 0, -0.5])
            : new([.. Enumerable.Range(0, 6).Select(u => Enumerable.Range(0, 6).Select(i => i / 2 != u / 2 ? 0.0 : i % 2 == 0 ? 2 : -4).ToArray())],
                [0, -0.5, 0, -0.5, 0, -0.5]);
        DenseLayer[] layers = [Tents(true), Tents(false), new([[2, -4, 1, 3, 5, 1]], [0])];

        var regions = Regions.OfSolid(PiecewiseLinearModel.Of(Nets.Model(layers)), new SolidBox(0, 1));

        regions.CellsByLayer.ShouldBe([8, 64]);
    }

    [Fact]
    public void WrongBoxesAndTooManyCellsAreRefused()
    {
        var layers = Nets.Random(new Random(1), [3, 8, 1], 1.0 / 1024);
        var view = PiecewiseLinearModel.Of(Nets.Model(layers));
        Should.Throw<ArgumentException>(() => Regions.OfSolid(view, new SolidBox(1, 1)));
        Should.Throw<ArgumentException>(() => new SolidBox([0, 0], [1, 1]));
        var flat = PiecewiseLinearModel.Of(Nets.Model(Nets.Random(new Random(1), [2, 3, 1], 0.5)));
        Should.Throw<ArgumentException>(() => Regions.OfSolid(flat, new SolidBox(0, 1)));
        Should.Throw<RelumineException>(() => Regions.OfSolid(view, new SolidBox(-1, 1), mostCells: 5)).Kind.ShouldBe(ErrorKind.InvalidRequest);
    }
}
