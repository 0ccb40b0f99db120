// LibTorch through TorchSharp on one thread, as a resident process: answers "SECONDS WORK…" with the median and the least seconds of a repetition, as
// bench/peers/torch_peer.py does. Work: "activation NAME LENGTH", "gradient NAME LENGTH", "train NETWORK BATCH RATE".
using System.Diagnostics;
using System.Globalization;
using Relumine.LibTorch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
TorchSharp.torch.set_num_threads(1);
var ready = new Dictionary<string, Action>();
while (Console.ReadLine() is { } line)
{
    var space = line.IndexOf(' ', StringComparison.Ordinal);
    var (seconds, name) = (double.Parse(line[..space]), line[(space + 1)..]);
    if (!ready.TryGetValue(name, out var work))
    {
        ready[name] = work = Make(name.Split(' '));
        Measure(work, 0.3);
    }

    var (median, least) = Measure(work, seconds);
    Console.WriteLine($"{median:R} {least:R}");
}

static Action Make(string[] words) => words[0] switch
{
    "activation" => Functions.Forward(words[1], long.Parse(words[2])),
    "gradient" => Functions.Backward(words[1], long.Parse(words[2])),
    "train" => Training.Step(words[1], int.Parse(words[2]), double.Parse(words[3])),
    _ => throw new ArgumentException($"There is no work '{words[0]}'."),
};

static double Once(Action work, int times)
{
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < times; i++)
    {
        work();
    }

    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

static (double Median, double Least) Measure(Action work, double seconds)
{
    var group = 1;
    while (Once(work, group) < 50e-6)
    {
        group *= 2;
    }

    var times = new List<double>();
    for (var total = 0.0; total < seconds || times.Count < 3;)
    {
        var took = Once(work, group);
        total += took;
        times.Add(took / group);
    }

    times.Sort();
    return (times[times.Count / 2], times[0]);
}
