using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Relumine.Cli.Sessions;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Cli.Tests.Commands;

/// <summary>
/// Damaged files of every format that the program reads: it ends with an exit code that the documentation names, soon, and without much memory.
/// <c>RELUMINE_FUZZ=100000</c> makes so many mutants, <c>RELUMINE_FUZZ_SEED</c> others; <c>RELUMINE_FUZZ_COUNTS</c> names a file to which each
/// format adds a row of a table: mutants, seed, and how many ended with which exit code.
/// </summary>
public sealed class InputFuzzTests : IDisposable
{
    private const long MostMemory = 1L << 30;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);
    private static readonly string[] s_formats = ["onnx", "npy", "npz", "idx", "csv", "png", "pb", "recipe", "checkpoint", "vnnlib", "baseline"];

    private readonly TinyNetwork _tiny = new();

    public static TheoryData<string> Formats => [.. s_formats];

    public void Dispose() => _tiny.Dispose();

    [Theory]
    [MemberData(nameof(Formats))]
    public void MutantsEndAsTheDocumentationSays(string format)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("RELUMINE_FUZZ_SEED") ?? "1", CultureInfo.InvariantCulture);
        var tries = int.Parse(Environment.GetEnvironmentVariable("RELUMINE_FUZZ") ?? "2000", CultureInfo.InvariantCulture) / s_formats.Length;
        var (file, args) = Prepare(format);
        var whole = File.ReadAllBytes(file);
        var healthy = Run(args);
        healthy.Code.ShouldBeOneOf([ExitCode.Done, ExitCode.GateFailed], healthy.Error);

        var codes = new Dictionary<ExitCode, int>();
        for (var i = 0; i < tries; i++)
        {
            var mutant = Mutation.Of(whole, new Random(HashCode(seed, format, i)));
            File.WriteAllBytes(file, mutant);
            var told = $"{format}, seed {seed}, mutant {i}: {Convert.ToBase64String(mutant.AsSpan(0, Math.Min(600, mutant.Length)))}";
            var (memory, start) = (Environment.WorkingSet, Stopwatch.GetTimestamp());
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;

            var run = Run(args);

            codes[run.Code] = codes.GetValueOrDefault(run.Code) + 1;
            if (run.Code == ExitCode.Fault)
            {
                Assert.Fail($"{told}\n{Run([.. args, "--verbose"]).Error}");
            }

            (run.Error.Length < 3000).ShouldBeTrue($"{told}\n{run.Error}");
            (run.Out + run.Error).ShouldNotContain('\e', told);
            (Environment.WorkingSet - memory).ShouldBeLessThan(MostMemory, told);

            // Other tests run meanwhile, so both clocks must agree.
            var took = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            (Stopwatch.GetElapsedTime(start) < s_longest || took < s_longest).ShouldBeTrue($"{told}: {took}");
            if (format == "onnx")
            {
                Exercise(file, told);
            }
        }

        codes.Keys.Count.ShouldBeGreaterThan(1, "Damage that is never noticed tests nothing.");
        if (Environment.GetEnvironmentVariable("RELUMINE_FUZZ_COUNTS") is { } counts)
        {
            var ends = string.Join(", ", codes.OrderBy(c => c.Key).Select(c => string.Create(CultureInfo.InvariantCulture, $"{(int)c.Key}: {c.Value:N0}")));
            File.AppendAllText(counts, string.Create(CultureInfo.InvariantCulture, $"| {format} | {tries:N0} | {seed} | {ends} |\n"));
        }
    }

    // What the command does not come to when the data do not fit the damaged model.
    private static void Exercise(string file, string told)
    {
        try
        {
            using var plan = Plan.Compile(OnnxModel.Load(file), new PlanOptions { Threads = 1, Observe = Observation.Full });
            var numbers = plan.Inputs.Concat(plan.Outputs).Sum(v => (long)v.SampleLength);
            if (numbers < 1 << 24)
            {
                plan.Run(1,
                    [.. plan.Inputs.Select(v => ModelTensor.Zeros(v.Type, v.Shape))],
                    [.. plan.Outputs.Select(v => ModelTensor.Zeros(v.Type, v.Shape))]);
            }
        }
        catch (RelumineException)
        {
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(told, e);
        }
    }

    private static int HashCode(int seed, string format, int i) =>
        unchecked((seed * 1_000_003) + (format.Aggregate(7, (hash, c) => (hash * 31) + c) * 7919) + i);

    private Invocation Run(string[] args)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        return Invocation.Of(stop.Token, args);
    }

    private (string File, string[] Args) Prepare(string format)
    {
        const string Recipe = """
            { "data": { "blobs": { "samples": 40, "features": 3, "classes": 2 }, "validation": 0.25 }, "model": [{ "dense": 4 }, { "relu": {} }, { "dense": 2 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "adam": { "lr": 0.01 } }, "batch": 8, "epochs": 1 }
            """;
        var model = _tiny.Save("N");
        var csv = _tiny.Text("x.csv", "a,b\n0.5,1\n0.25,0\n1,0.5\n");
        switch (format)
        {
            case "onnx":
                return (model, ["audit", model, "--data", csv]);
            case "csv":
                return (csv, ["audit", model, "--data", csv]);
            case "npy":
                return (Npy(), ["audit", model, "--data", Npy()]);
            case "npz":
                using (var zip = ZipFile.Open(_tiny["x.npz"], ZipArchiveMode.Create))
                {
                    zip.CreateEntryFromFile(Npy(), "x.npy");
                }

                return (_tiny["x.npz"], ["audit", model, "--data", _tiny["x.npz"]]);
            case "idx":
                File.WriteAllBytes(_tiny["x.idx"], [0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6]);
                return (_tiny["x.idx"], ["audit", model, "--data", _tiny["x.idx"], "--divide", "255"]);
            case "pb":
                OnnxTensor.Save(ModelTensor.Of<float>(new Shape(3, 2), 1, 0, 1, 0.5f, 0.25f, 0), _tiny["x.pb"], "x");
                return (_tiny["x.pb"], ["audit", model, "--data", _tiny["x.pb"]]);
            case "png":
                Directory.CreateDirectory(_tiny["pictures/a"]);
                var picture = Path.Combine(_tiny["pictures/a"], "1.png");
                File.WriteAllBytes(picture, Convert.FromBase64String(
                    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAAC0lEQVR4nGPQCAAAAKMAeVGkSigAAAAASUVORK5CYII="));
                return (picture, ["audit", model, "--data", _tiny["pictures"], "--divide", "255"]);
            case "recipe":
                var recipe = _tiny.Text("r.json", Recipe);
                return (recipe, ["train", recipe, "--threads", "1", "--output", _tiny["run"]]);
            case "checkpoint":
                var trained = _tiny.Text("r.json", Recipe);
                Invocation.Of("train", trained, "--threads", "1", "--output", _tiny["run"]).Code.ShouldBe(ExitCode.Done);
                return (Path.Combine(_tiny["run"], "checkpoint"), ["train", trained, "--threads", "1", "--output", _tiny["run"], "--resume"]);
            case "vnnlib":
                var property = _tiny.Text(
                    "p.vnnlib",
                    "(declare-const X_0 Real)(declare-const X_1 Real)(assert (>= X_0 0))(assert (<= X_0 1))(assert (or (and (>= X_1 0)(<= X_1 0.5))"
                        + "(and (>= X_1 0.5)(<= X_1 1))))(assert (<= (+ Y_0 (* 2 Y_0) -1) 0.5))");
                return (property, ["verify", model, property]);
            default:
                Invocation.Of("audit", model, "--data", csv, "--json", _tiny["baseline.json"]);
                return (_tiny["baseline.json"], ["audit", model, "--data", csv, "--fail-on", "critical", "--baseline", _tiny["baseline.json"]]);
        }

        string Npy()
        {
            if (!File.Exists(_tiny["x.npy"]))
            {
                Relumine.Data.Writing.NpyWriter.Write(_tiny["x.npy"], ModelTensor.Of<float>(new Shape(3, 2), 1, 0, 1, 0.5f, 0.25f, 0));
            }

            return _tiny["x.npy"];
        }
    }
}
