using Relumine.Graph.Models;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Rewrites;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Tests.Rewrites;

public class RecognitionTests
{
    /// <summary>Activations that ONNX, an older opset or a well-known exporter spells out, each with every form that its card gives.</summary>
    public static TheoryData<string, int> SpeltOut
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var activation in ActivationCatalogue.All)
            {
                for (var i = 0; i < Forms(activation).Length; i++)
                {
                    data.Add(activation.Card.Name, i);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(SpeltOut))]
    public void EveryFormOnACardIsRecognized(string name, int form)
    {
        var customary = ActivationCatalogue.Find(name)!;
        foreach (var activation in Variants(customary))
        {
            var model = Graphs.Of(Forms(customary)[form], activation);
            var result = new RecognizeActivations().Apply(model);
            var node = result.Model.Graph.Nodes.ShouldHaveSingleItem($"{activation}: {string.Join("; ", result.Changes)}");
            var found = node.Op.ShouldBeOfType<Activate>().Function;
            found.Card.Name.ShouldBe(activation.Card.Name);
            found.Parameters.Zip(activation.Parameters).ShouldAllBe(p => Math.Abs(p.First - p.Second) <= 1e-6 * Math.Abs(p.Second));
            node.Inputs[0].ShouldBe("x");
            node.Outputs.ShouldBe(model.Graph.Nodes[^1].Outputs);
            result.Model.Weights.ShouldBeEmpty();
        }
    }

    [Fact]
    public void GeluIsRecognizedHoweverItIsPutTogether()
    {
        Expect("Gelu", g => g.Add(new Mul(), g.Add(new Mul(), "x", g.Add(new Add(), g.Add(new Erf(), g.Add(new Div(), "x", Math.Sqrt(2))), 1)), 0.5));
        Expect("Gelu", g => g.Add(new Mul(), "x", g.Add(new Add(), 0.5, g.Add(new Mul(), g.Add(new Erf(), g.Add(new Mul(), Math.Sqrt(0.5), "x")), 0.5))));
        Expect("Gelu", g => g.Add(new Mul(), "x", g.Add(new Mul(), 0.5, g.Add(new Add(), 1, g.Add(new Erf(), g.Add(new Div(), "x", g.Add(new Sqrt(), 2)))))));
        Expect("GeluTanh", g =>
        {
            var cubic = g.Add(new Mul(), 0.044715, g.Add(new Pow(), "x", 3));
            var tanh = g.Add(Activated("Tanh"), g.Add(new Mul(), Math.Sqrt(2 / Math.PI), g.Add(new Add(), "x", cubic)));
            return g.Add(new Mul(), g.Add(new Mul(), 0.5, "x"), g.Add(new Add(), 1, tanh));
        });
    }

    [Fact]
    public void RectifiersAreRecognizedHoweverTheyAreBounded()
    {
        Expect("Relu", g => g.Add(new Max(), 0, "x"));
        Expect("Relu", g => g.Add(new Clip(), "x", 0));
        Expect("Relu6", g => g.Add(new Min(), g.Add(new Max(), "x", 0), 6));
        Expect("Relu6", g => g.Add(new Min(), g.Add(Activated("Relu"), "x"), 6));
        Expect("ClippedRelu", g => g.Add(new Clip(), "x", 0, 4)).Parameters.ShouldBe([4.0]);
        Expect("LeakyRelu", g => g.Add(new Max(), g.Add(new Mul(), "x", 0.25), "x")).Parameters.ShouldBe([0.25]);
        Expect("LeakyRelu", g => g.Add(new PRelu(), "x", 0.125)).Parameters.ShouldBe([0.125]);
        Expect("SquaredRelu", g => g.Add(new Pow(), g.Add(Activated("Relu"), "x"), 2));
        Expect("HardSwish", g => g.Add(new Div(), g.Add(new Mul(), "x", g.Add(new Clip(), g.Add(new Add(), "x", 3), 0, 6)), 6));
        Expect("HardSigmoid", g => g.Add(new Div(), g.Add(new Clip(), g.Add(new Add(), "x", 3), 0, 6), 6));
    }

    [Fact]
    public void AFormulaMayContainOthersThatAreSpeltOut()
    {
        Expect("Mish", g => g.Add(new Mul(), "x", g.Add(Activated("Tanh"), g.Add(new Log(), g.Add(new Add(), 1, g.Add(new Exp(), "x"))))));
        Expect("Silu", g => g.Add(new Mul(), "x", g.Add(new Reciprocal(), g.Add(new Add(), g.Add(new Exp(), g.Add(new Neg(), "x")), 1))));
    }

    [Fact]
    public void WhatIsNoActivationStays()
    {
        Stays(g => g.Add(new Clip(), "x", -20, 2));
        Stays(g => g.Add(new Max(), "x", g.Add(new Mul(), "x", 2)));
        Stays(g => g.Add(new Mul(), "x", g.Add(Activated("Sigmoid"), g.Add(new Mul(), "x", "x"))));
        Stays(g => g.Add(new Mul(), "x", g.Add(new Add(), g.Add(new Erf(), g.Add(new Mul(), "x", 0.7)), 1)));
        Stays(g => g.Add(new Max(), "x", ModelTensor.Vector<float>(0, 0, 0, 0, 0)));
    }

    [Fact]
    public void AConstantThatAddsDimensionsIsRefusedWithTheReason()
    {
        var graph = new Graphs();
        graph.Add(new Max(), "x", ModelTensor.Zeros(ElementType.Float32, new Shape(1, 1, 1)));
        var result = new RecognizeActivations().Apply(graph.Model());
        result.Changes.ShouldBeEmpty();
        result.Refusals.ShouldHaveSingleItem().Reason.ShouldContain("the shape changes from [1, 5] to [1, 1, 5]");
    }

    [Fact]
    public void IntermediateValuesThatAreOutputsTooAreKept()
    {
        var graph = new Graphs();
        var sigmoid = graph.Add(Activated("Sigmoid"), "x");
        var product = graph.Add(new Mul(), "x", sigmoid);
        var result = new RecognizeActivations().Apply(graph.Model(sigmoid, product));
        result.Model.Graph.Nodes.Select(n => n.Op.Type).ShouldBe(["Sigmoid", "Swish"]);
    }

    private static Activate Activated(string name) => new(ActivationCatalogue.Find(name)!);

    private static Activation Expect(string name, Func<Graphs, string> build)
    {
        var graph = new Graphs();
        build(graph);
        var result = new RecognizeActivations().Apply(graph.Model());
        var found = result.Model.Graph.Nodes.ShouldHaveSingleItem(name).Op.ShouldBeOfType<Activate>().Function;
        found.Card.Name.ShouldBe(name);
        return found;
    }

    private static void Stays(Func<Graphs, string> build)
    {
        var graph = new Graphs();
        build(graph);
        var model = graph.Model();
        var result = new RecognizeActivations().Apply(model);
        result.Changes.ShouldBeEmpty();
        result.Model.ShouldBeSameAs(model);
    }

    private static OnnxForm[] Forms(Activation activation) =>
        [.. new[] { activation.Card.Onnx, activation.Card.Decomposed }.Concat(activation.Card.WrittenAs).OfType<OnnxForm>().Where(f => f.Single is null)];

    private static IEnumerable<Activation> Variants(Activation activation)
    {
        yield return activation;
        if (activation.Card.IsRectifier && activation.Parameters.Count > 0)
        {
            yield return activation.With([.. activation.Parameters.Select(p => p * 0.75)]);
        }
    }
}
