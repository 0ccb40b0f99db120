using Google.Protobuf;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Tests.Import;

/// <summary>Files that are no models: missing, empty, cut off, damaged, or something else altogether.</summary>
public sealed class FileTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AModelIsRead()
    {
        var model = _folder.Load(ModelFolder.Dense());

        model.Graph.Inputs.ShouldBe([new ValueInfo("x", ElementType.Float32, new Dimension[] { 1, 3 })]);
        model.Graph.Nodes.Select(n => n.ToString()).ShouldBe(["Gemm 'gemm' (x, w, b) → (z)", "Relu 'relu' (z) → (y)"]);
        model.Weights["w"].Shape.ShouldBe(new Shape(3, 2));
        model.Weights["b"].Values<float>().ToArray().ShouldBe([-20, 1]);
        model.Opset.ShouldBe(13);
        model.Producer.ShouldBe("a test 1.2");
        model.Parameters.ShouldBe(8);
    }

    [Fact]
    public void AMissingFileIsSaidToBeMissing() => ModelFolder.Fails(_folder.File("no.onnx"), ErrorKind.BrokenFile, "does not exist");

    [Fact]
    public void AFileInAMissingFolderIsSaidToBeMissing() => ModelFolder.Fails(_folder.File("no/no.onnx"), ErrorKind.BrokenFile, "does not exist");

    [Fact]
    public void AFolderIsNoModel() => ModelFolder.Fails(_folder.Path, ErrorKind.BrokenFile, "is a folder");

    [Fact]
    public void AnEmptyFileIsNoModel() => ModelFolder.Fails(_folder.Write([]), ErrorKind.BrokenFile, "is empty");

    [Theory]
    [InlineData("this is text and no model at all, not even nearly")]
    [InlineData("<html><body>404: Not Found</body></html>")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n")]
    public void TextIsNoModel(string text) =>
        ModelFolder.Fails(_folder.Write(System.Text.Encoding.UTF8.GetBytes(text)), ErrorKind.BrokenFile, "damaged");

    [Fact]
    public void ADeviceIsNoModel()
    {
        if (OperatingSystem.IsLinux())
        {
            ModelFolder.Fails("/dev/zero", ErrorKind.BrokenFile, "no regular file");
        }
    }

    [Fact]
    public void AFileOfMoreThan2GiBIsTooLarge()
    {
        // A hole takes no room on the disk.
        using (var file = File.Create(_folder.File("huge.onnx")))
        {
            file.SetLength((2L << 30) + 1);
        }

        ModelFolder.Fails(_folder.File("huge.onnx"), ErrorKind.BrokenFile, "has 2147483649 bytes", "external data");
    }

    [Fact]
    public void AModelThatIsCutOffAnywhereIsNeverReadAsAWhole()
    {
        var bytes = ModelFolder.Dense().ToByteArray();
        for (var length = 0; length < bytes.Length; length++)
        {
            var path = _folder.Write(bytes[..length]);
            Should.Throw<RelumineException>(() => OnnxModel.Load(path), $"cut to {length} of {bytes.Length} bytes").Kind.ShouldBe(ErrorKind.BrokenFile);
        }
    }

    [Fact]
    public void NestingWithoutEndIsStopped()
    {
        byte[] graph = [];
        for (var depth = 0; depth < 2000; depth++)
        {
            var attribute = Field(6, graph);
            var node = Field(5, attribute);
            graph = Field(1, node);
        }

        var opset = Field(8, [0x10, 13]);
        ModelFolder.Fails(_folder.Write([.. Field(7, graph), .. opset]), ErrorKind.BrokenFile, "is damaged or not an ONNX model");
    }

    private static byte[] Field(int number, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }
}
