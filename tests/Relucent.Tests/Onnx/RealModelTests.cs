using Relucent.Onnx;

namespace Relucent.Tests.Onnx;

/// <summary>Models that other programs wrote: which are read, and that writing them loses nothing.</summary>
public sealed class RealModelTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public static TheoryData<string> Dense =>
    [
        "acasxu_1_1", "acasxu_1_2", "acasxu_1_3", "acasxu_1_4", "acasxu_1_5", "cartpole", "godot_BallChase", "godot_ScoreTheGoal", "lindex", "mnist-net_256x2",
    ];

    public void Dispose() => _folder.Dispose();

    [SharedTheory("models")]
    [MemberData(nameof(Dense))]
    public void DenseModelsAreReadAndWritten(string name)
    {
        var model = OnnxModel.Load(Shared.Path($"models/{name}/model.onnx"));

        OnnxModel.Save(model, _folder.File("saved.onnx"));
        var again = OnnxModel.Load(_folder.File("saved.onnx"));

        AssertSame(again, model);
        again.Opset.ShouldBeLessThanOrEqualTo(model.Opset);
    }

    [SharedFact("models/super_resolution")]
    public void AModelWithoutAnOpsetIsRefused() =>
        ModelFolder.Fails(Shared.Path("models/super_resolution/model.onnx"), ExitCode.Unsupported, "imports no operator set", "7 to 27");

    [SharedFact("onnx-backend")]
    public void EveryBackendModelThatIsReadIsWrittenWithoutLoss()
    {
        var written = 0;
        foreach (var test in OnnxTestCase.Find(Shared.Path("onnx-backend")))
        {
            Model model;
            try
            {
                model = OnnxModel.Load(test.ModelPath);
            }
            catch (UnsupportedException)
            {
                continue;
            }

            OnnxModel.Save(model, _folder.File("saved.onnx"));
            AssertSame(OnnxModel.Load(_folder.File("saved.onnx")), model);
            written++;
        }

        written.ShouldBeGreaterThan(800);
    }

    private static void AssertSame(Model again, Model model)
    {
        again.Graph.Inputs.ShouldBe(model.Graph.Inputs);
        again.Graph.Outputs.ShouldBe(model.Graph.Outputs);
        again.Graph.Nodes.ShouldBe(model.Graph.Nodes);
        again.Weights.Keys.Order().ShouldBe(model.Weights.Keys.Order());
        foreach (var (name, weight) in model.Weights)
        {
            again.Weights[name].ToString().ShouldBe(weight.ToString());
            again.Weights[name].Bytes.SequenceEqual(weight.Bytes).ShouldBeTrue(name);
        }
    }
}
