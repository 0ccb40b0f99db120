using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Networks;
using Relumine.Engine.Training.Planning;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Engine.Tests.Training;

/// <summary>
/// Networks of whole numbers whose pre-activations are exactly 0 here and there: their gradients are polynomials in λ with whole
/// coefficients, and float computes them without an error.
/// </summary>
public class KinkPolynomialTests
{
    private const int Width = 4;
    private const int Hidden = 3;
    private const int Samples = 8;

    public static TheoryData<int, bool, bool> Cases
    {
        get
        {
            var cases = new TheoryData<int, bool, bool>();
            foreach (var seed in Enumerable.Range(1, 10))
            {
                cases.Add(seed, seed % 2 == 0, seed % 3 == 0);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GradientsAreExactForOneLambdaAndForOneALayer(int seed, bool perLayer, bool plain)
    {
        var random = new Random(seed);
        var weights = Enumerable.Range(0, Hidden + 1).Select(_ => Whole(random, Width * Width)).ToArray();
        var (inputs, targets) = (Whole(random, Samples * Width), Whole(random, Samples * Width));
        inputs.AsSpan(0, 2 * Width).Clear();
        var touched = 0;
        foreach (var s in (double[])[0, 0.25, 0.5, 1])
        {
            double[] lambdas = perLayer ? [s, 1 - s, 0.5] : [s, s, s];
            var (network, kinks) = (Network.Input(Width), new double[Hidden]);
            for (var layer = 0; layer < Hidden; layer++)
            {
                network = network.Dense(Width).Relu(perLayer ? new Kink(lambdas[layer]) : null);
            }

            network = network.Dense(Width);
            var model = network.Build(1);
            for (var layer = 0; layer <= Hidden; layer++)
            {
                weights[layer].AsSpan().CopyTo(model.Weights[$"dense{layer + 1}.weight"].Values<float>());
            }

            using var plan = TrainingPlan.Compile(model, new TrainingPlanOptions
            {
                Loss = new MeanSquaredError(),
                Batch = Samples,
                Kink = new Kink(s),
                KinkOfLayer = network.KinkOfLayer,
                Fuse = !plain,
            });
            plan.Run(Samples, [ModelTensor.Of<float>(new Shape(Samples, Width), inputs)], Targets.OfValues(targets), 1);
            var (expected, zeros) = Gradients(weights, inputs, targets, lambdas);
            touched += zeros;
            foreach (var (name, gradient) in expected)
            {
                plan.Parameters.Single(p => p.Name == name)
                    .GradientToTensor()
                    .ToDoubles()
                    .ShouldBe(gradient, $"seed {seed}, λ {string.Join(", ", lambdas)}, {name}");
            }
        }

        touched.ShouldBeGreaterThan(20, "no kink was met");
    }

    [Fact]
    public void RecipesSayLambdaForTheNetworkAndForLayers()
    {
        // Everything is 0, so the gradient of the first bias is λ₁λ₂ times what comes from the output.
        var recipe = Recipe.Parse("""
            { "data": { "abs": { "samples": 8 } }, "kink": 0.25,
              "model": [ { "dense": 2, "init": { "constant": 0 } }, { "relu": { "kink": 0.5 } }, { "dense": 2, "init": { "constant": 1 } }, "relu", { "dense": 1, "init": { "constant": 1 } } ],
              "loss": "meanSquaredError", "optimizer": { "sgd": { "lr": 0.1 } }, "batch": 8, "epochs": 1 }
            """);
        using var run = TrainingRun.Prepare(recipe);
        var slope = -2 * run.Data.Training.Values!.ToDoubles().Average();
        run.Finish();
        foreach (var (name, factor) in (IEnumerable<(string, double)>)[("dense3.bias", 1), ("dense2.bias", 0.25), ("dense1.bias", 0.25 * 0.5 * 2)])
        {
            run.Trainer.Parameters.Single(p => p.Name == name).ToTensor().ToDoubles().ShouldAllBe(b => Math.Abs(b + (0.1 * slope * factor)) < 1e-6);
        }
    }

    private static float[] Whole(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-1, 2))];

    // Sample by sample with plain loops; how often a pre-activation was 0 is counted.
    private static (Dictionary<string, double[]> Gradients, int Zeros) Gradients(float[][] weights, float[] inputs, float[] targets, double[] lambdas)
    {
        var gradients = new Dictionary<string, double[]>();
        for (var layer = 0; layer <= Hidden; layer++)
        {
            (gradients[$"dense{layer + 1}.weight"], gradients[$"dense{layer + 1}.bias"]) = (new double[Width * Width], new double[Width]);
        }

        var zeros = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var a = new double[Hidden + 2][];
            var z = new double[Hidden + 1][];
            a[0] = [.. inputs.Skip(sample * Width).Take(Width).Select(v => (double)v)];
            for (var layer = 0; layer <= Hidden; layer++)
            {
                var (w, x) = (weights[layer], a[layer]);
                z[layer] = [.. Enumerable.Range(0, Width).Select(j => Enumerable.Range(0, Width).Sum(i => w[(j * Width) + i] * x[i]))];
                a[layer + 1] = [.. z[layer].Select(v => layer < Hidden ? Math.Max(0, v) : v)];
            }

            double[] g = [.. Enumerable.Range(0, Width).Select(j => 2 * (a[Hidden + 1][j] - targets[(sample * Width) + j]) / (Samples * Width))];
            for (var layer = Hidden; layer >= 0; layer--)
            {
                if (layer < Hidden)
                {
                    zeros += z[layer].Count(v => v == 0);
                    g = [.. g.Select((d, j) => d * (z[layer][j] > 0 ? 1 : z[layer][j] == 0 ? lambdas[layer] : 0))];
                }

                for (var j = 0; j < Width; j++)
                {
                    gradients[$"dense{layer + 1}.bias"][j] += g[j];
                    for (var i = 0; i < Width; i++)
                    {
                        gradients[$"dense{layer + 1}.weight"][(j * Width) + i] += g[j] * a[layer][i];
                    }
                }

                var (d, m) = (g, weights[layer]);
                g = [.. Enumerable.Range(0, Width).Select(i => Enumerable.Range(0, Width).Sum(j => d[j] * m[(j * Width) + i]))];
            }
        }

        return (gradients, zeros);
    }
}
