using Google.Protobuf;
using Relumine.Cli.Sessions;
using Relumine.Graph.Errors;
using Relumine.Onnx.Format;
using Relumine.Onnx.Tests;

namespace Relumine.Cli.Tests.Commands;

/// <summary>What the program answers to models that are broken, hostile, or beyond it.</summary>
public sealed class BadModelTests : IDisposable
{
    private static readonly Dictionary<string, (ExitCode Code, string[] Words, Action<ModelProto> Spoil)> s_cases = new()
    {
        ["a cycle"] = (ExitCode.BrokenFile, ["cycle", "gemm"], m => m.Graph.Node[0].Input[0] = "y"),
        ["a missing tensor"] = (ExitCode.BrokenFile, ["'w'"], m => m.Graph.Initializer.RemoveAt(0)),
        ["a wrong rank"] = (ExitCode.BrokenFile, ["gemm", "[3, 2, 1]"], m => m.Graph.Initializer[0].Dims.Add(1)),
        ["an overflowing product of dimensions"] = (ExitCode.BrokenFile, ["'w'", "4294967296"], m => Dims(m, 1L << 32, 1L << 32)),
        ["a negative dimension"] = (ExitCode.BrokenFile, ["'w'", "-3"], m => Dims(m, -3, 2)),
        ["a declared tensor of 2 GiB"] = (ExitCode.BrokenFile, ["'w'", "536870912"], m => Dims(m, 1L << 29, 1)),
        ["external data outside the folder"] = (ExitCode.BrokenFile, ["'w'", "../secret.bin"], m => External(m, "../secret.bin")),
        ["external data that are not there"] = (ExitCode.BrokenFile, ["'w'", "weights.bin"], m => External(m, "weights.bin")),
        ["an operator that is not known"] = (
            ExitCode.Unsupported,
            ["StringNormalizer", "opset 13", "'gemm'"],
            m => m.Graph.Node[0].OpType = "StringNormalizer"
        ),
        ["an opset that is not read"] = (ExitCode.Unsupported, ["opset", "99"], m => m.OpsetImport[0].Version = 99),
        ["an operator of another domain"] = (ExitCode.Unsupported, ["com.example", "'gemm'"], m => m.Graph.Node[0].Domain = "com.example"),
    };

    private readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ABadGraphIsNamed(string what)
    {
        var (code, words, spoil) = s_cases[what];
        var model = ModelFolder.Dense();
        spoil(model);

        ShouldFail(_folder.Write(model), code, words);
    }

    [Fact]
    public void ATruncatedFileIsNamed()
    {
        var bytes = ModelFolder.Dense().ToByteArray();

        ShouldFail(_folder.Write(bytes[..(bytes.Length / 2)]), ExitCode.BrokenFile, "model.onnx");
    }

    [Fact]
    public void ACorruptedFileIsNamed()
    {
        var bytes = ModelFolder.Dense().ToByteArray();
        Array.Fill(bytes, (byte)0xFF, 10, 20);

        ShouldFail(_folder.Write(bytes), ExitCode.BrokenFile, "model.onnx");
    }

    [Theory]
    [InlineData("this is no model")]
    [InlineData("")]
    public void AnythingElseIsNamed(string content) =>
        ShouldFail(_folder.Write(System.Text.Encoding.UTF8.GetBytes(content)), ExitCode.BrokenFile, "model.onnx");

    [Fact]
    public void AMissingFileIsNamed() => ShouldFail(_folder.File("none.onnx"), ExitCode.BrokenFile, "none.onnx");

    [Fact]
    public void WeightsThatAreNotFiniteAreAFinding()
    {
        var model = ModelFolder.Dense();
        model.Graph.Initializer[0].FloatData[3] = float.NaN;

        var run = Invocation.Of("audit", _folder.Write(model), "--data", Data(), "--quiet");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Out.ShouldContain("critical non-finite-weights");
        run.Out.ShouldContain("'w'");
    }

    private static void Dims(ModelProto model, params long[] dims)
    {
        model.Graph.Initializer[0].Dims.Clear();
        model.Graph.Initializer[0].Dims.AddRange(dims);
    }

    private static void External(ModelProto model, string location)
    {
        var weight = model.Graph.Initializer[0];
        weight.FloatData.Clear();
        weight.DataLocation = TensorProto.Types.Location.External;
        weight.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = location });
    }

    private void ShouldFail(string model, ExitCode code, params string[] words)
    {
        Invocation.Of("run", model, "--data", Data(), "-o", _folder.File("out"), "--quiet").ShouldFail(code, words);
        Invocation.Of("audit", model, "--data", Data(), "--quiet", "--html", _folder.File("report.html")).ShouldFail(code, words);
        File.Exists(_folder.File("report.html")).ShouldBeFalse();
        Directory.Exists(_folder.File("out")).ShouldBeFalse();
    }

    private string Data() => _folder.Write("1,2,3\n4,5,6\n"u8.ToArray(), "x.csv");
}
