using Google.Protobuf;
using Relumine.Cli.Files;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx;
using Relumine.Onnx.TestCases;
using Relumine.Onnx.Tests;

namespace Relumine.Cli.Tests.Files;

/// <summary>Single tensors in files, and the folders of test data made of them.</summary>
public sealed class TensorFileTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryElementTypeIsWrittenAndReadBack()
    {
        ModelTensor[] tensors =
        [
            ModelTensor.Of(new Shape(2, 1), 1.5f, float.NaN), ModelTensor.Vector(1e300, -0.0), ModelTensor.Vector(-1, int.MaxValue),
            ModelTensor.Scalar(long.MinValue), ModelTensor.Vector(true, false), ModelTensor.Zeros(ElementType.Float32, new Shape(0, 3)),
        ];
        foreach (var tensor in tensors)
        {
            OnnxTensor.Save(tensor, _folder.File("t.pb"), "name");

            var (name, again) = OnnxTensor.Load(_folder.File("t.pb"));

            name.ShouldBe("name");
            again.ToString().ShouldBe(tensor.ToString());
            again.Bytes.ToArray().ShouldBe(tensor.Bytes.ToArray());
        }
    }

    [Fact]
    public void AFileThatIsNoTensorIsBroken()
    {
        foreach (var bytes in new byte[][] { [], [1, 2, 3], ModelFolder.Dense().ToByteArray(), ModelFolder.Raw("t", 1, [3], 0, 0, 0, 0).ToByteArray() })
        {
            var path = _folder.Write(bytes, "t.pb");
            var error = Should.Throw<RelumineException>(() => OnnxTensor.Load(path));
            error.Kind.ShouldBe(ErrorKind.BrokenFile);
            error.Message.ShouldContain(path);
        }
    }

    [Fact]
    public void ANarrowElementTypeIsWidened()
    {
        var path = _folder.Write(ModelFolder.Raw("t", 2, [2], 7, 200).ToByteArray(), "t.pb");

        OnnxTensor.Load(path).Tensor.Values<int>().ToArray().ShouldBe([7, 200]);
    }

    [Fact]
    public void ATensorIsDataAndItsFirstDimensionCountsSamples()
    {
        var path = _folder.Write(ModelFolder.Floats("image", [2, 3], 1, 2, 3, 4, 5, 6).ToByteArray(), "t.pb");

        using var data = new DataFormats(new OnnxTensorFormat()).Open(path);

        var input = data.Inputs.ShouldHaveSingleItem();
        input.Name.ShouldBe("image");
        input.Samples.ShouldBe(2);
        input.SampleShape.ShouldBe(new Shape(3));
        input.ReadAll<double>().Values<double>().ToArray().ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void DataMayBeOfATypeThatNetworksHereDoNotHave()
    {
        var path = _folder.Write(ModelFolder.Raw("image", 2, [2, 1], 7, 200).ToByteArray(), "t.pb");

        using var data = new DataFormats(new OnnxTensorFormat()).Open(path);

        data.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe([7, 200]);
    }

    [Fact]
    public void AFolderOfTestDataGivesItsTensorsByName()
    {
        Directory.CreateDirectory(_folder.File("test_data_set_0"));
        var model = ModelFolder.Dense();
        model.Graph.Input.Add(ModelFolder.Value("second", 1, 1));
        model.Graph.Node.Add(ModelFolder.Node("Identity", "i", ["second"], ["third"]));
        _folder.Write(model);
        _folder.Write(ModelFolder.Floats("second", [1], 2).ToByteArray(), "test_data_set_0/input_0.pb");
        _folder.Write(ModelFolder.Floats("x", [1, 3], 1, 1, 1).ToByteArray(), "test_data_set_0/input_1.pb");
        _folder.Write(ModelFolder.Floats("", [1, 2], 0, 0).ToByteArray(), "test_data_set_0/output_0.pb");

        var test = OnnxTestCase.Find(_folder.Path).ShouldHaveSingleItem();

        var set = test.Sets.ShouldHaveSingleItem();
        set.LoadInputs(OnnxModel.Load(test.ModelPath).Graph).Select(t => t.Length).ShouldBe([3, 1]);
        set.LoadOutputs().Select(t => t.Length).ShouldBe([2]);
    }

    [Fact]
    public void AMissingInputIsSaid()
    {
        Directory.CreateDirectory(_folder.File("test_data_set_0"));
        _folder.Write(ModelFolder.Dense());
        _folder.Write(ModelFolder.Floats("", [1, 2], 0, 0).ToByteArray(), "test_data_set_0/output_0.pb");
        var test = OnnxTestCase.Find(_folder.Path).Single();

        Should
            .Throw<RelumineException>(() => test.Sets[0].LoadInputs(OnnxModel.Load(test.ModelPath).Graph))
            .Message.ShouldContain("0 input files, but the model has 1 inputs (x)");
    }

    [Fact]
    public void AFolderThatIsNotThereIsSaid() =>
        Should.Throw<RelumineException>(() => OnnxTestCase.Find(_folder.File("gone"))).Kind.ShouldBe(ErrorKind.BrokenFile);
}
