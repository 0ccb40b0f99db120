using System.Diagnostics;

namespace Relumine.Bench;

/// <summary>
/// Contestants that do the same work take turns, because the machine is shared and its speed drifts: only ratios of
/// neighbouring turns mean something.
/// </summary>
internal sealed class Race
{
    private const int Turns = 41;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(0.5);
    private readonly List<(string Name, Action Work)> _contestants = [];

    public void Add(string name, Action work) => _contestants.Add((name, work));

    /// <summary>Median seconds per call of every contestant, and their ratios turn by turn to the first.</summary>
    public IReadOnlyList<Result> Run()
    {
        var calls = new int[_contestants.Count];
        for (var c = 0; c < calls.Length; c++)
        {
            calls[c] = 1;
            Time(c, 1);

            // The best of a few, or a turn that another process interrupted would pass for a long call.
            while (Enumerable.Range(0, 4).Min(_ => Time(c, calls[c])) < Turn.TotalSeconds / 2 && calls[c] < 1 << 24)
            {
                calls[c] *= 2;
            }
        }

        var seconds = new double[calls.Length, Turns];
        for (var t = 0; t < Turns; t++)
        {
            for (var c = 0; c < calls.Length; c++)
            {
                seconds[c, t] = Time(c, calls[c]) / calls[c];
            }
        }

        return [.. Enumerable.Range(0, calls.Length).Select(c => new Result(
            _contestants[c].Name,
            Median(Enumerable.Range(0, Turns).Select(t => seconds[c, t])),
            Median(Enumerable.Range(0, Turns).Select(t => seconds[0, t] / seconds[c, t])),
            Enumerable.Range(0, Turns).Min(t => seconds[c, t])))];
    }

    private double Time(int contestant, int calls)
    {
        var work = _contestants[contestant].Work;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <param name="Name">Who.</param>
    /// <param name="Seconds">The median time of a call.</param>
    /// <param name="SpeedRatio">How many times as fast as the first contestant, the median over turns.</param>
    /// <param name="Best">The shortest time of a call.</param>
    internal sealed record Result(string Name, double Seconds, double SpeedRatio, double Best);
}
