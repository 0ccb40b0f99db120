using Relumine.Engine.Inference;
using Relumine.Engine.Tests.Inference;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Normalizations;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;
using Relumine.Graph.Tests.Rewrites;

namespace Relumine.Graph.Tests.Contracts;

/// <summary>What every rewrite of the catalogue must keep: its promise, and that doing it twice does no more.</summary>
public class RewriteContract
{
    private const int Samples = 7;

    public static TheoryData<string> Names => [.. RewriteCatalogue.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void KeepsItsPromiseAndIsIdempotent(string name)
    {
        var rewrite = RewriteCatalogue.All.Single(r => r.Name == name);
        rewrite.Summary.Length.ShouldBeGreaterThan(40);
        for (var seed = 0; seed < 40; seed++)
        {
            var model = Ornate(seed);
            var result = rewrite.Apply(model);
            var described = $"seed {seed}: {string.Join("; ", result.Changes)}";
            (result.Changes.Count == 0).ShouldBe(ReferenceEquals(result.Model, model), described);
            if (rewrite.Promise != RewritePromise.NewFunction)
            {
                ShouldBeClose(Run(result.Model, seed), Run(model, seed), described);
            }

            var again = rewrite.Apply(result.Model);
            again.Changes.ShouldBeEmpty(described);
            again.Model.ShouldBeSameAs(result.Model);
            again.Refusals.ShouldBe(result.Refusals, described);
        }
    }

    [Fact]
    public void TheNetworksGiveEveryRewriteWork()
    {
        foreach (var rewrite in RewriteCatalogue.All)
        {
            Enumerable.Range(0, 40).Count(seed => rewrite.Apply(Ornate(seed)).Changes.Count > 0).ShouldBeGreaterThan(8, rewrite.Name);
        }
    }

    /// <summary>A random network of dense layers, normalisations, spelt-out activations, detours and dead ends.</summary>
    internal static Model Ornate(int seed)
    {
        var random = new Random(seed);
        var graph = new Graphs(ElementType.Float32, "N", 6);
        var (value, width) = ("x", 6);
        for (var layer = 0; layer < 3; layer++)
        {
            var next = random.Next(2, 7);
            var product = random.Next(3) switch
            {
                0 => graph.Add(new Gemm(TransB: true), value, Numbers(next, width), Numbers(next)),
                1 => graph.Add(new Add(), graph.Add(new MatMul(), value, Numbers(width, next)), Numbers(next)),
                _ => graph.Add(new MatMul(), value, graph.Add(new Transpose(), Numbers(next, width))),
            };
            width = next;
            if (random.Next(2) == 0)
            {
                product = graph.Add(new BatchNormalization(), product, Numbers(next), Numbers(next), Numbers(next), Positive(next));
            }

            value = random.Next(6) switch
            {
                0 => graph.Add(new Max(), product, 0),
                1 => graph.Add(new Clip(), product, 0, 6),
                2 => graph.Add(new Mul(), product, graph.Add(new Div(), 1, graph.Add(new Add(), 1, graph.Add(new Exp(), graph.Add(new Neg(), product))))),
                3 => graph.Add(
                    new Mul(),
                    0.5,
                    graph.Add(new Mul(), product, graph.Add(new Add(), 1, graph.Add(new Erf(), graph.Add(new Div(), product, graph.Add(new Sqrt(), 2)))))
                ),
                4 => graph.Add(new PRelu(), product, 0.25),
                _ => graph.Add(new Sub(), product, 0.125),
            };
            if (random.Next(3) == 0)
            {
                value = graph.Add(random.Next(3) switch { 0 => new Identity(), 1 => new AlphaDropout(0.1), _ => new Dropout() }, value);
            }

            if (random.Next(3) == 0)
            {
                graph.Add(new Mul(), value, 2);
            }
        }

        return graph.Model(graph.Add(new Mul(), value, graph.Add(new Cast(), ModelTensor.Scalar(3L))));

        ModelTensor Numbers(params int[] dims) => new RandomNetworks(random.Next()).Numbers(ElementType.Float32, dims);

        ModelTensor Positive(int length)
        {
            var tensor = Numbers(length);
            foreach (ref var v in tensor.Values<float>())
            {
                v = 0.5f + Math.Abs(v);
            }

            return tensor;
        }
    }

    private static double[] Run(Model model, int seed)
    {
        using var plan = Plan.Compile(model);
        var input = new RandomNetworks(1000 + seed).Numbers(ElementType.Float32, Samples, 6);
        if (plan.Inputs[0].Type == ElementType.Float64)
        {
            input = ModelTensor.Of<double>(input.Shape, input.ToDoubles());
        }

        var output = ModelTensor.Zeros(plan.Outputs[0].Type, new Shape(Samples, plan.Outputs[0].SampleLength));
        plan.Run(Samples, [input], [output]);
        return output.ToDoubles();
    }

    private static void ShouldBeClose(double[] actual, double[] expected, string described)
    {
        var scale = expected.Max(Math.Abs) + 1e-3;
        for (var i = 0; i < expected.Length; i++)
        {
            actual[i].ShouldBe(expected[i], 2e-5 * scale, described);
        }
    }
}
