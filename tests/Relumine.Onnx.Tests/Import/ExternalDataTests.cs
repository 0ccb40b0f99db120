using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;
using Relumine.Onnx.Import;

namespace Relumine.Onnx.Tests.Import;

/// <summary>Weights in files of their own, which must be inside the model's folder and hold what they should.</summary>
public sealed class ExternalDataTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("weights.bin")]
    [InlineData("sub/weights.bin")]
    [InlineData("./weights.bin")]
    public void WeightsAreReadFromAFileInTheFolder(string location)
    {
        Directory.CreateDirectory(_folder.File("sub"));
        _folder.Write([9, 9, 9, 9, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)], location);

        Load(location, offset: "4", length: "8").Values<float>().ToArray().ShouldBe([1.5f, -2f]);
        Load(location, offset: "4").Values<float>().ToArray().ShouldBe([1.5f, -2f]);
    }

    [Theory]
    [InlineData("../weights.bin")]
    [InlineData("sub/../../weights.bin")]
    [InlineData("sub\\..\\..\\weights.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("C:\\weights.bin")]
    [InlineData("")]
    [InlineData("weights.bin\0.png")]
    public void APathOutOfTheFolderIsNotFollowed(string location)
    {
        Directory.CreateDirectory(_folder.File("sub"));

        _folder.Fails(Model(location), ErrorKind.BrokenFile, "The weight 'w'", "relative to the model's folder");
    }

    [Theory]
    [InlineData("link.bin")]
    [InlineData("linked/weights.bin")]
    public void ALinkOutOfTheFolderIsNotFollowed(string location)
    {
        using var elsewhere = new ModelFolder();
        elsewhere.Write(new byte[8], "weights.bin");
        File.CreateSymbolicLink(_folder.File("link.bin"), elsewhere.File("weights.bin"));
        Directory.CreateSymbolicLink(_folder.File("linked"), elsewhere.Path);

        _folder.Fails(Model(location), ErrorKind.BrokenFile, "The weight 'w'", location, "outside");
    }

    [Fact]
    public void ALinkWithinTheFolderIsFollowed()
    {
        _folder.Write(new byte[8], "weights.bin");
        File.CreateSymbolicLink(_folder.File("link.bin"), "weights.bin");

        Load("link.bin").Values<float>().ToArray().ShouldBe([0, 0]);
    }

    [Fact]
    public void LinksInACircleEnd()
    {
        File.CreateSymbolicLink(_folder.File("a"), "b");
        File.CreateSymbolicLink(_folder.File("b"), "a");

        _folder.Fails(Model("a"), ErrorKind.BrokenFile, "The weight 'w'", "symbolic links");
    }

    [Fact]
    public void AFolderThatIsReachedThroughALinkIsTheModelsFolderAllTheSame()
    {
        using var elsewhere = new ModelFolder();
        _folder.Write(new byte[8], "weights.bin");
        _folder.Write(Model("weights.bin"));
        Directory.CreateSymbolicLink(elsewhere.File("linked"), _folder.Path);

        OnnxModel.Load(elsewhere.File("linked/model.onnx")).Weights["w"].Length.ShouldBe(2);
    }

    [Fact]
    public void AMissingFileIsNamed() => _folder.Fails(Model("gone.bin"), ErrorKind.BrokenFile, "The weight 'w'", "'gone.bin'", "does not exist");

    [Theory]
    [InlineData("1", null)]
    [InlineData("9", null)]
    [InlineData("9223372036854775807", null)]
    public void BytesBehindTheEndAreNotThere(string offset, string? length)
    {
        _folder.Write(new byte[8], "weights.bin");

        _folder.Fails(Model("weights.bin", offset, length), ErrorKind.BrokenFile, "The weight 'w'", $"bytes {offset} to", "which has 8");
    }

    [Theory]
    [InlineData("4")]
    [InlineData("12")]
    public void TheLengthMustBeThatOfTheTensor(string length)
    {
        _folder.Write(new byte[16], "weights.bin");

        _folder.Fails(Model("weights.bin", length: length), ErrorKind.BrokenFile, "The weight 'w' takes 8 bytes", $"declare {length}");
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0x10")]
    [InlineData("99999999999999999999")]
    public void AnOffsetMustBeANumber(string offset) =>
        _folder.Fails(Model("weights.bin", offset), ErrorKind.BrokenFile, "The weight 'w'", $"offset '{offset}'");

    [Fact]
    public void ADeclaredTensorOfGigabytesTakesNoMemory()
    {
        _folder.Write(new byte[8], "weights.bin");
        var model = Model("weights.bin");
        model.Graph.Initializer[0].Dims[0] = 1 << 29;
        _folder.Fails(model, ErrorKind.BrokenFile);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _folder.Fails(model, ErrorKind.BrokenFile, "bytes 0 to 2147483648");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void ManyWeightsInTheSameBytesTakeNoMemory()
    {
        const int Bytes = 1 << 20;
        _folder.Write(new byte[Bytes], "weights.bin");
        var model = ModelFolder.Empty(17);
        for (var i = 0; i < 200; i++)
        {
            Add(model, $"w{i}", "weights.bin", Bytes / 4);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        _folder.Fails(model, ErrorKind.BrokenFile, "overlap");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(5 * Bytes);
    }

    [Fact]
    public void OnlyWeightsCanBeExternal()
    {
        var tensor = Model("weights.bin").Graph.Initializer[0];

        Should.Throw<GraphException>(() => TensorImport.Read(tensor, "The attribute", external: null)).Message.ShouldContain("for weights only");
    }

    private static ModelProto Model(string location, string? offset = null, string? length = null)
    {
        var model = ModelFolder.Empty(17);
        Add(model, "w", location, 2, offset, length);
        return model;
    }

    private static void Add(ModelProto model, string name, string location, long count, string? offset = null, string? length = null)
    {
        var tensor = ModelFolder.Head(name, 1, count);
        tensor.DataLocation = TensorProto.Types.Location.External;
        foreach (var (key, value) in new[] { ("location", location), ("offset", offset), ("length", length) })
        {
            if (value is not null)
            {
                tensor.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
            }
        }

        var output = $"y{model.Graph.Output.Count}";
        model.Graph.Initializer.Add(tensor);
        model.Graph.Node.Add(ModelFolder.Node("Identity", "", [name], [output]));
        model.Graph.Output.Add(ModelFolder.Value(output, 1));
    }

    private ModelTensor Load(string location, string? offset = null, string? length = null) => _folder.Load(Model(location, offset, length)).Weights["w"];
}
