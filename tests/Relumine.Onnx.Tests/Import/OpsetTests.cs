using Relumine.Graph.Errors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Tests.Import;

/// <summary>Which operator sets are read, and which nodes are refused by name.</summary>
public sealed class OpsetTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public static TheoryData<int> Read => [.. Enumerable.Range(1, 27)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Read))]
    public void FromOneToTwentySevenAreRead(int opset) => _folder.Load(ModelFolder.Dense(opset)).Opset.ShouldBe(opset);

    [Theory]
    [InlineData(0)]
    [InlineData(28)]
    [InlineData(-3)]
    [InlineData(int.MaxValue)]
    public void OthersAreRefused(int opset) =>
        _folder.Fails(ModelFolder.Dense(opset), ErrorKind.Unsupported, $"opset {opset}", "1 to 27", "version_converter");

    [Fact]
    public void TheDomainMayHaveItsLongName()
    {
        var model = ModelFolder.Dense();
        model.OpsetImport[0].Domain = "ai.onnx";
        model.Graph.Node[0].Domain = "ai.onnx";

        _folder.Load(model).Opset.ShouldBe(13);
    }

    [Fact]
    public void AnotherDomainMayBeImportedAsLongAsNothingIsOfIt()
    {
        var model = ModelFolder.Dense();
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "ai.onnx.ml", Version = 3 });

        _folder.Load(model).Graph.Nodes.Count.ShouldBe(2);
    }

    [Fact]
    public void AFileFromBeforeOpsetsIsOfTheFirst()
    {
        var model = ModelFolder.Empty(1);
        model.Graph.Input.Add(ModelFolder.Value("x", 1, 1, 3));
        model.Graph.Output.Add(ModelFolder.Value("y", 1, 1, 3));
        model.Graph.Node.Add(ModelFolder.Node("Relu", "relu", ["x"], ["y"]));
        model.IrVersion = 1;
        model.OpsetImport.Clear();

        _folder.Load(model).Opset.ShouldBe(1);
    }

    [Fact]
    public void AFileThatForgetsItsOpsetIsBroken()
    {
        var model = ModelFolder.Dense();
        model.OpsetImport.Clear();

        _folder.Fails(model, ErrorKind.BrokenFile, "does not say which opset", "Gemm 'gemm'");
    }

    [Theory]
    [InlineData("ai.onnx.ml", "TreeEnsemble")]
    [InlineData("com.microsoft", "FusedGemm")]
    [InlineData("relumine", "AlphaDropout")]
    public void AnOperatorOfAnotherDomainIsRefusedByName(string domain, string type)
    {
        var model = ModelFolder.Dense();
        model.Graph.Node[1].Domain = domain;
        model.Graph.Node[1].OpType = type;

        _folder.Fails(model, ErrorKind.Unsupported, $"Operator {type} (opset 13), node 'relu'", $"'{domain}'");
    }

    [Fact]
    public void AnUnknownOperatorIsRefusedByName()
    {
        var model = ModelFolder.Dense(17);
        model.Graph.Node[1].OpType = "NoSuchThing";

        _folder.Fails(model, ErrorKind.Unsupported, "Operator NoSuchThing (opset 17), node 'relu'");
    }

    [Fact]
    public void AllUnknownOperatorsAreNamedAtOnce()
    {
        var model = ModelFolder.Dense(17);
        model.Graph.Node[0].OpType = "OneThing";
        model.Graph.Node[1].OpType = "NoSuchThing";
        model.Graph.Node.Add(ModelFolder.Node("AnotherThing", "", ["y"], ["z2"]));

        _folder.Fails(
            model,
            ErrorKind.Unsupported,
            "Operator OneThing (opset 17), node 'gemm', is not known to Relumine (nor are AnotherThing, NoSuchThing, which the model uses too)."
        );
    }

    [Theory]
    [InlineData("If", "then_branch")]
    [InlineData("Loop", "body")]
    [InlineData("Scan", "body")]
    public void ControlFlowWithoutItsGraphIsBroken(string type, string missing)
    {
        var model = ModelFolder.Dense();
        model.Graph.Node[1] = ModelFolder.Node(type, "flow", ["z"], ["y"]);

        _folder.Fails(model, ErrorKind.BrokenFile, $"{type} 'flow' has no {missing}");
    }

    [Fact]
    public void AFunctionThatNobodyCallsDoesNoHarm()
    {
        var model = ModelFolder.Dense();
        model.Functions.Add(new FunctionProto { Name = "Unused", Domain = "mine" });

        _folder.Load(model).Graph.Nodes.Count.ShouldBe(2);
    }

    [Fact]
    public void AnOperatorThatIsNewerThanTheOpsetIsRefused()
    {
        var model = ModelFolder.Dense(9);
        model.Graph.Node[1].OpType = "Gelu";

        _folder.Fails(model, ErrorKind.Unsupported, "Operator Gelu (opset 9), node 'relu'", "opset 20");
    }

    [Fact]
    public void AnAttributeThatNobodyReadsIsNotLostSilently()
    {
        var model = ModelFolder.Dense();
        model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "gamma", Type = AttributeProto.Types.Kind.Float, F = 2 });

        _folder.Fails(model, ErrorKind.Unsupported, "Operator Gemm (opset 13), node 'gemm'", "'gamma'");
    }

    [Fact]
    public void AnAttributeOfTheWrongKindIsBroken()
    {
        var model = ModelFolder.Dense();
        model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "alpha", Type = AttributeProto.Types.Kind.Int, I = 2 });

        _folder.Fails(model, ErrorKind.BrokenFile, "Gemm 'gemm'", "'alpha' as int; expected float");
    }

    [Fact]
    public void AnAttributeGivenTwiceIsBroken()
    {
        var model = ModelFolder.Dense();
        model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "alpha", Type = AttributeProto.Types.Kind.Float, F = 2 });
        model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "alpha", Type = AttributeProto.Types.Kind.Float, F = 3 });

        _folder.Fails(model, ErrorKind.BrokenFile, "Gemm 'gemm'", "'alpha' twice");
    }
}
