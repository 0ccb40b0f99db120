using System.Diagnostics;
using Relumine.Cli.Sessions;
using Relumine.Data.Tests;
using Relumine.Graph.Errors;
using Relumine.Onnx.Format;
using Relumine.Onnx.Tests;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Cli.Tests.Commands;

/// <summary>What only a process of its own shows: exit codes, signals, and how much memory is enough.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly Dictionary<string, string> s_nothing = [];

    // Enough for the program, and far too little for what the files below promise.
    private static readonly Dictionary<string, string> s_littleMemory = new() { ["DOTNET_GCHeapHardLimit"] = "0x5000000" };

    // Batch statistics and dropout, and a checkpoint of several hundred kilobytes.
    private const string Wide = """
        { "data": { "blobs": { "samples": 800 }, "validation": 0.2 },
          "model": [ { "dense": 128 }, "batchNormalization", "relu", { "dropout": 0.2 }, { "dense": 128 }, "relu", { "dense": 10 } ],
          "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.001 } }, "schedule": { "cosine": {} }, "batch": 32, "epochs": 3 }
        """;

    private static readonly string Endless = Wide.Replace("\"epochs\": 3", "\"epochs\": 500", StringComparison.Ordinal);

    private readonly TinyNetwork _tiny = new();

    public void Dispose() => _tiny.Dispose();

    [Fact]
    public async Task TheExitCodeIsTheProcesss()
    {
        (await ProcessRun.Start(s_nothing, "--version").End()).Code.ShouldBe(ExitCode.Done);
        (await ProcessRun.Start(s_nothing, "adit").End()).ShouldFail(ExitCode.WrongUsage, "Did you mean 'audit'");
        (await ProcessRun.Start(s_nothing, "audit", _tiny["none.onnx"], "--data", "x.npy").End()).ShouldFail(ExitCode.BrokenFile, "none.onnx");
    }

    [QemuFact]
    public async Task AnOldProcessorIsToldBeforeAnythingRuns()
    {
        var run = await ProcessRun.StartOn("SandyBridge", "demo", "--output", _tiny["demo"]).End();

        // The emulator has warnings of its own beside the message.
        run.Code.ShouldBe(ExitCode.Unsupported, run.Error);
        run.Error.ShouldContain("relumine: this processor has no fused multiply-add");
        run.Error.ShouldContain("Nothing was run");
        Directory.Exists(_tiny["demo"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task AProcessorWithoutFusedMultiplyAddIsTold(string variable)
    {
        var without = new Dictionary<string, string> { [variable] = "0" };
        (await ProcessRun.Start(without, "demo", "--output", _tiny["demo"]).End()).ShouldFail(ExitCode.Unsupported, "fused multiply-add");
        (await ProcessRun.Start(without, "explain", "relu").End()).Code.ShouldBe(ExitCode.Done);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    public async Task ASignalCancelsAndLeavesNothingUnfinished(string signal)
    {
        // Begun once its second step is written down: a wait by the clock would be too short for a busy machine.
        var process = ProcessRun.Start(s_nothing, "train", _tiny.Text("wide.json", Endless), "--output", _tiny["cut"]);
        await SecondLine(process, Path.Combine(_tiny["cut"], "log.jsonl"));
        await Signal(process, signal);

        var run = await process.End();

        run.Code.ShouldBe(ExitCode.Canceled, run.Error);
        run.Error.ShouldContain("cancelled after step");
        File.Exists(Path.Combine(_tiny["cut"], "checkpoint")).ShouldBeTrue();
        Directory.GetFiles(_tiny["cut"]).ShouldAllBe(f => !f.EndsWith(".relumine-part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFullDiskEndsARunAndLeavesTheLastGoodCheckpoint()
    {
        var path = _tiny.Text("wide.json", Wide);
        (await ProcessRun.Start(s_nothing, "train", path, "-q", "--output", _tiny["whole"]).End()).Code.ShouldBe(ExitCode.Done);
        var checkpoint = Path.Combine(_tiny["full"], "checkpoint");
        using (var run = TrainingRun.Prepare(Recipe.Read(path)))
        {
            _ = run.Steps().Take(12).Count();
            run.WriteCheckpoint(checkpoint);
        }

        // A limit on the size of files fails in the middle of a write, as a disk without space does. (It would also hit what the runtime maps as files.)
        var good = File.ReadAllBytes(checkpoint);
        var full = await ProcessRun
            .StartAfter(
                new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" },
                "ulimit -f 100; trap '' XFSZ",
                "train",
                path,
                "-q",
                "--output",
                _tiny["full"],
                "--resume",
                "--checkpoint-every",
                "5"
            )
            .End();
        full.ShouldFail(ExitCode.BrokenFile, "checkpoint", "cannot be written", "space on the disk");
        File.ReadAllBytes(checkpoint).ShouldBe(good);
        Directory.GetFiles(_tiny["full"]).Select(Path.GetFileName).Order().ShouldBe(["checkpoint", "checkpoint.best", "checkpoint.best.previous", "log.jsonl"]);

        (await ProcessRun.Start(s_nothing, "train", path, "-q", "--output", _tiny["full"], "--resume").End()).Code.ShouldBe(ExitCode.Done);
        File.ReadAllBytes(Path.Combine(_tiny["full"], "model.onnx")).ShouldBe(File.ReadAllBytes(Path.Combine(_tiny["whole"], "model.onnx")));
    }

    [Fact]
    public async Task CtrlCInARunOnTwoThreadsLeavesACheckpointToGoOnFrom()
    {
        var path = _tiny.Text("wide.json", Endless);
        (await ProcessRun.Start(s_nothing, "train", path, "-q", "--output", _tiny["whole"]).End()).Code.ShouldBe(ExitCode.Done);
        var process = ProcessRun.Start(s_nothing, "train", path, "--threads", "2", "--output", _tiny["cut"]);
        await SecondLine(process, Path.Combine(_tiny["cut"], "log.jsonl"));
        await Signal(process, "INT");

        var run = await process.End();
        run.Code.ShouldBe(ExitCode.Canceled, run.Error);
        run.Error.ShouldMatch(@"cancelled after step [\d,]+ of 10,000: .* --resume --output");

        var resumed = await ProcessRun.Start(s_nothing, "train", path, "--threads", "1", "--output", _tiny["cut"], "--resume").End();
        resumed.Code.ShouldBe(ExitCode.Done, resumed.Error);
        resumed.Error.ShouldContain("resumed after step");
        File.ReadAllBytes(Path.Combine(_tiny["cut"], "model.onnx")).ShouldBe(File.ReadAllBytes(Path.Combine(_tiny["whole"], "model.onnx")));
    }

    [Fact]
    public async Task ADeclaredTensorOf2GibTakesNoMemory()
    {
        using var folder = new ModelFolder();
        var model = ModelFolder.Dense();
        var weight = model.Graph.Initializer[0];
        weight.Dims.Clear();
        weight.Dims.AddRange([1L << 29, 1]);
        weight.FloatData.Clear();
        weight.RawData = Google.Protobuf.ByteString.CopyFrom(new byte[1000]);

        var run = await ProcessRun.Start(s_littleMemory, "audit", folder.Write(model), "--data", _tiny.Text("x.csv", "1,2,3\n"), "--quiet").End();

        run.ShouldFail(ExitCode.BrokenFile, "'w'");
    }

    [Fact]
    public async Task TensorsThatFitOnlyOneByOneAreRefused()
    {
        const int Samples = 400_000;
        File.WriteAllBytes(_tiny["x.npy.gz"], Scratch.Gzip(Scratch.NpyFloats($"({Samples}, 30)", new float[Samples * 30])));
        File.WriteAllBytes(_tiny["y.npy.gz"], Scratch.Gzip(Scratch.NpyFloats($"({Samples}, 30)", new float[Samples * 30])));
        var recipe = _tiny.Text("r.json", """
            { "data": { "npy": { "features": "x.npy.gz", "targets": "y.npy.gz" } }, "model": [{ "dense": 30 }],
              "loss": "meanSquaredError", "optimizer": { "sgd": { "lr": 0.1 } }, "batch": 32, "epochs": 1 }
            """);
        (await ProcessRun.Start(s_littleMemory, "train", recipe, "--output", _tiny["run"]).End())
            .ShouldFail(ExitCode.BrokenFile, "y.npy.gz", "[400000, 30]", "does not fit into memory at once");
    }

    [Fact]
    public async Task AZipBombTakesNoMemory()
    {
        // A header that promises four numbers, and a quarter of a gigabyte behind it.
        byte[] entry = [.. Scratch.NpyFloats("(2, 2)", 1, 2, 3, 4), .. new byte[1 << 28]];
        File.WriteAllBytes(_tiny["bomb.npz"], Scratch.Zip(System.IO.Compression.CompressionLevel.Fastest, ("x.npy", entry)));

        var run = await ProcessRun.Start(s_littleMemory, "audit", _tiny.Save("N"), "--data", _tiny["bomb.npz"], "--quiet").End();

        run.ShouldFail(ExitCode.BrokenFile, "bomb.npz");
    }

    [Fact]
    public async Task NothingIsDrawnWhereStandardErrorIsNoTerminal()
    {
        var run = await ProcessRun.Start(s_nothing, "demo", "--output", _tiny["demo"]).End();

        run.Code.ShouldBe(ExitCode.Done, run.Error);
        (run.Out + run.Error).ShouldNotContain('\e');
        run.Error.ShouldNotContain('\r');
    }

    private static async Task SecondLine(Process process, string path)
    {
        while (!File.Exists(path) || File.ReadAllLines(path).Length < 2)
        {
            process.HasExited.ShouldBeFalse();
            await Task.Delay(5);
        }
    }

    private static async Task Signal(Process process, string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
