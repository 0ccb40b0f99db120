using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Initializers;
using Relumine.Engine.Networks;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Engine.Tests.Learning;

/// <summary>The variances that initialisers promise, and their other properties; seeds are fixed, error bars are stated.</summary>
public class InitializerTests
{
    private const int Units = 200;
    private const int Inputs = 300;

    [Theory]
    [InlineData("heNormal", 2.0 / Inputs)]
    [InlineData("heUniform", 2.0 / Inputs)]
    [InlineData("lecunNormal", 1.0 / Inputs)]
    [InlineData("lecunUniform", 1.0 / Inputs)]
    [InlineData("glorotNormal", 2.0 / (Inputs + Units))]
    [InlineData("glorotUniform", 2.0 / (Inputs + Units))]
    [InlineData("normal", 0.01 * 0.01)]
    [InlineData("uniform", 0.05 * 0.05 / 3)]
    [InlineData("truncatedNormal", 0.05 * 0.05 * 0.7737413)] // 1 − 4·φ(2)/(2Φ(2) − 1)
    public void TheVarianceIsAsPromised(string name, double variance)
    {
        var (first, second) = (new Sample(), new Sample());
        foreach (var w in Fill(InitializerCatalogue.Find(name)!))
        {
            first.Add(w);
            second.Add((double)w * w);
        }

        first.ShouldAgreeWith(0);
        second.ShouldAgreeWith(variance);
    }

    [Fact]
    public void AMeanMovesEveryWeightAndNoOtherBit()
    {
        foreach (var (plain, moved) in (ReadOnlySpan<(Initializer, Initializer)>)[
            (new Normal(0.5), new Normal(0.5, 2)), (new Uniform(0.5), new Uniform(0.5, 2)), (new TruncatedNormal(0.5), new TruncatedNormal(0.5, 2)),
        ])
        {
            Fill(moved).ShouldBe(Fill(plain).Select(w => w + 2), 1e-6, plain.Name);
        }
    }

    [Fact]
    public void NothingLiesBeyondTwoDeviationsOfATruncatedNormal()
    {
        var weights = Fill(new TruncatedNormal(0.5, 1));
        weights.ShouldAllBe(w => w >= 0 && w <= 2);

        // Of those within two deviations 71.5 % lie within one: (2Φ(1) − 1)/(2Φ(2) − 1).
        var within = weights.Count(w => Math.Abs(w - 1) < 0.5) / (double)weights.Length;
        within.ShouldBe(0.682689 / 0.954500, 4 * Math.Sqrt(0.2 / weights.Length));
    }

