using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Networks;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Engine.Tests.Learning;

/// <summary>What holds for every initialiser of the catalogue.</summary>
public class InitializerContract
{
    public static TheoryData<string> Names => [.. InitializerCatalogue.All.Select(i => i.Name)];

    [Fact]
    public void TheCatalogueIsWhatRecipesOffer() =>
        InitializerCatalogue
            .All.Select(i => i.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "constant",
                "glorotNormal",
                "glorotUniform",
                "heNormal",
                "heUniform",
                "lecunNormal",
                "lecunUniform",
                "lsuv",
                "normal",
                "orthogonal",
                "rai",
                "truncatedNormal",
                "uniform",
            ]);

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSameSeedGivesTheSameWeightsAndAnotherSeedOthers(string name)
    {
        var (first, again, other) = (Drawn(name, 1), Drawn(name, 1), Drawn(name, 2));

        first.ShouldBe(again);
        first.SequenceEqual(other).ShouldBe(name == "constant");
        first.ShouldAllBe(w => float.IsFinite(w));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ItIsFoundByItsNameAndSaysWhatItDoes(string name)
    {
        InitializerCatalogue.Find(name.ToUpperInvariant()).ShouldNotBeNull().Name.ShouldBe(name);
        InitializerCatalogue.Find(name)!.Summary.Length.ShouldBeGreaterThan(20);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ChangingOneLayerLeavesTheOthersAsTheyAre(string name)
    {
        var drawn = new Initialization(InitializerCatalogue.Find(name)!);
        var samples = ModelTensor.Of<float>(new Shape(3, 4), [1, -2, 3, 0, 2, 1, 0, -1, 0.5f, 1, 1, 2]);
        var one = Network.Input(4).Dense(5).Relu().Dense(6).Build(7, drawn, samples);
        var other = Network.Input(4).Dense(5, new Constant(1)).Relu().Dense(6).Build(7, drawn, samples);

        Same("dense1.weight").ShouldBe(name == "constant" && one.Weights["dense1.weight"].Values<float>()[0] == 1);
        if (name != "lsuv")
        {
            Same("dense2.weight").ShouldBeTrue();
        }

        bool Same(string weight) => one.Weights[weight].Bytes.SequenceEqual(other.Weights[weight].Bytes);
    }

    private static float[] Drawn(string name, ulong seed)
    {
        var weights = new float[6 * 20];
        InitializerCatalogue.Find(name)!.Fill(weights, new InitializerContext(new Shape(6, 20), 20, 6, Math.Sqrt(2), new CounterRandom(seed, 3, 0)));
        return weights;
    }
}
