using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Tests.Import;

/// <summary>Graphs that are unsorted, unnamed, or contradict themselves.</summary>
public sealed class GraphTests : IDisposable
{
    private readonly ModelFolder _folder = new();
    private readonly ModelProto _model = ModelFolder.Dense();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void NodesAreSorted()
    {
        (_model.Graph.Node[0], _model.Graph.Node[1]) = (_model.Graph.Node[1], _model.Graph.Node[0]);

        _folder.Load(_model).Graph.Nodes.Select(n => n.Name).ShouldBe(["gemm", "relu"]);
    }

    [Fact]
    public void NodesWithoutANameOrWithTheSameOneGetOne()
    {
        _model.Graph.Node[0].Name = "";
        _model.Graph.Node[1].Name = "Gemm_0";
        _model.Graph.Node.Add(ModelFolder.Node("Relu", "Gemm_0", ["y"], ["again"]));

        var names = _folder.Load(_model).Graph.Nodes.Select(n => n.Name).ToArray();

        names.ShouldBe(["Gemm_0_2", "Gemm_0", "Relu_2"]);
    }

    [Fact]
    public void SymbolsAreKept()
    {
        _model.Graph.Input[0].Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimParam = "N" };
        _model.Graph.Output[0].Type.TensorType.Shape = null;

        var graph = _folder.Load(_model).Graph;

