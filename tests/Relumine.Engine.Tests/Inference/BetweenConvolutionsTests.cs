using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;

namespace Relumine.Engine.Tests.Inference;

/// <summary>What stands between convolutions with channels side by side, and heads that are computed together: the same as operator by operator.</summary>
public class BetweenConvolutionsTests
{
    private const int Samples = 5;

    private static readonly Dictionary<string, Action<Sketch>> s_networks = new()
    {
        ["slopes, pooling and a scale a channel"] = s => s
            .Conv("x", "a", 3, 20, 3).Node("p", new PRelu(), "a", s.Weights(20, 1, 1))
            .Node("m", new MaxPool(new[] { 3, 3 }, new[] { 2, 2 }, new[] { 1, 1, 1, 1 }), "p")
            .Node("s", new Mul(), "m", s.Weights(1, 20, 1, 1)).Node("t", new Sub(), s.Weights(1), "s").Conv("t", "y", 20, 7, 3),
        ["stretched and added"] = s => s
            .Conv("x", "a", 3, 16, 3).Node("m", new MaxPool(new[] { 2, 2 }, new[] { 2, 2 }), "a").Conv("m", "b", 16, 16, 1)
            .Node("r", new Resize(Coordinates: ResizeCoordinates.Asymmetric, Nearest: ResizeNearest.Floor), "b", "", s.Numbers(1, 1, 2, 2))
            .Node("sum", new Add(), "r", "a").Conv("sum", "y", 16, 5, 3),
        ["stretched by halves, and read as planes"] = s => s
            .Conv("x", "a", 3, 16, 3).Node("r", new Resize(), "a", "", s.Numbers(1, 1, 1.5f, 0.5f)).Conv("r", "b", 16, 4, 1)
            .Node("t", new Transpose(new[] { 0, 2, 3, 1 }), "r").Node("y", new Flatten(), "t").Output("b"),
        ["smoothly stretched, which planes do"] = s => s
            .Conv("x", "a", 3, 16, 3).Node("r", new Resize(Linear: true), "a", "", s.Numbers(1, 1, 2, 2)).Conv("r", "y", 16, 4, 1),
        ["nobody reads it side by side"] = s => s.Conv("x", "a", 3, 16, 3).Node("y", new MaxPool(new[] { 2, 2 }, new[] { 2, 2 }), "a"),
        ["channels last, as other frameworks have it"] = s => s
            .Node("in", new Transpose(new[] { 0, 3, 1, 2 }), "x").Conv("in", "a", 18, 16, 3).Node("out", new Transpose(new[] { 0, 2, 3, 1 }), "a")
            .Node("back", new Transpose(new[] { 0, 3, 1, 2 }), "out").Node("p", new PRelu(), "back", s.Weights(16, 1, 1)).Conv("p", "b", 16, 4, 3)
            .Node("t", new Transpose(new[] { 0, 2, 3, 1 }), "b").Node("y", new Flatten(), "t").Output("out").Output("t"),
        ["turned, and read as planes too"] = s => s
            .Node("in", new Transpose(new[] { 0, 3, 1, 2 }), "x").Conv("in", "a", 18, 6, 3).Node("f", new Flatten(), "in")
            .Node("t", new Transpose(new[] { 0, 2, 3, 1 }), "a").Node("g", new Flatten(), "a").Node("h", new Flatten(), "t")
            .Node("y", new Concat(1), "f", "g", "h").Output("in"),
        ["turned in another way"] = s => s
            .Conv("x", "a", 3, 16, 3).Node("t", new Transpose(new[] { 0, 3, 2, 1 }), "a")
            .Node("u", new Transpose(new[] { 0, 3, 2, 1 }), "t").Conv("u", "y", 16, 3, 1),
        ["heads"] = s => s
            .Conv("x", "a", 3, 16, 3).Conv("a", "h1", 16, 1, 1).Conv("h1", "o1", 1, 1, 3, 1).Conv("a", "h2", 16, 4, 1).Conv("h2", "o2", 4, 4, 3, 4)
            .Conv("a", "h3", 16, 10, 1).Conv("h3", "o3", 10, 10, 3, 10).Node("y", new Concat(1), "o1", "o2", "o3").Output("o2"),
        ["heads of which one is read twice, without the rest"] = s => s
            .Conv("x", "a", 3, 16, 3).Conv("a", "h1", 16, 2, 3).Conv("a", "h2", 16, 4, 3).Conv("a", "h3", 16, 2, 1)
            .Node("t", new Transpose(new[] { 0, 2, 3, 1 }), "h1")
            .Node("y", new Concat(1), "h1", "h2", "h3").Output("t"),
        ["heads with activations stay apart"] = s => s
            .Conv("x", "a", 3, 16, 3).Conv("a", "h1", 16, 2, 3).Node("r1", new Activate(Activation.Of(Relu.Default)), "h1").Conv("a", "h2", 16, 4, 3)
            .Node("r2", new Activate(Activation.Of(Relu.Default)), "h2").Node("y", new Concat(1), "r1", "r2"),
    };

