using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Onnx.Format;
using static Relumine.Onnx.Tests.ModelFolder;

namespace Relumine.Onnx.Tests.Import;

/// <summary>Functions that a model defines itself are put in where they are called; those that would never end are refused.</summary>
public sealed class LocalFunctionTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ACallBecomesTheNodesOfTheFunctionWithNamesOfTheirOwn()
    {
        var model = Calling(2);
        model.Functions.Add(Function("Twice", ["a"], ["r"], Node("Add", "sum", ["a", "a"], ["s"]), Node("Neg", "minus", ["s"], ["r"])));

        var graph = _folder.Load(model).Graph;

        graph.Nodes.Select(n => n.Op.Type).ShouldBe(["Add", "Neg", "Add", "Neg"]);
        graph.Nodes.Select(n => n.Name).ShouldBeUnique();
        graph.Nodes[3].Outputs[0].ShouldBe("y");
        graph.Nodes[2].Inputs[0].ShouldBe(graph.Nodes[1].Outputs[0]);
    }

    [Theory]
    [InlineData(null, 0.01f)]
    [InlineData(0.25f, 0.25f)]
    public void AnAttributeIsTheCallsOrTheFunctionsOwn(float? given, float expected)
    {
        var model = Calling(1);
        if (given is { } slope)
        {
            model.Graph.Node[0].Attribute.Add(Number("slope", slope));
        }

        var leaky = Node("LeakyRelu", "leaky", ["a"], ["r"], new AttributeProto { Name = "alpha", RefAttrName = "slope" });
        var function = Function("Twice", ["a"], ["r"], leaky);
        function.AttributeProto.Add(Number("slope", 0.01f));
        model.Functions.Add(function);

        _folder.Load(model).Graph.Nodes.ShouldHaveSingleItem().Op.ToString().ShouldContain(expected.ToString("0.##", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void AFunctionMayCallAnotherAndLeaveOutAnInput()
    {
        var model = Calling(1);
        model.Functions.Add(Function("Twice", ["a", "most"], ["r"], Call("Cut", "inner", ["a", "most"], ["r"])));
        model.Functions.Add(Function("Cut", ["v", "limit"], ["w"], Node("Clip", "clip", ["v", "", "limit"], ["w"])));

        var node = _folder.Load(model).Graph.Nodes.ShouldHaveSingleItem();

        (node.Inputs[0], node.Outputs[0]).ShouldBe(("x", "y"));
    }

    [Fact]
    public void AnOutputMayBeAnInput()
    {
        var model = Calling(1);
        model.Functions.Add(Function("Twice", ["a"], ["a"]));

        _folder.Load(model).Graph.Nodes.ShouldHaveSingleItem().Op.Type.ShouldBe("Identity");
    }

    [Fact]
    public void AGraphInsideSeesTheNamesAround()
    {
        var model = Calling(1);
        var branch = new GraphProto { Name = "b" };
        branch.Node.Add(Node("Neg", "minus", ["a"], ["n"]));
        branch.Output.Add(Value("n", 1, 1, 3));
        var choice = Node(
            "If", "if", ["c"], ["r"], new AttributeProto { Name = "then_branch", Type = AttributeProto.Types.Kind.Graph, G = branch },
            new AttributeProto { Name = "else_branch", Type = AttributeProto.Types.Kind.Graph, G = branch.Clone() });
        model.Functions.Add(Function("Twice", ["a"], ["r"], Node("IsInf", "inf", ["a"], ["i"]), Node("ReduceMax", "any", ["i"], ["c"]), choice));

        _folder.Load(model).Graph.Nodes[^1].Inputs.ShouldContain("x");
    }

    [Fact]
    public void AFunctionThatCallsItselfIsRefused()
    {
        var model = Calling(1);
        model.Functions.Add(Function("Twice", ["a"], ["r"], Call("Other", "on", ["a"], ["r"])));
        model.Functions.Add(Function("Other", ["a"], ["r"], Call("Twice", "back", ["a"], ["r"])));

        _folder.Fails(model, ErrorKind.Unsupported, "'Twice'", "calls itself");
    }

    [Fact]
    public void FunctionsThatGrowWithoutMeasureAreRefused()
    {
        // 2⁶⁰ nodes.
        var model = Calling(1);
        model.Graph.Node[0].OpType = "F0";
        for (var i = 0; i < 60; i++)
        {
            var next = $"F{i + 1}";
            model.Functions.Add(Function($"F{i}", ["a"], ["r"], Call(next, "one", ["a"], ["s"]), Call(next, "two", ["s"], ["r"])));
        }

        model.Functions.Add(Function("F60", ["a"], ["r"], Node("Neg", "minus", ["a"], ["r"])));

        _folder.Fails(model, ErrorKind.Unsupported, "more than 200000 nodes");
    }

    [Fact]
    public void ACallWithTooManyInputsIsInconsistent()
    {
        var model = Calling(1);
        model.Functions.Add(Function("Twice", [], ["r"], Node("Neg", "minus", ["a"], ["r"])));

        _folder.Fails(model, ErrorKind.BrokenFile, "'Twice'", "1 inputs", "which has 0");
    }

    [Fact]
    public void AFunctionOfAnotherOpsetIsRefused()
    {
        var model = Calling(1);
        var function = Function("Twice", ["a"], ["r"], Node("Neg", "minus", ["a"], ["r"]));
        function.OpsetImport[0].Version = 12;
        model.Functions.Add(function);

        _folder.Fails(model, ErrorKind.Unsupported, "opset 12", "opset 13", "inline_local_functions");
    }

    [Fact]
    public void AFunctionWithoutTheResultItPromisesIsBroken()
    {
        var model = Calling(1);
        model.Functions.Add(Function("Twice", ["a"], ["r"]));

        _folder.Fails(model, ErrorKind.BrokenFile, "'y'");
    }

    private static ModelProto Calling(int times)
    {
        var model = Empty(13);
        model.Graph.Input.Add(Value("x", 1, 1, 3));
        model.Graph.Output.Add(Value("y", 1, 1, 3));
        for (var i = 0; i < times; i++)
        {
            model.Graph.Node.Add(Call("Twice", "call", [i == 0 ? "x" : $"v{i}"], [i == times - 1 ? "y" : $"v{i + 1}"]));
        }

        return model;
    }

    private static NodeProto Call(string function, string name, string[] inputs, string[] outputs)
    {
        var node = Node(function, name, inputs, outputs);
        node.Domain = "mine";
        return node;
    }

    private static FunctionProto Function(string name, string[] inputs, string[] outputs, params NodeProto[] nodes)
    {
        var function = new FunctionProto { Name = name, Domain = "mine" };
        function.Input.AddRange(inputs);
        function.Output.AddRange(outputs);
        function.Node.AddRange(nodes);
        function.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        return function;
    }

    private static AttributeProto Number(string name, float value) => new() { Name = name, Type = AttributeProto.Types.Kind.Float, F = value };
}
