using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Relumine.Engine.Inference;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Races;

/// <summary>
/// What memory a process takes at most that loads a model and runs one sample many times, in Relumine and in ONNX Runtime: a process of its own for each,
/// both .NET, so that a peak is that of one contestant. And what Relumine allocates in a run once it is warm.
/// </summary>
internal static class MemoryTrial
{
    private const int Runs = 40;

    /// <summary>Starts a process for each contestant and model.</summary>
    /// <param name="models">The models' files.</param>
    /// <returns>A row for each model that both can run.</returns>
    public static List<Dictionary<string, object>> Run(IEnumerable<string> models)
    {
        var rows = new List<Dictionary<string, object>>();
        foreach (var path in models)
        {
            var name = Path.GetFileNameWithoutExtension(path) is var stem && stem == "model" ? Path.GetFileName(Path.GetDirectoryName(path)!) : stem;
            if (Started("relumine", path) is not [var ours, var allocated] || Started("onnxruntime", path) is not [var peer, _])
            {
                Console.WriteLine($"{name}: left out");
                continue;
            }

            Console.WriteLine($"{name,-32} {ours / 1024.0,8:F1} MiB, ONNX Runtime {peer / 1024.0,8:F1} MiB; {allocated} bytes a run");
            rows.Add(new()
            {
                ["name"] = name, ["peer"] = "ONNX Runtime 1.31", ["peakMiB"] = Math.Round(ours / 1024.0, 1), ["peerPeakMiB"] = Math.Round(peer / 1024.0, 1),
                ["allocatedBytesPerRun"] = allocated,
            });
        }

        return rows;
    }

    /// <summary>What a started process does.</summary>
    /// <param name="contestant">relumine or onnxruntime.</param>
    /// <param name="path">The model's file.</param>
    /// <returns>The exit code.</returns>
    public static int Alone(string contestant, string path)
    {
        var allocated = contestant == "relumine" ? Relumine(path) : OnnxRuntime(path);
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        var peak = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Console.WriteLine($"{peak} {allocated}");
        return 0;
    }

    private static long Relumine(string path)
    {
        using var plan = Plan.Compile(OnnxModel.Load(path), new PlanOptions { Threads = 1 });
        ModelTensor[] inputs = [.. plan.Inputs.Select(v => ModelTensor.Zeros(v.Type, v.Shape.Prepend(1)))];
        ModelTensor?[] outputs = [.. plan.Outputs.Select(v => ModelTensor.Zeros(v.Type, v.Shape.Prepend(1)))];
        for (var i = 0; i < Runs; i++)
        {
            plan.Run(1, inputs, outputs);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Runs; i++)
        {
            plan.Run(1, inputs, outputs);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Runs;
    }

    private static long OnnxRuntime(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL };
        using var session = new InferenceSession(path, options);
        using var run = new RunOptions();
        var named = session.InputMetadata.ToDictionary(m => m.Key, m =>
        {
            long[] shape = [.. m.Value.Dimensions.Select(d => (long)Math.Max(1, d))];
            return OrtValue.CreateTensorValueFromMemory(new float[shape.Aggregate(1L, (a, b) => a * b)], shape);
        });
        for (var i = 0; i < 2 * Runs; i++)
        {
            using var results = session.Run(run, named, session.OutputNames);
        }

        foreach (var value in named.Values)
        {
            value.Dispose();
        }

        return 0;
    }

    // The peak in KiB and the bytes allocated in a run; null where the model could not be run.
    private static long[]? Started(string contestant, string path)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(MemoryTrial).Assembly.Location, "alone", contestant, path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        error.GetAwaiter().GetResult();
        return process.ExitCode == 0 ? [.. output.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture))] : null;
    }
}