    [Fact]
    public void BiasesAreDrawnWithTheFanOfTheirLayerAndLeaveTheWeightsAsTheyAre()
    {
        var plain = Network.Input(50).Dense(20_000).Relu().Dense(3);
        var drawn = Network.Input(50).Dense(20_000, bias: InitialBias.Of(new LecunUniform())).Relu().Dense(3);
        var (before, after) = (plain.Build(4), drawn.Build(4));
        after.Weights["dense1.weight"].ToDoubles().ShouldBe(before.Weights["dense1.weight"].ToDoubles());
        var squares = new Sample();
        foreach (var b in after.Weights["dense1.bias"].Values<float>())
        {
            squares.Add((double)b * b);
        }

        squares.ShouldAgreeWith(1.0 / 50);
        after.Weights["dense2.bias"].ToDoubles().ShouldAllBe(b => b == 0);

        // As the network as a whole says it, and with other numbers in every layer.
        var all = plain.Build(4, new Initialization(new HeNormal(), Biases: new Normal(0.1)));
        var biases = all.Weights["dense2.bias"].ToDoubles();
        biases.ShouldAllBe(b => b != 0);
        biases.ShouldNotBe(all.Weights["dense1.bias"].ToDoubles().Take(3));
        Should.Throw<ArgumentException>(() => InitialBias.Of(new Orthogonal())).Message.ShouldContain("orthogonal");
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.25)]
    [InlineData(1.0)]
    public void HeIsTwoOverOnePlusSlopeSquared(double slope)
    {
        var network = Network.Input(Inputs).Dense(Units).LeakyRelu(slope);
        var squares = new Sample();
        foreach (var w in network.Build(5).Weights["dense1.weight"].Values<float>())
        {
            squares.Add((double)w * w);
        }

        squares.ShouldAgreeWith(2 / (1 + (slope * slope)) / Inputs);
    }

    [Theory]
    [InlineData("heNormal", 2.0 / (8 * 9))]
    [InlineData("lecunUniform", 1.0 / (8 * 9))]
    [InlineData("glorotUniform", 2.0 / ((8 * 9) + (200 * 9)))]
    [InlineData("orthogonal", 2.0 / 200)] // 72 orthonormal columns of length 200
    public void AConvolutionCountsItsTapsAsInputs(string name, double variance)
    {
        var squares = new Sample();
        foreach (
            var w in Network.Input(8, 9, 9).Conv(200, 3, initializer: InitializerCatalogue.Find(name)).Relu().Build(3).Weights["conv1.weight"].Values<float>()
        )
        {
            squares.Add((double)w * w);
        }

        squares.ShouldAgreeWith(variance);
    }

    [Fact]
    public void FanOutDividesByTheOutputs() =>
        new HeNormal(Fan.Out).Variance(Context(Math.Sqrt(2))).ShouldBe(2.0 / Units, 1e-15);

    [Theory]
    [InlineData(7, 30)]
    [InlineData(30, 7)]
    [InlineData(12, 12)]
    public void OrthogonalIsOrthonormalTimesTheGain(int rows, int columns)
    {
        var weights = new float[rows * columns];
        new Orthogonal(1.5).Fill(weights, new InitializerContext(new Shape(rows, columns), columns, rows, 1, new CounterRandom(1, 0, 0)));
        for (var a = 0; a < Math.Min(rows, columns); a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var dot = Enumerable.Range(0, Math.Max(rows, columns)).Sum(i => rows <= columns
                    ? (double)weights[(a * columns) + i] * weights[(b * columns) + i]
                    : (double)weights[(i * columns) + a] * weights[(i * columns) + b]);
                dot.ShouldBe(a == b ? 1.5 * 1.5 : 0, 1e-5);
            }
        }
    }

    [Fact]
    public void RaisConstantIsThatOfThePaper() => Rai.Sigma.ShouldBe(0.600747, 5e-7);

    [Fact]
    public void RaiMakesOneNumberOfEveryUnitPositiveTheBiasIncluded()
    {
        // With two inputs a third of the replacements hit the bias; Beta(2, 1) has mean 2/3 and variance 1/18.
        var weights = new float[2 * 30_000];
        var biases = new float[30_000];
        new Rai().Fill(weights, biases, new InitializerContext(new Shape(30_000, 2), 2, 30_000, 1, new CounterRandom(9, 0, 0)));
        var (bias, square) = (new Sample(), new Sample());
        foreach (var b in biases)
        {
            bias.Add(b);
            square.Add((double)b * b);
        }

        bias.ShouldAgreeWith(1.0 / 3 * 2 / 3);
        square.ShouldAgreeWith((1.0 / 3 * 0.5) + (2.0 / 3 * Rai.Sigma * Rai.Sigma / 2));
        for (var unit = 0; unit < biases.Length; unit++)
        {
            Math.Max(biases[unit], Math.Max(weights[2 * unit], weights[(2 * unit) + 1])).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public void LsuvGivesEveryLayerUnitVarianceOnTheData()
    {
        var samples = ModelTensor.Zeros(ElementType.Float32, new Shape(200, 20));
        Draw(samples.Values<float>(), 3);
        var network = Network.Input(20);
        for (var layer = 0; layer < 6; layer++)
        {
            network = network.Dense(40).Relu();
        }

        var model = network.Dense(10).Build(1, new(new Lsuv()), samples);

        foreach (var node in model.Graph.Nodes.Where(n => n.Name.StartsWith("dense", StringComparison.Ordinal)))
        {
            Values(model, node.Name, samples).Variance.ShouldBe(1, 0.001, node.Name);
        }

        Should.Throw<ArgumentException>(() => network.Build(1, new(new Lsuv()))).Message.ShouldContain("Give samples to Build");
    }

    [Fact]
    public void TheGainIsThatOfTheActivationThatFollows()
    {
        var network = Network.Input(4).Dense(200).BatchNormalization().Tanh().Dense(200).Relu().Dense(200);
        var model = network.Build(1, new(new Orthogonal()));

        Norm("dense1.weight").ShouldBe(1.592537420 * Math.Sqrt(4), 1e-4);
        Norm("dense2.weight").ShouldBe(Math.Sqrt(2 * 200), 1e-3);

        // No activation follows the last layer: it is drawn like those before it.
        Norm("dense3.weight").ShouldBe(Math.Sqrt(2 * 200), 1e-3);

        double Norm(string weight) => Math.Sqrt(model.Weights[weight].ToDoubles().Sum(w => w * w));
    }

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 1.0)]
    [InlineData(3, 1.2756644477)] // 1 + √3/(2π)
    [InlineData(4, 1.5513288954)] // 1 + √3/π
    public void TheGainOfMaxoutIsThatOfTheLargestOfSeveralNormals(int pieces, double meanSquare)
    {
        var weights = Network.Input(10).Maxout(5, pieces, new Orthogonal()).Build().Weights["maxout1.weight"];
        var norm = weights.ToDoubles().Sum(w => w * w);

        norm.ShouldBe(Math.Min(10, 5 * pieces) / meanSquare, 1e-5);
    }

    internal static Sample Values(Model model, string value, ModelTensor samples)
    {
        var graph = model.Graph with { Outputs = new[] { new ValueInfo(value, ElementType.Float32, default) { RankKnown = false } } };
        using var plan = Plan.Compile(model with { Graph = graph });
        var count = samples.Shape[0];
        var output = ModelTensor.Zeros(ElementType.Float32, plan.Outputs[0].Shape.With(0, count));
        plan.Run(count, [samples], [output]);
        var sample = new Sample();
        foreach (var v in output.Values<float>())
        {
            sample.Add(v);
        }

        return sample;
    }

    internal static void Draw(Span<float> values, ulong seed)
    {
        var random = new CounterRandom(seed, 77, 0);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)random.Normal(i);
        }
    }

    private static InitializerContext Context(double gain) => new(new Shape(Units, Inputs), Inputs, Units, gain, new CounterRandom(11, 5, 0));

    private static float[] Fill(Initializer initializer)
    {
        var weights = new float[Units * Inputs];
        initializer.Fill(weights, Context(Math.Sqrt(2)));
        return weights;
    }
}
