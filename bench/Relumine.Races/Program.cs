// Real models in Relumine and in ONNX Runtime for .NET, in turn in one process; a ratio above 1 means that Relumine is faster.
// Usage: Relumine.Races MODEL.onnx… [--samples N] [--observe none|firing] [--pairs N] [--threads N] [--json FILE]; with --threads 2 or more,
//        Relumine on so many threads against itself on one: leave it the cores
//        Relumine.Races memory MODEL.onnx… [--json FILE]: the peak of a process that runs the model, in either program
//        Relumine.Races verdicts|trim FOLDER [--only NAME,…] [--budget SECONDS] [--samples N] [--patience SECONDS] [--json FILE]: what is proven
//        of the networks of a folder laid out like ../shared, and what is trimmed of them, both tried in ONNX Runtime, too. With --only, what
//        the file says of other networks stays.
//        Relumine.Races properties FOLDER [--only NAME] [--budget SECONDS] [--json FILE]: VNN-COMP's properties of the ACAS Xu networks there
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Relumine.Engine.Program;
using Relumine.Races;
using Relumine.Races.Proofs;

const double Block = 0.02;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["verdicts" or "trim", var folder, ..])
{
    string[] only = Option("--only")?.Split(',') ?? [""];
    var subjects = Subject.In(folder).Where(s => only.Any(o => s.Name.Contains(o, StringComparison.Ordinal))).ToArray();
    var table = args[0] == "trim" ? TrimTrial.Run(subjects) : VerdictTrial.Run(
        subjects,
        TimeSpan.FromSeconds(double.Parse(Option("--budget") ?? "60", CultureInfo.InvariantCulture)),
        long.Parse(Option("--samples") ?? "10000000", CultureInfo.InvariantCulture),
        TimeSpan.FromSeconds(double.Parse(Option("--patience") ?? "180", CultureInfo.InvariantCulture)));
    Write(args[0], table);
    return table.Any(row => row["isSound"] is false) ? 1 : 0;
}

if (args is ["properties", var acas, ..])
{
    var patience = TimeSpan.FromSeconds(double.Parse(Option("--budget") ?? "116", CultureInfo.InvariantCulture));
    var verified = PropertyTrial.Run(Subject.In(acas).Where(s => s.Name.Contains(Option("--only") ?? "", StringComparison.Ordinal)), patience);
    Write("properties", verified);
    return verified.Any(row => row["isSound"] is false) ? 1 : 0;
}

if (args is ["alone", var side, var model])
{
    return MemoryTrial.Alone(side, model);
}

if (args is ["memory", ..])
{
    Write("memory", MemoryTrial.Run(args.Skip(1).TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal))));
    return 0;
}

var samples = int.Parse(Option("--samples") ?? "1", CultureInfo.InvariantCulture);
var threads = int.Parse(Option("--threads") ?? "1", CultureInfo.InvariantCulture);
var pairs = int.Parse(Option("--pairs") ?? "21", CultureInfo.InvariantCulture);
var observe = Enum.Parse<Observation>(Option("--observe") ?? "none", ignoreCase: true);
var results = new List<Dictionary<string, object>>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i].StartsWith("--", StringComparison.Ordinal))
    {
        i++;
        continue;
    }

    var path = args[i];
    var name = Path.GetFileNameWithoutExtension(path) is var stem && stem == "model" ? Path.GetFileName(Path.GetDirectoryName(path)!) : stem;
    try
    {
        using var contestant = new Contestant(path, samples, observe, threads);
        results.Add(Race($"{name} x {samples}", contestant));
    }
    catch (Exception e) when (e is NotSupportedException or Relumine.Graph.Errors.RelumineException or Microsoft.ML.OnnxRuntime.OnnxRuntimeException)
    {
        Console.WriteLine($"{name}: left out, {e.Message.Split('\n')[0]}");
    }
}

if (results.Count > 0)
{
    var mean = Math.Exp(results.Average(r => Math.Log((double)r["ratio"])));
    Console.WriteLine($"geometric mean of {results.Count}: {mean:F3}");
}

Write("race", results);
return 0;

