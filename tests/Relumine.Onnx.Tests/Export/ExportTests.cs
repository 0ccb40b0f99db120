using Relumine.Engine.Inference;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;
using Relumine.Graph.Tests.Rewrites;
using Relumine.Kernels;
using Relumine.Kernels.Activations;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Tests.Export;

/// <summary>What is written says the same as what was read, at the lowest opset that can.</summary>
public sealed class ExportTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public static TheoryData<string> Composed => [.. ActivationCatalogue.All.Where(a => a.Card.Onnx.Single is null).Select(a => a.Card.Name)];

    public static TheoryData<string> Modern =>
        [.. ActivationCatalogue.All.Where(a => a.Card.Decomposed is { } d && d.SinceVersion < a.Card.Onnx.SinceVersion).Select(a => a.Card.Name)];

    public static TheoryData<string> Single => [.. ActivationCatalogue.All.Where(a => a.Card.Onnx.Single is not null).Select(a => a.Card.Name)];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsWrittenReadsBackTheSame()
    {
        var proto = ModelFolder.Dense();
        proto.MetadataProps.Add(new StringStringEntryProto { Key = "author", Value = "Zoë" });
        proto.Graph.Input[0].Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimParam = "N" };
        proto.Graph.Output[0].Type.TensorType.Shape = null;
        proto.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "alpha", Type = AttributeProto.Types.Kind.Float, F = 0.5f });
        var model = _folder.Load(proto);

        var again = SaveAndLoad(model);

        again.Graph.ShouldBe(model.Graph);
        again.Metadata.ShouldBe(new Dictionary<string, string> { ["author"] = "Zoë" });
        again.Weights.Keys.ShouldBe(model.Weights.Keys);
        again.Weights["w"].Bytes.ToArray().ShouldBe(model.Weights["w"].Bytes.ToArray());
        again.Producer.ShouldStartWith("relumine ");
    }

    [Fact]
    public void AFileThatTakesTheFirstOnesPlaceSaysOfItselfWhatThatSaid()
    {
        var proto = ModelFolder.Dense(17);
        (proto.Domain, proto.ModelVersion, proto.DocString, proto.Graph.DocString) = ("org.example", 3, "about the model", "about the graph");
        proto.Graph.Input[0].Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimParam = "N" };
        proto.Graph.ValueInfo.Add(ModelFolder.Value("z", 1, 1, 2));
        proto.Graph.ValueInfo[0].Type.TensorType.Shape.Dim[0] = new TensorShapeProto.Types.Dimension { DimParam = "N" };
        proto.Graph.ValueInfo.Add(ModelFolder.Value("gone", 1, 7));
        proto.Graph.ValueInfo.Add(new ValueInfoProto { Name = "untold" });
        var model = _folder.Load(proto);

        // As after trimming: the units that were z's are three now.
        var wider = model with
        {
            Weights = new Dictionary<string, ModelTensor>
            {
                ["w"] = ModelTensor.Of<float>(new Shape(3, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9),
                ["b"] = ModelTensor.Vector<float>(-20, 1, 2),
            },
            Graph = model.Graph with { Outputs = new[] { model.Graph.Outputs[0] with { Dims = new Dimension[] { 1, 3 } } } },
        };
        var versions = OnnxModel.Save(wider, _folder.File("again.onnx"), new OnnxSaveOptions { KeepsOrigin = true });
        var again = ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder.File("again.onnx")));

        versions.ShouldBe(new FileVersions(17, 8));
        (again.IrVersion, again.OpsetImport.Single().Version).ShouldBe((8, 17));
        (again.ProducerName, again.ProducerVersion, again.Domain, again.ModelVersion).ShouldBe(("a test", "1.2", "org.example", 3));
        (again.DocString, again.Graph.DocString).ShouldBe(("about the model", "about the graph"));
        var z = again.Graph.ValueInfo.ShouldHaveSingleItem();
        (z.Name, z.Type.TensorType.Shape.Dim[0].DimParam, z.Type.TensorType.Shape.Dim[1].DimValue).ShouldBe(("z", "N", 3));
        SaveAndLoad(model).Producer.ShouldStartWith("relumine ", customMessage: "without being asked for it a file is Relumine's own");
    }

    [Fact]
    public void TheLowestOpsetIsWritten()
    {
        SaveAndLoad(_folder.Load(ModelFolder.Dense(25))).Opset.ShouldBe(7);

        var withoutBias = ModelFolder.Dense(25);
        withoutBias.Graph.Node[0].Input.RemoveAt(2);
        SaveAndLoad(_folder.Load(withoutBias)).Opset.ShouldBe(11);

        SaveAndLoad(_folder.Load(ModelFolder.Dense(25)), new OnnxSaveOptions { LowestOpset = 17 }).Opset.ShouldBe(17);
    }

    [Fact]
    public void OperatorsOfTrainingLeaveAsWhatTheyAreAfterwards()
    {
        var graph = new Graphs();
        graph.Add(new AlphaDropout(0.1), graph.Add(new Softmax(), graph.Add(new RRelu(Kernels.Rows.RRelu.Default), "x")));

        var again = SaveAndLoad(graph.Model()).Graph;

        again.Nodes.Select(n => n.Op).ShouldBe([new Activate(Activation.Of(new LeakyRelu((float)(11 / 48.0)))), new Softmax(), new Identity()]);
    }

    [Fact]
    public void TheOpsetMayNotBeOneThatIsNotWritten()
    {
        var model = _folder.Load(ModelFolder.Dense());

        Should.Throw<ArgumentOutOfRangeException>(() => OnnxModel.Save(model, _folder.File("out.onnx"), new OnnxSaveOptions { LowestOpset = 25 }));
    }

    [Fact]
    public void TheSameModelGivesTheSameBytes()
    {
        var model = _folder.Load(ModelFolder.Dense());
        OnnxModel.Save(model, _folder.File("a.onnx"));
        OnnxModel.Save(OnnxModel.Load(_folder.File("a.onnx")), _folder.File("b.onnx"));

        File.ReadAllBytes(_folder.File("a.onnx")).ShouldBe(File.ReadAllBytes(_folder.File("b.onnx")));
    }

    [Theory]
    [MemberData(nameof(Single))]
    public void AnActivationWithAnOperatorReadsBackAsItself(string name)
    {
        var function = ActivationCatalogue.Find(name)!;
        var model = Apply(function, ElementType.Float32);

        SaveAndLoad(model).Graph.ShouldBe(model.Graph);

        // Parameters other than the customary ones, exact in float, are written too.
        if (function.Parameters.Count > 0)
        {
            var other = Apply(function.With([.. function.Parameters.Select(p => (double)(float)(p * 1.25))]), ElementType.Float32);
            SaveAndLoad(other).Graph.ShouldBe(other.Graph);
        }
    }

    [Theory]
    [MemberData(nameof(Modern))]
    public void AnActivationThatIsNewerThanTheModelIsSpeltOutAndRecognized(string name)
    {
        var card = ActivationCatalogue.Find(name)!.Card;
        var model = Apply(ActivationCatalogue.Find(name)!, ElementType.Float32) with { Opset = card.Onnx.SinceVersion - 1 };

        var again = SaveAndLoad(model);

        again.Opset.ShouldBe(Math.Max(7, card.Decomposed!.SinceVersion));
        again.Graph.ShouldBe(model.Graph);
        SaveAndLoad(model with { Opset = 25 }).Opset.ShouldBe(card.Onnx.SinceVersion);
        SaveAndLoad(model, new OnnxSaveOptions { LowestOpset = card.Onnx.SinceVersion }).Graph.ShouldBe(model.Graph);
    }

    [Theory]
    [MemberData(nameof(Composed))]
    public void AnActivationWithoutAnOperatorIsWrittenAsWhatItIsComposedOf(string name)
    {
        foreach (var type in new[] { ElementType.Float32, ElementType.Float64 })
        {
            var model = Apply(ActivationCatalogue.Find(name)!, type);

            var again = SaveAndLoad(model);

            again.Graph.Outputs.ShouldBe(model.Graph.Outputs);
            Run(again).ShouldBe(Run(model));
        }
    }

    [Fact]
    public void NamesThatStepsNeedDoNotCollide()
    {
        var function = ActivationCatalogue.Find("SquaredRelu")!;
        var node = new Node("a", new Activate(function), new ValueArray<string>("a/r"), new ValueArray<string>("y"));
        var model = new Model(
            Apply(function, ElementType.Float32).Graph with
            {
                Inputs = new[] { new ValueInfo("a/r", ElementType.Float32, new Dimension[] { 7 }) },
                Nodes = new[] { node },
            },
            new Dictionary<string, ModelTensor>()
        );

        Run(SaveAndLoad(model)).ShouldBe(Run(model));
    }

    [Fact]
    public void ManyWeightsGoIntoAFileBesideTheModel()
    {
        var proto = ModelFolder.Dense();
        proto.Graph.Initializer[0] = ModelFolder.Floats("w", [3, 300], [.. Enumerable.Range(0, 900).Select(i => (float)i)]);
        proto.Graph.Initializer[1] = ModelFolder.Floats("b", [300], [.. Enumerable.Range(0, 300).Select(i => -(float)i)]);
        proto.Graph.Output[0].Type.TensorType.Shape.Dim[1].DimValue = 300;
        var model = _folder.Load(proto);

        var again = SaveAndLoad(model, new OnnxSaveOptions { MaxEmbeddedBytes = 4000 });

        new FileInfo(_folder.File("saved.onnx")).Length.ShouldBeLessThan(1000);
        new FileInfo(_folder.File("saved.onnx.data")).Length.ShouldBe(4096 + 1200);
        again.Weights["w"].Bytes.ToArray().ShouldBe(model.Weights["w"].Bytes.ToArray());
        again.Weights["b"].Bytes.ToArray().ShouldBe(model.Weights["b"].Bytes.ToArray());
    }

    [Fact]
    public void WeightsAreHeldOnceWhileReadingAndNotCopiedWhileWriting()
    {
        const int Bytes = 32 << 20;
        var proto = ModelFolder.Empty(13);
        proto.Graph.Initializer.Add(ModelFolder.Raw("w", 1, [Bytes / 4], new byte[Bytes]));
        proto.Graph.Node.Add(ModelFolder.Node("Identity", "i", ["w"], ["y"]));
        proto.Graph.Output.Add(ModelFolder.Value("y", 1, Bytes / 4));
        var path = _folder.Write(proto);
        SaveAndLoad(_folder.Load(ModelFolder.Dense()));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var model = OnnxModel.Load(path);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Bytes * 11L / 10);

        before = GC.GetAllocatedBytesForCurrentThread();
        OnnxModel.Save(model, _folder.File("big.onnx"));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Bytes / 10);
    }

    [Fact]
    public void AFileThatCannotBeWrittenLeavesNothingBehind()
    {
        var model = _folder.Load(ModelFolder.Dense());
        _folder.Write([1], "file");
        Directory.CreateDirectory(_folder.File("folder"));

        foreach (var name in new[] { "file/out.onnx", "folder" })
        {
            var error = Should.Throw<RelumineException>(() => OnnxModel.Save(model, _folder.File(name)));
            error.Kind.ShouldBe(ErrorKind.BrokenFile);
            error.Message.ShouldStartWith(_folder.File(name));
        }

        Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order().ShouldBe(["file", "folder", "model.onnx"]);
    }

    [Fact]
    public void AModelThatContradictsItselfIsNotWritten()
    {
        var model = _folder.Load(ModelFolder.Dense());
        var broken = model with { Graph = model.Graph with { Nodes = model.Graph.Nodes.Reverse().ToArray() } };

        Should.Throw<GraphException>(() => OnnxModel.Save(broken, _folder.File("out.onnx"))).Message.ShouldContain("before Gemm 'gemm' makes it");
        File.Exists(_folder.File("out.onnx")).ShouldBeFalse();
    }

    private Model SaveAndLoad(Model model, OnnxSaveOptions? options = null)
    {
        OnnxModel.Save(model, _folder.File("saved.onnx"), options);
        return OnnxModel.Load(_folder.File("saved.onnx"));
    }

    private static Model Apply(Activation function, ElementType type)
    {
        var node = new Node("a", new Activate(function), new ValueArray<string>("x"), new ValueArray<string>("y"));
        return new Model(
            new ModelGraph(
                "g",
                new[] { new ValueInfo("x", type, new Dimension[] { 7 }) },
                new[] { new ValueInfo("y", type, new Dimension[] { 7 }) },
                new[] { node }
            ),
            new Dictionary<string, ModelTensor>()
        );
    }

    private static byte[] Run(Model model)
    {
        double[] x = [-30, -1.5, -0.0, 0, 0.1, 2, 40];
        using var plan = Plan.Compile(model);
        var type = plan.Inputs[0].Type;
        var (input, output) = (
            type == ElementType.Float64 ? ModelTensor.Vector<double>(x) : ModelTensor.Vector<float>([.. x.Select(v => (float)v)]),
            ModelTensor.Zeros(type, new Shape(7))
        );
        plan.Run(1, [input], [output]);
        return output.Bytes.ToArray();
    }
}
