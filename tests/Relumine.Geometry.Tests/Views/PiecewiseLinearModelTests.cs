using Relumine.Engine.Inference;
using Relumine.Engine.Networks;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Tests.Oracles;
using Relumine.Geometry.Views;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Calculus;

namespace Relumine.Geometry.Tests.Views;

/// <summary>A model seen as pieces computes what the engine computes, and its pieces are affine.</summary>
public class PiecewiseLinearModelTests
{
    private static readonly Dictionary<string, Func<Network>> s_networks = new()
    {
        ["dense"] = () => Network.Input(5).Dense(8).Relu().Dense(7).LeakyRelu(0.2).Dense(3),
        ["bends with several knots"] = () => Network.Input(5).Dense(8).Relu6().Dense(7).Activate("HardSigmoid").Dense(6).Activate("HardTanh").Dense(2),
        ["learned slopes"] = () => Network.Input(5).Dense(6).Prelu(0.3).Dense(6).Prelu(-0.5, shared: true).Dense(2),
        ["both signs"] = () => Network.Input(4).Dense(5).CRelu().Dense(4).Apply("abs", new Abs()).Dense(2),
        ["convolution"] = () =>
            Network.Input(2, 6, 5).Conv(4, 3, padding: 1).BatchNormalization().Relu().Conv(4, 3, stride: 2, groups: 2).Relu().Flatten().Dense(3),
        ["pooling"] = () => Network.Input(1, 8, 8).Conv(3, 3).Relu().MaxPool(2).Conv(3, 2).AveragePool(2, 1, 1).Relu().GlobalAveragePool().Flatten().Dense(2),
        ["padded pooling"] = () => Network.Input(1, 5, 5).Conv(2, 2).MaxPool(3, 2, 1).GlobalMaxPool().Flatten().Dense(2),
        ["residual"] = () => Network.Input(6).Dense(6).Residual(n => n.Dense(6).Relu().Dense(6)).Relu().Residual(n => n.Dense(6).Relu().Dense(6)).Dense(2),
        ["maxout"] = () => Network.Input(5).Maxout(6, 2).Dense(5).Maxout(3, 5).Dense(2),
        ["dropout and two linear layers"] = () => Network.Input(5).Dense(7).Dropout().Dense(9).Dense(4).RandomizedRelu().Dense(2),
    };

    public static TheoryData<string> Names => [.. s_networks.Keys];