void Write(string measurement, IReadOnlyList<Dictionary<string, object>> rows)
{
    if (Option("--json") is not { } file)
    {
        return;
    }

    // What is not run again stays where it is.
    if (Option("--only") is not null && File.Exists(file))
    {
        using var before = JsonDocument.Parse(File.ReadAllText(file));
        var known = before.RootElement.GetProperty("results").Deserialize<Dictionary<string, object>[]>(JsonSerializerOptions.Web)!;
        var fresh = rows.ToDictionary(r => r["name"].ToString()!);
        rows = [.. known.Select(r => fresh.Remove(r["name"].ToString()!, out var now) ? now : r), .. rows.Where(r => fresh.ContainsKey(r["name"].ToString()!))];
    }

    var load = File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ').Take(3).Select(double.Parse).ToArray() : [];
    var document = new Dictionary<string, object>
    {
        ["measurement"] = measurement is "race" or "memory" ? Path.GetFileNameWithoutExtension(file) : measurement,
        ["secondsPerBlock"] = Block,
        ["cores"] = Environment.ProcessorCount,
        ["loadAverage"] = load,
        [measurement == "memory" ? "peaks" : "results"] = rows,
    };
    var format = new JsonSerializerOptions(JsonSerializerOptions.Web) { WriteIndented = measurement != "race" };
    File.WriteAllText(file, JsonSerializer.Serialize(document, format) + "\n");
}

Dictionary<string, object> Race(string name, Contestant contestant)
{
    // The runtime compiles hot loops again after a while, in the background.
    for (var round = 0; round < 8; round++)
    {
        Time(contestant.Relumine, 40, 0.15);
        Thread.Sleep(150);
    }

    Time(contestant.Peer, 40, 0.15);
    var (ours, peers) = (Calls(contestant.Relumine), Calls(contestant.Peer));
    var times = new (double Ours, double Peer)[pairs];
    var (mine, theirs) = (double.PositiveInfinity, double.PositiveInfinity);
    for (var pair = 0; pair < pairs; pair++)
    {
        var first = pair % 2 == 0 ? Time(contestant.Relumine, ours) : 0;
        var peer = Time(contestant.Peer, peers);
        times[pair] = (pair % 2 == 0 ? first : Time(contestant.Relumine, ours), peer);

        // Where others have the core, too, only single calls are ever left alone.
        (mine, theirs) = (Math.Min(mine, Least(contestant.Relumine, ours)), Math.Min(theirs, Least(contestant.Peer, peers)));
    }

    double[] ratios = [.. times.Select(t => t.Peer / t.Ours).Order()];
    var (low, middle, high) = (ratios[pairs / 4], ratios[pairs / 2], ratios[pairs * 3 / 4]);
    Console.WriteLine(
        $"{name, -32} {mine * 1e6, 10:F1} us, {contestant.PeerName} {theirs * 1e6, 10:F1} us, "
            + $"ratio {middle:F3} [{low:F3}, {high:F3}], of least {theirs / mine:F3}"
    );
    return new()
    {
        ["name"] = name,
        ["peer"] = contestant.PeerName,
        ["unit"] = "samples/s",
        ["pairs"] = pairs,
        ["relumine"] = samples / times.Select(t => t.Ours).Order().ElementAt(pairs / 2),
        ["peerValue"] = samples / times.Select(t => t.Peer).Order().ElementAt(pairs / 2),
        ["ratio"] = middle,
        ["ratioQuartiles"] = new[] { low, high },
        ["ratioOfLeast"] = theirs / mine,
        ["relumineBest"] = samples / mine,
        ["peerBest"] = samples / theirs,
    };
}

static int Calls(Action work) => Math.Max(1, (int)(Block / Time(work, 3)));

// The fastest of so many calls.
static double Least(Action work, int calls)
{
    var least = double.PositiveInfinity;
    for (var i = 0; i < calls; i++)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    return least;
}

static double Time(Action work, int calls, double most = double.PositiveInfinity)
{
    var (start, done) = (Stopwatch.GetTimestamp(), 0);
    while (done < calls && Stopwatch.GetElapsedTime(start).TotalSeconds < most)
    {
        work();
        done++;
    }

    return Stopwatch.GetElapsedTime(start).TotalSeconds / done;
}

string? Option(string option) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
