using Relumine.Geometry.Planes;
using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Views;

namespace Relumine.Geometry.Tests.Planes;

/// <summary>Cells of networks with two inputs, against exact enumeration and against what is known.</summary>
public class PlaneTests
{
    public static TheoryData<int, int[], double> RandomNetworks()
    {
        var data = new TheoryData<int, int[], double>();
        var random = new Random(20260);
        for (var seed = 1; seed <= 60; seed++)
        {
            int[] widths = [2, .. Enumerable.Range(0, 1 + (seed % 3)).Select(_ => random.Next(1, seed % 3 == 2 ? 6 : 9)), 1 + (seed % 2)];
            data.Add(seed, widths, seed % 4 == 0 ? 1.0 / 1024 : seed % 4 == 1 ? 1 : 0.5);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(RandomNetworks))]
    public void RandomNetworksHaveTheCellsOfExactEnumeration(int seed, int[] widths, double grain)
    {
        var layers = Nets.Random(new Random(seed), widths, grain);
        var exact = new ExactCells(layers, -1, 1);

        var regions = Regions.OfBox(PiecewiseLinearModel.Of(Nets.Model(layers)), new PlaneBox(-1, 1));

        regions.Cells.ShouldBe(exact.Count, $"seed {seed}");
        regions.AffinePieces.ShouldBe(exact.AffinePieces, $"seed {seed}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void LeakyNetworksToo(int seed)
    {
        var layers = Nets.Random(new Random(seed), [2, 5, 4, 1], 0.5);
        var exact = new ExactCells(layers, -1, 1, 0.25);
        var leaky = new Relumine.Graph.Operators.Activations.Activate(Relumine.Kernels.ActivationCatalogue.Create("LeakyRelu", 0.25));

        var regions = Regions.OfBox(PiecewiseLinearModel.Of(Nets.Model(layers, leaky)), new PlaneBox(-1, 1));

        regions.Cells.ShouldBe(exact.Count, $"seed {seed}");
        regions.AffinePieces.ShouldBe(exact.AffinePieces, $"seed {seed}");
    }

    [Theory]
    [InlineData(16, 137)]
    [InlineData(32, 529)]
    public void LinesInGeneralPosition(int units, int cells)
    {
        // Directions all round, so that no two lines are nearly parallel and every crossing lies in the box.
        var random = new Random(3);
        var angles = Enumerable.Range(0, units).Select(i => Math.PI * i / units);
        var layers = Nets.OneLayer([.. angles.Select(a => new[] { Math.Cos(a), Math.Sin(a) })], [.. angles.Select(_ => random.NextDouble())]);

        var regions = Regions.OfBox(PiecewiseLinearModel.Of(Nets.Model(layers)), new PlaneBox(-100, 100));

        regions.Cells.ShouldBe(cells);
        regions.AffinePieces.ShouldBe(cells);
        (regions.Vertices - regions.Edges + regions.Cells).ShouldBe(1);
    }

    [Fact]
    public void WithoutBiasesAllLinesGoThroughOnePoint()
    {
        var layers = Nets.Random(new Random(3), [2, 8, 1], 1.0 / 4096);
        layers[0] = layers[0] with { Biases = new double[8] };

        var regions = Regions.OfBox(PiecewiseLinearModel.Of(Nets.Model(layers)), new PlaneBox(-1, 1));

        regions.Cells.ShouldBe(16);
        regions.Vertices.ShouldBe(4 + 16 + 1);
    }

    [Theory]
    [InlineData(1, 44)]
    [InlineData(2, 176)]
    [InlineData(3, 704)]
    public void FoldedCoordinatesUnfoldIntoMirroredCopies(int folds, int cells)
    {
        var layers = new List<DenseLayer>();
        double[][] tent = [[2, -4, 0, 0], [2, -4, 0, 0], [0, 0, 2, -4], [0, 0, 2, -4]];
        double[] halves = [0, -0.5, 0, -0.5];
        layers.Add(new DenseLayer([[1, 0], [1, 0], [0, 1], [0, 1]], halves));
        for (var k = 1; k < folds; k++)
        {
            layers.Add(new DenseLayer(tent, halves));
        }

        double[][] lines = [[1, 0.5], [0.5, -1], [1, -0.25], [0.25, 1]];
        layers.Add(new DenseLayer([.. lines.Select(l => new[] { 2 * l[0], -4 * l[0], 2 * l[1], -4 * l[1] })], [-0.75, 0.25, -0.4375, -0.5625]));
        layers.Add(new DenseLayer([[1, 1, 1, 1]], [0]));

        var regions = Regions.OfBox(PiecewiseLinearModel.Of(Nets.Model(layers)), new PlaneBox(0, 1));

        regions.Cells.ShouldBe(cells);
        regions.CellsByLayer.Take(folds).ShouldBe(Enumerable.Range(1, folds).Select(k => 1 << (2 * k)));
    }

    [Fact]
    public void DegenerateLines()
    {
        // Three through one point, one of them twice, once turned round and once scaled; a parallel; units without weights; the box's own side.
        double[][] weights = [[1, 0], [0, 1], [1, 1], [1, 1], [-1, -1], [3, 3], [1, 1], [0, 0], [0, 0], [1, 0]];
        double[] biases = [0, 0, 0, 0, 0, 0, -0.5, 0, 1, 1];

        var regions = Regions.OfBox(PiecewiseLinearModel.Of(Nets.Model(Nets.OneLayer(weights, biases))), new PlaneBox(-1, 1));

        // Six cells around the point; the parallel cuts three of them.
        regions.Cells.ShouldBe(9);
        regions.AllEdges().Count().ShouldBe(regions.Edges);
        regions.AllCells().Sum(c => c.Vertices.Count).ShouldBe((2 * regions.Edges) - regions.AllEdges().Count(e => e.Crease.IsBorder));
        regions.Vertices.ShouldBe(4 + 1 + 4 + 2 + 2);
    }

    [Fact]
    public void CellsKnowTheirMapPatternAndCreases()
    {
        var layers = Nets.Random(new Random(5), [3, 7, 6, 2], 1.0 / 1024);
        var model = PiecewiseLinearModel.Of(Nets.Model(layers));
        double[] origin = [0.1, 0.2, -0.3], u = [1, 0.5, 0], v = [0, -0.25, 1];

        var regions = Regions.OfPlane(model, origin, u, v, new PlaneBox(-1, 2, -1, 1));

        regions.Cells.ShouldBeGreaterThan(20);
        regions.Area.ShouldBe(regions.Box.Area, 1e-9);
        foreach (var cell in regions.AllCells())
        {
            cell.Area.ShouldBeGreaterThan(0);
            var (s, t) = (cell.Vertices.Average(p => p.S), cell.Vertices.Average(p => p.T));
            var layersThere = model.EvaluateLayers([.. Enumerable.Range(0, 3).Select(i => origin[i] + (s * u[i]) + (t * v[i]))]);
            for (var l = 0; l < 2; l++)
            {
                layersThere[l + 1].Select((h, i) => h > 0 == ((cell.Pattern[l] >> i & 1) != 0)).ShouldAllBe(same => same);
            }

            var y = model.Evaluate(layersThere[0]);
            cell.Outputs.Select((m, o) => Math.Abs(m.Value(s, t) - y[o])).ShouldAllBe(error => error < 1e-12);
        }

        foreach (var edge in regions.AllEdges().Where(e => !e.Crease.IsBorder))
        {
            var (s, t) = ((edge.From.S + edge.To.S) / 2, (edge.From.T + edge.To.T) / 2);
            var there = model.EvaluateLayers([.. Enumerable.Range(0, 3).Select(i => origin[i] + (s * u[i]) + (t * v[i]))]);
            Math.Abs(there[edge.Crease.Layer + 1][edge.Crease.Unit]).ShouldBeLessThan(1e-12);
            edge.Left.ShouldNotBe(edge.Right);
        }
    }

    [Fact]
    public void CellsCanBeHadOneByOne()
    {
        var model = PiecewiseLinearModel.Of(Nets.Model(Nets.Random(new Random(9), [2, 8, 8, 1], 1.0 / 1024)));
        var regions = Regions.OfBox(model, new PlaneBox(-1, 1));

        var stream = Regions.CellsOfPlane(model, [0, 0], [1, 0], [0, 1], new PlaneBox(-1, 1)).ToArray();

        stream.Length.ShouldBe(regions.Cells);
        stream.Sum(c => c.Area).ShouldBe(4, 1e-9);
        stream.Select(c => string.Join(' ', c.Pattern)).ShouldBe(regions.AllCells().Select(c => string.Join(' ', c.Pattern)));
    }

    [Fact]
    public void TooManyCellsAreRefused()
    {
        var model = PiecewiseLinearModel.Of(Nets.Model(Nets.Random(new Random(9), [2, 8, 8, 1], 1.0 / 1024)));

        Should
            .Throw<Relumine.Graph.Errors.RelumineException>(() => Regions.OfBox(model, new PlaneBox(-1, 1), mostCells: 10))
            .Message.ShouldContain("more than 10 cells");
    }
}
