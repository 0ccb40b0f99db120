using System.IO.Compression;
using Relumine.Graph.Errors;

namespace Relumine.Onnx.Tests;

/// <summary>Models of other programs, by their bytes and not by their names.</summary>
public sealed class ForeignModelTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relumine-foreign-");

    public void Dispose() => _folder.Delete(recursive: true);

    public static TheoryData<string, byte[], string, string> Files => new()
    {
        { "m.onnx", [0x89, .. "HDF\r\n"u8, 0x1A, 0x0A, 0, 0, 0, 0], "HDF5", "format=\"onnx\"" },
        { "m.onnx", [0x1C, 0, 0, 0, .. "TFL3"u8, 0, 0, 0, 0], "TensorFlow Lite", "--tflite" },
        { "m.pt", [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46], "pickle of Python, as PyTorch", "torch.onnx.export" },
        { "m.pkl", [0x80, 4, 0x95, 0, 0, 0], "pickle of Python", "skl2onnx" },
        { "m", [0x40, 1, 0, 0, 0, 0, 0, 0, .. "{\"weight\""u8], "safetensors", "no graph" },
        { "m.pb", [0x08, 0x01, 0x12, 0x10, 0x0A, 0], "SavedModel of TensorFlow", "--saved-model" },
        { "m.pb", [0x0A, 0x20, 0x0A, 0x05, .. "input"u8], "GraphDef", "--graphdef" },
        { "m.ort", [0x18, 0, 0, 0, .. "ORTM"u8, 0, 0], "ONNX Runtime's own format", ".onnx" },
        { "m.pth", Zip("archive/data.pkl"), "a file of PyTorch", "torch.onnx.export" },
        { "m.onnx", Zip("config.json", "model.weights.h5"), "a model of Keras", "export(" },
        { "m.zip", Zip("net.onnx"), "a zip file", "Unpack it and give 'net.onnx'" },
        { "m.pt", [.. "PK"u8, 3, 4, 9, 9, 9], "a damaged zip file", "Copy it again" },
        { "flowers.csv", [.. "length,width\n1,2\n"u8], "a table", "Name the model first" },
        { "recipe.json", [.. "{ \"data\": 1 }"u8], "JSON", "train it first" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void TheFormatIsNamedAndTheWayToOnnx(string name, byte[] bytes, string format, string way)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        var error = Should.Throw<RelumineException>(() => OnnxModel.Load(path));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain($"{name}: this is ");
        error.Message.ShouldContain(format);
        error.Message.ShouldContain(way);
    }

    [Fact]
    public void AFolderOfTensorFlowIsNamed()
    {
        File.WriteAllBytes(Path.Combine(_folder.FullName, "saved_model.pb"), [8, 1]);
        Should.Throw<RelumineException>(() => OnnxModel.Load(_folder.FullName)).Message.ShouldContain("a SavedModel of TensorFlow");
    }

    [Fact]
    public void InTheFolderOfARunTheModelIsNamed()
    {
        var model = Path.Combine(_folder.FullName, "model.onnx");
        File.WriteAllBytes(model, [8, 1]);
        Should.Throw<RelumineException>(() => OnnxModel.Load(_folder.FullName)).Message.ShouldEndWith($"Give the model in it: {model}.");
    }

    private static byte[] Zip(params string[] names)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Array.ForEach(names, n => zip.CreateEntry(n).Open().Dispose());
        }

        return bytes.ToArray();
    }
}
