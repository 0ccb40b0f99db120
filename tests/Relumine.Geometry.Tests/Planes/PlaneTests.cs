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
}