    public static TheoryData<string> Names => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void FusedAndUnfusedPlansAgree(string name)
    {
        var model = Draw(name);
        var plain = Run(model, new PlanOptions { Precision = ElementType.Float64, Fuse = false, Observe = Observation.Firing }, Samples);
        foreach (var options in new[] { new PlanOptions(), new PlanOptions { Observe = Observation.Full } })
        {
            var fused = Run(model, options with { Precision = ElementType.Float64 }, Samples);
            for (var output = 0; output < plain.Y.Length; output++)
            {
                foreach (var (a, b) in fused.Y[output].ToDoubles().Zip(plain.Y[output].ToDoubles()))
                {
                    a.ShouldBe(b, 1e-11 * (1 + Math.Abs(b)), $"output {output}");
                }
            }

            if (options.Observe == Observation.Full)
            {
                fused.Layers.Select(l => l.Name).ShouldBe(plain.Layers.Select(l => l.Name));
                fused.Layers.Zip(plain.Layers).ShouldAllBe(l => l.First.Statistics.FiredPositions.SequenceEqual(l.Second.Statistics.FiredPositions));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NeitherThreadsNorBatchesChangeABit(string name)
    {
        var model = Draw(name);
        var (whole, single) = (Run(model, new PlanOptions(), Samples).Y, Run(model, new PlanOptions { Threads = 2, Observe = Observation.Firing }, 1).Y);
        for (var output = 0; output < whole.Length; output++)
        {
            var first = whole[output].Bytes[..single[output].Bytes.Length];
            single[output].Bytes.SequenceEqual(first).ShouldBeTrue($"output {output}");
        }
    }

    private static Model Draw(string name)
    {
        var sketch = new Sketch(name.Length);
        s_networks[name](sketch);
        return sketch.Output("y").Build();
    }

    private static (ModelTensor[] Y, IReadOnlyList<ObservedLayer> Layers) Run(Model model, PlanOptions options, int samples)
    {
        using var plan = Plan.Compile(model, options);
        var x = new RandomNetworks(3).Numbers(ElementType.Float32, [Samples, 3, 12, 18]);
        var wide = plan.Inputs[0].Type == ElementType.Float64 ? ModelTensor.Of<double>(x.Shape, x.ToDoubles()) : x;
        var part = ModelTensor.Zeros(wide.Type, x.Shape.With(0, samples));
        wide.Bytes[..part.Bytes.Length].CopyTo(part.Bytes);
        ModelTensor[] y = [.. plan.Outputs.Select(o => ModelTensor.Zeros(o.Type, new Shape(samples, o.SampleLength)))];
        plan.Run(samples, [part], y);
        return (y, plan.Layers);
    }

    private sealed class Sketch(int seed)
    {
        private readonly RandomNetworks _random = new(seed);
        private readonly Dictionary<string, ModelTensor> _weights = [];
        private readonly List<Node> _nodes = [];
        private readonly List<string> _outputs = [];

        public Sketch Conv(string from, string to, int channels, int units, int kernel, int groups = 1)
        {
            var pad = kernel / 2;
            var op = new Conv(new[] { kernel, kernel }, Pads: new[] { pad, pad, pad, pad }, Groups: groups);
            return Node(to, op, from, Weights(units, channels / groups, kernel, kernel), Weights(units));
        }

        public Sketch Node(string name, Op op, params string[] inputs)
        {
            _nodes.Add(new Node(name, op, inputs, new[] { name }));
            return this;
        }

        public Sketch Output(string name)
        {
            _outputs.Add(name);
            return this;
        }

        public string Weights(params int[] dims) => Add(_random.Numbers(ElementType.Float32, dims));

        public string Numbers(params float[] numbers) => Add(ModelTensor.Vector<float>(numbers));

        public Model Build() => new(
            new ModelGraph(
                "g", new[] { new ValueInfo("x", ElementType.Float32, new Dimension[] { "N", 3, 12, 18 }) },
                _outputs.Select(o => new ValueInfo(o, ElementType.Float32, default(ValueArray<Dimension>))).ToArray(), _nodes.ToArray()),
            _weights);

        private string Add(ModelTensor tensor)
        {
            var name = $"w{_weights.Count}";
            _weights[name] = tensor;
            return name;
        }
    }
}