        graph.Inputs[0].Dims.ShouldBe(new Dimension[] { "N", 3 });
        graph.Outputs[0].RankKnown.ShouldBeFalse();
    }

    [Fact]
    public void ACycleIsShown()
    {
        _model.Graph.Node[0].Input[0] = "y";

        _folder.Fails(_model, ErrorKind.BrokenFile, "cycle: Gemm 'gemm' → Relu 'relu' → Gemm 'gemm'");
    }

    [Fact]
    public void ANodeThatReadsItselfIsACycle()
    {
        _model.Graph.Node[1].Input[0] = "y";

        _folder.Fails(_model, ErrorKind.BrokenFile, "cycle: Relu 'relu' → Relu 'relu'");
    }

    [Fact]
    public void ALongCycleIsShortened()
    {
        const int Length = 20_000;
        _model.Graph.Node.Clear();
        for (var i = 0; i < Length; i++)
        {
            _model.Graph.Node.Add(ModelFolder.Node("Relu", $"r{i}", [$"v{i}"], [i == Length - 1 ? "v0" : $"v{i + 1}"]));
        }

        _folder.Fails(_model, ErrorKind.BrokenFile, "cycle", "…").Message.Length.ShouldBeLessThan(600);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("w")]
    [InlineData("z")]
    public void AValueThatIsMadeTwiceIsNamed(string value)
    {
        _model.Graph.Node[1].Output[0] = value;
        _model.Graph.Output[0].Name = value;

        _folder.Fails(_model, ErrorKind.BrokenFile, $"'{value}'", "Relu 'relu'", "exactly once");
    }

    [Fact]
    public void TwoWeightsOfOneNameAreNamed()
    {
        _model.Graph.Initializer.Add(ModelFolder.Floats("w", [1], 1));

        _folder.Fails(_model, ErrorKind.BrokenFile, "Two weights are named 'w'");
    }

    [Fact]
    public void TwoInputsOfOneNameAreNamed()
    {
        _model.Graph.Input.Add(ModelFolder.Value("x", 1, 5));

        _folder.Fails(_model, ErrorKind.BrokenFile, "'x'", "exactly once");
    }

    [Fact]
    public void AConstantThatIsAWeightTooIsNamed()
    {
        _model.Graph.Node.Add(
            ModelFolder.Node(
                "Constant",
                "c",
                [],
                ["w"],
                new AttributeProto
                {
                    Name = "value_float",
                    Type = AttributeProto.Types.Kind.Float,
                    F = 1,
                }
            )
        );

        _folder.Fails(_model, ErrorKind.BrokenFile, "'w'", "Constant 'c'");
    }

    [Fact]
    public void AValueThatNobodyMakesIsNamed()
    {
        _model.Graph.Node[0].Input[1] = "nothing";

        _folder.Fails(_model, ErrorKind.BrokenFile, "Gemm 'gemm' reads 'nothing'");
    }

    [Fact]
    public void AnOutputThatNobodyMakesIsNamed()
    {
        _model.Graph.Output[0].Name = "nothing";

        _folder.Fails(_model, ErrorKind.BrokenFile, "output is 'nothing'");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("x w b w")]
    public void AWrongNumberOfInputsIsBroken(string inputs)
    {
        _model.Graph.Node[0].Input.Clear();
        _model.Graph.Node[0].Input.AddRange(inputs.Split(' '));

        _folder.Fails(_model, ErrorKind.BrokenFile, "Gemm 'gemm'", $"{inputs.Split(' ').Length} inputs", "from 2 to 3");
    }

    [Fact]
    public void AnInputThatIsNeededMayNotBeLeftOut()
    {
        _model.Graph.Node[0].Input[0] = "";

        _folder.Fails(_model, ErrorKind.BrokenFile, "Gemm 'gemm' leaves out input 0");
    }

    [Fact]
    public void ANodeMustMakeSomething()
    {
        _model.Graph.Node[1].Output[0] = "";
        _folder.Fails(_model, ErrorKind.BrokenFile, "Relu 'relu' has no first output");

        _model.Graph.Node[1].Output.Clear();
        _folder.Fails(_model, ErrorKind.BrokenFile, "Relu 'relu' has no first output");
    }

    [Fact]
    public void InputsLeftOutAtTheEndMayBeWrittenOrNot()
    {
        _model.Graph.Node[0].Input[2] = "";

        _folder.Load(_model).Graph.Nodes[0].Inputs.ShouldBe(["x", "w"]);
    }

    [Fact]
    public void AGraphWithoutOutputsIsBroken()
    {
        _model.Graph.Output.Clear();

        _folder.Fails(_model, ErrorKind.BrokenFile, "no outputs");
    }

    [Fact]
    public void AModelWithoutAGraphIsBroken()
    {
        _model.Graph = null;

        _folder.Fails(_model, ErrorKind.BrokenFile, "no graph");
    }

    [Theory]
    [InlineData(8, "string", "text")]
    [InlineData(14, "complex64", "float32")]
    [InlineData(99, "unknown type 99", "float32")]
    public void AnInputOfAnotherElementTypeIsRefused(int type, string name, string instead)
    {
        _model.Graph.Input[0].Type.TensorType.ElemType = type;

        _folder.Fails(_model, ErrorKind.Unsupported, $"The input 'x' is", name, instead);
    }

    [Theory]
    [InlineData(10, ElementType.Float32)]
    [InlineData(16, ElementType.Float32)]
    [InlineData(2, ElementType.Int32)]
    [InlineData(13, ElementType.Int64)]
    public void AnInputOfANarrowTypeIsComputedInAWiderOneAndSavedAsItWas(int type, ElementType computed)
    {
        var model = new ModelProto { IrVersion = 8, Graph = new GraphProto { Name = "g" } };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        model.Graph.Input.Add(ModelFolder.Value("x", type, 2));
        model.Graph.Output.Add(ModelFolder.Value("y", type, 2));
        model.Graph.Node.Add(ModelFolder.Node("Identity", "i", ["x"], ["y"]));

        var read = _folder.Load(model);

        (read.Graph.Inputs[0].Type, read.Graph.Inputs[0].Stored).ShouldBe((computed, (NarrowType)type));
        OnnxModel.Save(read, _folder.File("saved.onnx"));
        var again = OnnxModel.Load(_folder.File("saved.onnx"));
        again.Graph.Inputs.ShouldBe(read.Graph.Inputs);
        again.Graph.Outputs.ShouldBe(read.Graph.Outputs);
        again.Graph.Nodes.ShouldBe(read.Graph.Nodes);
    }

    [Fact]
    public void AnInputThatIsNoTensorIsRefused()
    {
        _model.Graph.Input[0].Type = new TypeProto { SequenceType = new Unread() };

        _folder.Fails(_model, ErrorKind.Unsupported, "The input 'x' is a sequence");
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(1L << 31)]
    [InlineData(long.MinValue)]
    public void AnImpossibleDimensionIsBroken(long dimension)
    {
        _model.Graph.Input[0].Type.TensorType.Shape.Dim[0].DimValue = dimension;

        _folder.Fails(_model, ErrorKind.BrokenFile, "The input 'x'", $"{dimension}");
    }

    [Fact]
    public void AnInputThatIsGivenOnceAndForAllIsAWeight()
    {
        var path = _folder.Write(ModelFolder.Dense());
        var three = ModelTensor.Of(new Shape(1, 3), 1f, 2f, 3f);

        var model = OnnxModel.Load(path, new OnnxLoadOptions { Constants = new Dictionary<string, ModelTensor> { ["x"] = three } });

        model.Graph.Inputs.ShouldBeEmpty();
        model.Weights["x"].ShouldBe(three);
        Should.Throw<RelumineException>(() => OnnxModel.Load(path, new OnnxLoadOptions { Constants = new Dictionary<string, ModelTensor> { ["q"] = three } }))
            .Message.ShouldContain("'q'");
    }
}
