using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Catalogue;

namespace Relumine.Onnx.Tests.Import;

/// <summary>A node that cannot be read refuses the model, or stays in it as what it is.</summary>
public sealed class UnreadTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ANodeThatCannotBeReadMayStay()
    {
        var model = ModelFolder.Dense();
        model.Graph.Node.Add(ModelFolder.Node("NoSuchThing", "strange", ["y"], ["q"]));
        model.Graph.Output.Add(ModelFolder.Value("q", 1, 1, 2));
        var path = _folder.Write(model);

        _folder.Fails(model, ErrorKind.Unsupported, "NoSuchThing");

        var read = OnnxModel.Load(path, new OnnxLoadOptions { KeepUnread = true });
        read.Graph.Nodes[^1].Op.ShouldBeOfType<UnreadOp>().Reason.ShouldContain("NoSuchThing");
        Should.Throw<UnsupportedException>(() => OnnxModel.Save(read, _folder.File("saved.onnx"))).Message.ShouldContain("NoSuchThing");
    }

    [Fact]
    public void AnOutputWithoutATypeHasThatOfWhatMakesIt()
    {
        var model = ModelFolder.Dense();
        model.Graph.Output[0].Type = null;

        var output = _folder.Load(model).Graph.Outputs[0];

        (output.Type, output.RankKnown).ShouldBe((Graph.Tensors.ElementType.Float32, false));
    }
}
