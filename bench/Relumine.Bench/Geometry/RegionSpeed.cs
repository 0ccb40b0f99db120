using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Relumine.Engine.Networks;
using Relumine.Geometry;
using Relumine.Geometry.Planes;
using Relumine.Geometry.Solids;
using Relumine.Geometry.Views;
using Relumine.Graph.Models;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Bench.Geometry;

/// <summary>
/// Cells of trained and untrained networks in a plane, and pieces along lines: the best of a few turns, one thread, in time on the
/// clock and of the processor (on a shared machine they differ), and how much memory the process has taken at most by then.
/// </summary>
internal static class RegionSpeed
{
    private static readonly JsonSerializerOptions s_indented = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static int Run(string[] args)
    {
        string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        var (only, rows) = (Option("--only") ?? "", new List<Dictionary<string, object>>());
        var circles = """
            { "data": { "circles": { "samples": 1000 } },
              "model": [ { "dense": 100 }, { "relu": {} }, { "dense": 100 }, { "relu": {} }, { "dense": 1 } ],
              "init": { "weights": "heNormal", "bias": 0 }, "loss": "binaryCrossEntropy",
              "optimizer": { "adam": { "lr": 0.01 } }, "batch": 32, "epochs": 30, "seed": 1 }
            """;
        Plane("2-16-16-1 untrained, biases spread", 201, () => Spread(Network.Input(2).Dense(16).Relu().Dense(16).Relu().Dense(1).Build(1)));
        Plane("2-100-100-1 trained on circles", 41, () => Trained(circles));
        Plane("2-100-100-1 untrained, biases spread", 21, () => Spread(Network.Input(2).Dense(100).Relu().Dense(100).Relu().Dense(1).Build(1)));
        Plane(
            "2-64-64-64-64-1 untrained, biases spread",
            11,
            () => Spread(Network.Input(2).Dense(64).Relu().Dense(64).Relu().Dense(64).Relu().Dense(64).Relu().Dense(1).Build(1))
        );
        Plane("2-900-900-1 untrained, biases spread", 1, () => Spread(Network.Input(2).Dense(900).Relu().Dense(900).Relu().Dense(1).Build(1)));
        Solid("3-16-16-1 untrained, biases spread", 5, () => Spread(Network.Input(3).Dense(16).Relu().Dense(16).Relu().Dense(1).Build(1)));
        Line(
            "784-1024-1024-1024-10 untrained, biases spread",
            3,
            () => Spread(Network.Input(784).Dense(1024).Relu().Dense(1024).Relu().Dense(1024).Relu().Dense(10).Build(1))
        );
        if (Option("--json") is { } file)
        {
            var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ').Take(3).ToArray() : [];
            var document = new Dictionary<string, object>
            {
                ["measurement"] = "regions",
                ["cores"] = Environment.ProcessorCount,
                ["loadAverage"] = load,
                ["results"] = rows,
            };
            File.WriteAllText(file, JsonSerializer.Serialize(document, s_indented) + "\n");
        }

        return 0;

        void Plane(string name, int turns, Func<Model> make)
        {
            if (name.Contains(only, StringComparison.Ordinal))
            {
                var view = PiecewiseLinearModel.Of(make());
                rows.Add(Report(name, turns, "cells", () =>
                {
                    var regions = Regions.OfBox(view, new PlaneBox(-1, 1));
                    return (regions.Cells, string.Join(" ", regions.CellsByLayer));
                }));
            }
        }

        void Solid(string name, int turns, Func<Model> make)
        {
            if (name.Contains(only, StringComparison.Ordinal))
            {
                var view = PiecewiseLinearModel.Of(make());
                rows.Add(Report(name, turns, "cells", () =>
                {
                    var regions = Regions.OfSolid(view, new SolidBox(-1, 1));
                    return (regions.Cells, string.Join(" ", regions.CellsByLayer));
                }));
            }
        }

        void Line(string name, int turns, Func<Model> make)
        {
            if (name.Contains(only, StringComparison.Ordinal))
            {
                var view = PiecewiseLinearModel.Of(make());
                var random = new Random(1);
                var (a, b) = (
                    Enumerable.Range(0, view.Inputs).Select(_ => random.NextDouble()).ToArray(),
                    Enumerable.Range(0, view.Inputs).Select(_ => random.NextDouble()).ToArray()
                );
                rows.Add(Report(name, turns, "pieces", () =>
                {
                    var counts = Regions.OfLine(view, a, b, double.NegativeInfinity, double.PositiveInfinity).Counts;
                    return (counts.Cells, string.Join(" ", counts.CellsByLayer));
                }));
            }
        }
    }

    private static Dictionary<string, object> Report(string name, int turns, string what, Func<(long Count, string ByLayer)> work)
    {
        var (best, processor, allocated, result) = (double.PositiveInfinity, double.PositiveInfinity, 0L, default((long Count, string ByLayer)));
        using var process = Process.GetCurrentProcess();
        for (var turn = 0; turn < turns; turn++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var used = process.TotalProcessorTime;
            var start = Stopwatch.GetTimestamp();
            result = work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
            process.Refresh();
            processor = Math.Min(processor, (process.TotalProcessorTime - used).TotalSeconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-56} {result.Count,9} {what}, {best * 1e3,9:F2} ms, {processor * 1e3,9:F2} ms of the processor, {result.Count / best,10:F0} a "
                    + $"second, {allocated >> 10,8} KiB allocated, peak {process.PeakWorkingSet64 >> 20} MiB; by layer {result.ByLayer}"
            )
        );
        return new()
        {
            ["name"] = name,
            ["what"] = what,
            ["count"] = result.Count,
            ["milliseconds"] = Math.Round(1e3 * best, 3),
            ["processorMilliseconds"] = Math.Round(1e3 * processor, 3),
            ["aSecond"] = Math.Round(result.Count / best),
            ["peakMebibytes"] = process.PeakWorkingSet64 >> 20,
        };
    }

    private static Model Trained(string recipe)
    {
        using var run = TrainingRun.Prepare(RecipeReader.Read(Encoding.UTF8.GetBytes(recipe), "the benchmark"));
        run.Finish();
        return run.ToModel();
    }

    // Untrained biases are 0, which puts every crease of the first layer through one point.
    private static Model Spread(Model model)
    {
        var random = new Random(1);
        foreach (var (_, weight) in model.Weights.Where(w => w.Key.EndsWith(".bias", StringComparison.Ordinal)).OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            foreach (ref var b in weight.Values<float>())
            {
                b = random.NextSingle() - 0.5f;
            }
        }

        return model;
    }
}
