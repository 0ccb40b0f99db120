using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Control;
using Relumine.Graph.Operators.Windows;
using Relumine.Onnx.TestCases;
using Relumine.Testing;

namespace Relumine.Onnx.Tests.Export;

/// <summary>Models that other programs wrote: which are read, and that writing them loses nothing.</summary>
public sealed class RealModelTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    /// <summary>All models but the one that must be refused.</summary>
    public static TheoryData<string> Models =>
        Shared.Root is null
            ? ["none"]
            :
            [
                .. Directory
                    .GetDirectories(Shared.Path("models"))
                    .Where(f => File.Exists(Path.Combine(f, "model.onnx")))
                    .Select(f => Path.GetFileName(f)!)
                    .Where(f => f != "super_resolution")
                    .Order(StringComparer.Ordinal),
            ];

    public void Dispose() => _folder.Dispose();

    [SharedTheory("models")]
    [MemberData(nameof(Models))]
    public void TrainedModelsAreReadAndWritten(string name)
    {
        var model = OnnxModel.Load(Shared.Path($"models/{name}/model.onnx"));

        OnnxModel.Save(model, _folder.File("saved.onnx"));
        var again = OnnxModel.Load(_folder.File("saved.onnx"));

        AssertSame(again, model);

        // Softmax, Squeeze and Unsqueeze have had the form that they have inside since opset 13.
        again.Opset.ShouldBeLessThanOrEqualTo(Math.Max(13, model.Opset));
    }

    [SharedFact("models/super_resolution")]
    public void AModelFromBeforeOpsetsIsOfTheFirst() =>
        OnnxModel.Load(Shared.Path("models/super_resolution/model.onnx")).Opset.ShouldBe(1);

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

            if (model.Graph.Nodes.Any(n => n.Op is ControlOp or Resize { Nearest: ResizeNearest.Outwards }))
            {
                // Control flow is unfolded, not saved; nor is what depends on scales that are data.
                Should.Throw<UnsupportedException>(() => OnnxModel.Save(model, _folder.File("saved.onnx")));
                continue;
            }

            OnnxModel.Save(model, _folder.File("saved.onnx"));
            AssertSame(OnnxModel.Load(_folder.File("saved.onnx")), model);
            written++;
        }

        written.ShouldBeGreaterThan(1200);
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
