using Relumine.Graph.Errors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Tests;

/// <summary>Rectifiers' inputs become outputs, and nothing of the file is lost.</summary>
public sealed class ExposedModelTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheInputOfARectifierIsAnOutput()
    {
        var path = _folder.Write(ModelFolder.Dense());

        var exposed = ExposedModel.Load(path);

        exposed.Rectifiers.ShouldHaveSingleItem().Outputs[0].ShouldBe("y");
        var file = ModelProto.Parser.ParseFrom(exposed.File);
        file.Graph.Output.Select(o => o.Name).ShouldBe(["y", "z"]);
        (file.Graph.Node.Count, file.Graph.Initializer.Count, file.OpsetImport.Count).ShouldBe((2, 2, 1));
    }

    [Fact]
    public void WhatIsAnOutputAlreadyIsNoneTwice()
    {
        var model = ModelFolder.Dense();
        model.Graph.Output.Add(ModelFolder.Value("z", 1, 1, 2));

        var exposed = ExposedModel.Load(_folder.Write(model));

        ModelProto.Parser.ParseFrom(exposed.File).Graph.Output.Count.ShouldBe(2);
    }

    [Fact]
    public void AnOperatorThatIsNotReadIsNoHindrance()
    {
        var model = ModelFolder.Dense();
        model.Graph.Node.Insert(0, ModelFolder.Node("NoSuchThing", "strange", ["x"], ["s"]));
        model.Graph.Node[1].Input[0] = "s";

        ExposedModel.Load(_folder.Write(model)).Rectifiers.Count.ShouldBe(1);
    }

    [Fact]
    public void ABrokenFileIsBroken() =>
        Should.Throw<RelumineException>(() => ExposedModel.Load(_folder.Write([1, 2, 3]))).Kind.ShouldBe(ErrorKind.BrokenFile);
}