    public static TheoryData<string> Activations => [.. ActivationCatalogue.All.Select(a => a.Card.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ComputesWhatTheEngineComputes(string name)
    {
        var model = Spread(s_networks[name]());
        var view = PiecewiseLinearModel.Of(model);
        var random = new Random(1);
        for (var sample = 0; sample < 5; sample++)
        {
            var x = Sample(random, view.Inputs);
            Close(view.Evaluate(x), Run(model, x));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PiecesOfALineAreAffine(string name)
    {
        var view = PiecewiseLinearModel.Of(Spread(s_networks[name]()));
        var random = new Random(2);
        var (a, b) = (Sample(random, view.Inputs), Sample(random, view.Inputs));
        var pieces = Regions.OfLine(view, a, b, -3, 3).Cells().ToArray();

        pieces.Length.ShouldBeGreaterThan(3);
        pieces[0].Start.ShouldBe(-3);
        pieces[^1].End.ShouldBe(3);
        foreach (var piece in pieces)
        {
            foreach (var share in new[] { 0, 0.3, 0.9, 1 })
            {
                var t = piece.Start + (share * (piece.End - piece.Start));
                Close(view.Evaluate(Along(a, b, t)), [.. Enumerable.Range(0, view.Outputs).Select(o => piece.Value(o, t))]);
            }
        }

        foreach (var (before, after) in pieces.Zip(pieces.Skip(1)))
        {
            after.Start.ShouldBe(before.End);
            after.Bending.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CellsOfAPlaneAreAffine(string name)
    {
        var view = PiecewiseLinearModel.Of(Spread(s_networks[name]()));
        var random = new Random(3);
        double[][] p = [Sample(random, view.Inputs), Sample(random, view.Inputs), Sample(random, view.Inputs)];

        var regions = Regions.OfPlane(view, p[0], p[1], p[2], new PlaneBox(-1, 1));

        regions.Cells.ShouldBeGreaterThan(3);
        regions.CellsByLayer[^1].ShouldBe(regions.Cells);
        regions.AllEdges().Count().ShouldBe(regions.Edges);
        regions.AllCells().SelectMany(c => c.Vertices).Select(v => v.Index).Distinct().Count().ShouldBe(regions.Vertices);
        foreach (var cell in regions.AllCells().Take(200))
        {
            foreach (var corner in cell.Vertices)
            {
                var (s, t) = (corner.S, corner.T);
                Close(view.Evaluate([.. p[0].Select((x, i) => x + (s * p[1][i]) + (t * p[2][i]))]), [.. cell.Outputs.Select(m => m.Value(s, t))]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void EveryActivationIsCutIntoPiecesOrRefusedWithTheReason(string name)
    {
        var f = ActivationCatalogue.Find(name)!;
        var model = Nets.Model([new([[1]], [0]), new([[1]], [0])], new Activate(f));
        var isPiecewiseLinear = !Enumerable.Range(-400, 800).Select(i => (i + 0.37) / 40).Any(x =>
            Math.Abs(f.Value(x + 1e-3) - (2 * f.Value(x)) + f.Value(x - 1e-3)) is > 1e-9 and < 1e-5) && name != "ThresholdedRelu";
        if (!isPiecewiseLinear)
        {
            Should.Throw<UnsupportedException>(() => PiecewiseLinearModel.Of(model)).Message.ShouldContain($"'act0' cannot be cut into linear pieces: {name}");
            return;
        }

        var view = PiecewiseLinearModel.Of(model);
        Regions.OfInterval(view, -25, 25).AffinePieces().Skip(1).Select(p => p.Start).ShouldBe(Kinks.Of(f).Select(k => k.At), 1e-12);
        foreach (var x in new[] { -15, -3, -2.5, -0.1, 0, 0.5, 2.5, 6, 17 })
        {
            view.Evaluate([x])[0].ShouldBe(f.Value(x), 1e-12);
        }
    }

    [Fact]
    public void TheLargestOfSeveralBendsOnlyWhereTheWinnerChanges()
    {
        var line = PiecewiseLinearModel.Of(Largest([[1, 0], [-1, 0], [0, 0]], [0, 0, 0.25]));
        Regions.OfLine(line, [-1, 0], [1, 0]).Cells().Skip(1).Select(p => p.Start).ShouldBe([0.375, 0.625]);

        // The largest of s, t and −(s + t): three creases that end in the middle, where no cut goes on; one of them begins in a corner.
        var three = Regions.OfBox(PiecewiseLinearModel.Of(Largest([[1, 0], [0, 1], [-1, -1]], [0, 0, 0])), new PlaneBox(-1, 1.5));
        (three.Cells, three.AffinePieces, three.Vertices, three.Edges).ShouldBe((3, 3, 7, 9));

        // The maximum of tangents of a parabola has as many cells as tangents.
        var tangents = Enumerable.Range(0, 9).Select(i => (i % 3 - 1, i / 3 - 1)).ToArray();
        var nine = Regions.OfBox(
            PiecewiseLinearModel.Of(
                Largest(
                    [.. tangents.Select(p => new double[] { 2 * p.Item1, 2 * p.Item2 })],
                    [.. tangents.Select(p => -(double)((p.Item1 * p.Item1) + (p.Item2 * p.Item2)))]
                )
            ),
            new PlaneBox(-2, 2)
        );
        nine.Cells.ShouldBe(9);
        nine.Vertices.ShouldBe(16);
    }

    [Fact]
    public void SmoothOperatorsAreRefusedUnlessTheyAreATailThatMayBeCutOff()
    {
        var model = Network.Input(3).Dense(4).Relu().Dense(2).Softmax().Build(1);

        Should.Throw<UnsupportedException>(() => PiecewiseLinearModel.Of(model)).Message.ShouldContain("Softmax");
        var view = PiecewiseLinearModel.Of(model, new ViewOptions { CutSmoothTail = true });
        view.Notes.Single().ShouldContain("Softmax");
        view.Layers.Count.ShouldBe(1);
        var inside = Network.Input(3).Dense(4).Sigmoid().Dense(2).Build(1);
        Should.Throw<UnsupportedException>(() => PiecewiseLinearModel.Of(inside, new ViewOptions { CutSmoothTail = true })).Message.ShouldContain("Sigmoid");
    }

    [Fact]
    public void ProductsOfTwoValuesAreRefused()
    {
        var model = Nets.Model(2, 2, "y", [new Node("square", new Mul(), new[] { "x", "x" }, new[] { "y" })], []);

        Should
            .Throw<UnsupportedException>(() => PiecewiseLinearModel.Of(model))
            .Message.ShouldContain("Mul 'square' cannot be cut into linear pieces: it multiplies two values that both depend on the input");
    }

    private static Model Largest(double[][] weights, double[] biases) => Nets.Model(
        2, 1, "y",
        [
            new Node("dense", new Graph.Operators.Products.Gemm(TransB: true), new[] { "x", "w", "b" }, new[] { "z" }),
            new Node("max", new ReduceMax(KeepDims: true), new[] { "z", "axes" }, new[] { "y" }),
        ],
        new Dictionary<string, ModelTensor>
        {
            ["w"] = ModelTensor.Of<double>(new Shape(weights.Length, 2), weights.SelectMany(w => w).ToArray()),
            ["b"] = ModelTensor.Vector<double>(biases),
            ["axes"] = ModelTensor.Vector<long>(1),
        });

    private static Model Spread(Network network)
    {
        var (model, random) = (network.Build(3), new Random(5));
        foreach (
            var (_, weight) in model
                .Weights.Where(w => w.Value.Type == ElementType.Float32 && w.Value.Shape.Rank == 1)
                .OrderBy(w => w.Key, StringComparer.Ordinal)
        )
        {
            foreach (ref var x in weight.Values<float>())
            {
                x = 0.2f + (random.NextSingle() / 2);
            }
        }

        return model;
    }

    private static double[] Run(Model model, double[] x)
    {
        var wide = new WidenPrecision().Apply(new LowerTraining().Apply(model).Model).Model;
        using var plan = Plan.Compile(wide);
        var y = ModelTensor.Zeros(ElementType.Float64, plan.Outputs[0].Shape);
        plan.Run(1, [ModelTensor.Of<double>(plan.Inputs[0].Shape, x)], [y]);
        return y.ToDoubles();
    }

    private static double[] Sample(Random random, int size) => [.. Enumerable.Range(0, size).Select(_ => (random.NextDouble() * 2) - 1)];

    private static double[] Along(double[] a, double[] b, double t) => [.. a.Zip(b, (x, y) => x + (t * (y - x)))];

    private static void Close(double[] actual, double[] expected) =>
        actual.Zip(expected, (x, y) => Math.Abs(x - y) / (1 + Math.Abs(y))).Max().ShouldBeLessThan(1e-10);
}
