using System.Diagnostics;
using System.Globalization;

namespace Relumine.Bench.Serve;

/// <summary>
/// Does one block of a measurement whenever a line on standard input asks for it, so that a script can run Relumine
/// and a peer in turn, under the same noise. A line is <c>SECONDS WORK…</c>; the answer is the median and the
/// least of the seconds per repetition. <c>allocated WORK…</c> answers with the bytes that a repetition allocates on its thread, and 0.
/// </summary>
internal static class Server
{
    private static readonly Dictionary<string, Func<string[], Action>> s_works = new()
    {
        ["activation"] = ActivationWork.Value,
        ["gradient"] = ActivationWork.Gradient,
        ["tensors"] = ActivationWork.Tensors,
        ["gemm"] = GemmWork.Make,
        ["mlp"] = MlpWork.Make,
        ["model"] = ModelWork.Make,
        ["train"] = TrainWork.Make,
        ["dense"] = GradientWork.Dense,
        ["update"] = GradientWork.Update,
    };

    // What these take depends on where their arrays lie, so every block has new ones.
    private static readonly HashSet<string> s_placedAnew = ["activation", "gradient", "tensors"];

    public static int Run()
    {
        var ready = new Dictionary<string, Action>();
        while (Console.ReadLine() is { Length: > 0 } line)
        {
            var words = line.Split(' ');
            var asksBytes = words[0] == "allocated";
            var name = string.Join(' ', words[1..]);
            if (!ready.TryGetValue(name, out var work))
            {
                ready[name] = work = s_works[words[1]](words[2..]);
                Time(work, 0.3);
            }
            else if (s_placedAnew.Contains(words[1]))
            {
                work = s_works[words[1]](words[2..]);
            }

            if (asksBytes)
            {
                Console.WriteLine(FormattableString.Invariant($"{Allocated(work)} 0"));
                continue;
            }

            var (median, least) = Time(work, double.Parse(words[0], CultureInfo.InvariantCulture));
            Console.WriteLine(FormattableString.Invariant($"{median:R} {least:R}"));
        }

        return 0;
    }

    private static long Allocated(Action work)
    {
        const int Repetitions = 10;
        work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Repetitions; i++)
        {
            work();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Repetitions;
    }

    // Single repetitions, or groups of some 50 microseconds: short enough that some of them run undisturbed on a shared core.
    private static (double Median, double Least) Time(Action work, double seconds)
    {
        var group = 1;
        while (Once(work, group) < 50e-6)
        {
            group *= 2;
        }

        var times = new List<double>();
        for (var total = 0.0; total < seconds || times.Count < 3;)
        {
            // A virtual machine's clock stands still now and then.
            if (Once(work, group) is > 0 and var elapsed)
            {
                total += elapsed;
                times.Add(elapsed / group);
            }
        }

        times.Sort();
        return (times[times.Count / 2], times[0]);
    }

    private static double Once(Action work, int group)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < group; i++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
