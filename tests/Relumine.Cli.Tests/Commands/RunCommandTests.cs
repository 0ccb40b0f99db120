using Relumine.Cli.Sessions;
using Relumine.Data.Formats;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Cli.Tests.Commands;

/// <summary><c>relumine run</c>.</summary>
public sealed class RunCommandTests : IDisposable
{
    private const string FourSamples = "0,0\n1,0\n0.5,1\n0,1\n";
    private static readonly float[] s_expected = [1, 2.5f, 2.25f, 1.5f];

    private readonly TinyNetwork _tiny = new();

    public void Dispose() => _tiny.Dispose();

    public static TheoryData<string> Batches => ["N", "1"];

    [Theory]
    [MemberData(nameof(Batches))]
    public void RunsOverSamplesWhateverTheBatch(string batch)
    {
        var model = _tiny.Save(batch == "1" ? 1 : (Dimension)batch);

        var run = Invocation.Of("run", model, "--data", _tiny.Text("x.csv", FourSamples), "--output", _tiny["out"], "--quiet");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        run.Error.ShouldBeEmpty();
        run.Out.Trim().ShouldBe($"{Path.Combine(_tiny["out"], "y.npy")}: Float32 [4, 1]");
        Read("y.npy").ShouldBe(s_expected);
        Directory.GetFiles(_tiny["out"]).Length.ShouldBe(1);
    }

    [Fact]
    public void ExactShapeIsOneRun()
    {
        var model = _tiny.Save(4);

        var run = Invocation.Of("run", model, "--input", "x=" + _tiny.Text("x.csv", FourSamples), "-o", _tiny["out"], "--format", "pb");

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        var (name, tensor) = OnnxTensor.Load(Path.Combine(_tiny["out"], "y.pb"));
        name.ShouldBe("y");
        tensor.Shape.ShouldBe(new Shape(4, 1));
        tensor.Values<float>().ToArray().ShouldBe(s_expected);
    }

    [Fact]
    public void ScalesData()
    {
        var model = _tiny.Save("N");

        Invocation.Of("run", model, "--data", _tiny.Text("x.csv", "0,0\n255,0\n"), "--divide", "255", "-o", _tiny["out"]).Code.ShouldBe(ExitCode.Done);

        Read("y.npy").ShouldBe([1, 2.5f]);
    }

    [Theory]
    [InlineData("--input w=FILE", ExitCode.WrongUsage, "no input 'w'", "'x: Float32 [N, 2]'")]
    [InlineData("", ExitCode.WrongUsage, "No data", "--data PATH")]
    [InlineData("--data FILE --format npz", ExitCode.WrongUsage, "--format takes npy or pb", "npz")]
    [InlineData("--data FILE --threads many", ExitCode.WrongUsage, "--threads takes a whole number", "many")]
    [InlineData("--data FILE --divide a", ExitCode.WrongUsage, "--divide", "'a'")]
    [InlineData("--data missing.csv", ExitCode.BrokenFile, "missing.csv", "no such file")]
    [InlineData("--data THREE", ExitCode.BrokenFile, "[N, 2]", "[1, 3]")]
    [InlineData("--data NAN", ExitCode.BrokenFile, "line 2", "finite")]
    public void WrongDataAreAnswered(string options, ExitCode code, string what, string next)
    {
        var model = _tiny.Save("N");
        var files = new Dictionary<string, string>
        {
            ["FILE"] = _tiny.Text("x.csv", FourSamples),
            ["THREE"] = _tiny.Text("three.csv", "1,2,3\n"),
            ["NAN"] = _tiny.Text("nan.csv", "1,2\n3,nan\n"),
        };
        var given = files.Aggregate(options, (text, f) => text.Replace(f.Key, f.Value, StringComparison.Ordinal));

        var run = Invocation.Of(["run", model, "--output", _tiny["out"], .. given.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        run.ShouldFail(code, what, next);
        if (Directory.Exists(_tiny["out"]))
        {
            Directory.GetFiles(_tiny["out"]).ShouldBeEmpty();
        }
    }

    [Fact]
    public void CanceledLeavesNoPartOfAFile()
    {
        var model = _tiny.Save("N");
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        var run = Invocation.Of(stop.Token, "run", model, "--data", _tiny.Text("x.csv", FourSamples), "-o", _tiny["out"]);

        run.Code.ShouldBe(ExitCode.Canceled);
        Directory.GetFiles(_tiny["out"]).ShouldBeEmpty();
    }

    private float[] Read(string name)
    {
        using var set = new DataFormats().Open(Path.Combine(_tiny["out"], name));
        return set.Inputs[0].ReadAll<float>().Values<float>().ToArray();
    }
}
