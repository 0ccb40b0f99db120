using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Relumine.Live.Server;
using Relumine.Live.Sessions;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Bench.Live;

/// <summary>
/// What <c>train --live</c> costs a training: without it, with it while nobody looks, and while a page is told everything. The three take turns, because the
/// machine is shared, and only ratios of neighbouring turns count. What is timed is the processor's time of the thread that trains, where the system tells
/// it: other programs then lengthen it little. The page is a reader of the stream; what a browser draws is its own affair.
/// </summary>
internal static class LiveCost
{
    private static readonly (string Name, string Recipe)[] s_runs =
    [
        ("small: 2-16-16-1, cells of the plane", """
            { "data": { "spiral": { "classes": 2, "samples": 400 } }, "validation": 0.2, "model": [{ "dense": 16 }, "relu", { "dense": 16 }, "relu", { "dense": 1 }],
              "loss": "binaryCrossEntropy", "optimizer": { "adam": { "lr": 0.01 } }, "batch": 16, "epochs": 30000, "seed": 1 }
            """),
        ("wide: 64-1024-1024-10", """
            { "data": { "blobs": { "samples": 4000, "features": 64, "classes": 10 } }, "model": [{ "dense": 1024 }, "relu", { "dense": 1024 }, "relu", { "dense": 10 }],
              "loss": "softmaxCrossEntropy", "optimizer": { "sgd": { "lr": 0.01 } }, "batch": 64, "epochs": 24, "seed": 1 }
            """),
    ];

    /// <summary>Measures, and writes what came of it.</summary>
    public static int Run(string[] args)
    {
        var turns = Value(args, "--turns") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : 11;
        var results = new List<(string Name, double Seconds, double[] Closed, double[] Open)>();
        foreach (var (name, text) in s_runs)
        {
            var recipe = Recipe.Parse(text);
            Time(recipe, null);
            var (none, closed, open) = (new double[turns], new double[turns], new double[turns]);
            for (var i = 0; i < turns; i++)
            {
                none[i] = Time(recipe, null);
                closed[i] = Time(recipe, false);
                open[i] = Time(recipe, true);
            }

            // One without stands before and one after each of the others but the last: the mean of both is what they are compared with.
            double Beside(int i) => (none[i] + none[Math.Min(i + 1, turns - 1)]) / 2;
            results.Add((name, Median(none), [.. closed.Select((c, i) => c / Beside(i))], [.. open.Select((o, i) => o / Beside(i))]));
            var (_, seconds, c, o) = results[^1];
            Console.WriteLine(FormattableString.Invariant($"{name}: {seconds:0.00} s; closed × {Median(c):0.000}, open × {Median(o):0.000}"));
        }

        if (Value(args, "--json") is { } path)
        {
            File.WriteAllText(path, Json(results, turns));
        }

        return 0;
    }

    private static double Time(Recipe recipe, bool? looks)
    {
        using var run = TrainingRun.Prepare(recipe);
        using var live = looks is null ? null : new LiveSession(run, LiveOptions.Beside("cost"), owns: false);
        var server = live is null ? null : LiveServer.Start(live);
        using var reader = looks == true ? new StreamReading(server!.Address) : null;
        var start = Seconds();
        foreach (var step in run.Steps())
        {
            live?.AfterStep(step, default);
        }

        var seconds = Seconds() - start;
        live?.End("over");
        server?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return seconds;
    }

    // Of this thread alone: the runs train on one.
    private static double Seconds() => OperatingSystem.IsLinux()
        ? double.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e9
        : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    private static string Json(List<(string Name, double Seconds, double[] Closed, double[] Open)> results, int turns)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("schema", "relumine.live-cost/1");
            json.WriteString("what", "processor time of a training with --live, as a multiple of that without; medians and quartiles of turns that alternate");
            json.WriteNumber("turns", turns);
            json.WriteNumber("processors", Environment.ProcessorCount);
            json.WriteString("load", OperatingSystem.IsLinux() ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3)) : "");
            json.WriteStartArray("runs");
            foreach (var (name, seconds, closed, open) in results)
            {
                json.WriteStartObject();
                json.WriteString("run", name);
                json.WriteNumber("secondsWithout", Math.Round(seconds, 4));
                Ratios(json, "closed", closed);
                Ratios(json, "open", open);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Ratios(Utf8JsonWriter json, string name, double[] ratios)
    {
        var sorted = ratios.Order().ToArray();
        json.WriteStartObject(name);
        json.WriteNumber("median", Math.Round(Median(ratios), 4));
        json.WriteNumber("lowerQuartile", Math.Round(sorted[sorted.Length / 4], 4));
        json.WriteNumber("upperQuartile", Math.Round(sorted[3 * sorted.Length / 4], 4));
        json.WriteEndObject();
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static string? Value(string[] args, string option) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
