using System.Diagnostics;
using Relumine.Cli.Output;

namespace Relumine.Cli.Bench;

/// <summary>A piece of work with a name.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Size">How large it is, in words.</param>
/// <param name="Work">Does it once.</param>
/// <param name="Amount">How much one run does: operations, elements or samples.</param>
/// <param name="Unit">What that amount, a second, is called.</param>
/// <param name="IsFirst">Whether the trials behind it, up to the next such one, are compared with it; the first trial of all is.</param>
internal sealed record Trial(string Name, string Size, Action Work, double Amount, string Unit, bool IsFirst = false);

/// <summary>How long one piece of work took.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Size">How large it is.</param>
/// <param name="MedianSeconds">The median over the rounds.</param>
/// <param name="MinimumSeconds">The fastest round.</param>
/// <param name="Speed">Work per second, at the median.</param>
/// <param name="Unit">What the speed is counted in.</param>
/// <param name="OfFirst">The time as a multiple of the first trial's: the median over the rounds, in each of which both ran.</param>
/// <param name="OfFirstQuartiles">The lower and the upper quartile of the same.</param>
/// <param name="LeastOfFirst">The fastest round as a multiple of the first trial's fastest: what else the machine does disturbs it least.</param>
internal sealed record Timing(
    string Name,
    string Size,
    double MedianSeconds,
    double MinimumSeconds,
    double Speed,
    string Unit,
    double OfFirst,
    IReadOnlyList<double> OfFirstQuartiles,
    double LeastOfFirst
);

/// <summary>
/// Times pieces of work in turns: every round runs each of them once, so that what else happens on the machine hits all
/// alike. Work that is too short for the clock is repeated within a round.
/// </summary>
internal static class Stopwatches
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(2);

    /// <summary>Times the trials.</summary>
    /// <param name="trials">What to time.</param>
    /// <param name="rounds">How often.</param>
    /// <param name="progress">Told after every run.</param>
    /// <param name="stop">Ends the rounds; what is finished counts.</param>
    /// <returns>One timing for each trial; none if not even one round was finished.</returns>
    public static IReadOnlyList<Timing> Run(IReadOnlyList<Trial> trials, int rounds, Progress progress, CancellationToken stop)
    {
        var repeats = trials.Select(t => Repeats(t.Work, stop)).ToArray();
        var times = trials.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < trials.Count; i++)
            {
                if (stop.IsCancellationRequested)
                {
                    return Summarize(trials, times, times.Min(t => t.Count));
                }

                times[i].Add(Once(trials[i].Work, repeats[i]));
                progress.Add(1);
            }
        }

        return Summarize(trials, times, rounds);
    }

    // The first runs warm caches up and let the compiler finish; the last of them tells how many fill the least time.
    private static int Repeats(Action work, CancellationToken stop)
    {
        var repeats = 1;
        for (var trial = 0; trial < 40 && !stop.IsCancellationRequested; trial++)
        {
            if (Once(work, repeats) * repeats >= s_least.TotalSeconds)
            {
                if (trial > 2)
                {
                    break;
                }
            }
            else
            {
                repeats *= 2;
            }
        }

        return repeats;
    }

    private static double Once(Action work, int repeats)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < repeats; i++)
        {
            work();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / repeats;
    }

    private static List<Timing> Summarize(IReadOnlyList<Trial> trials, List<double>[] times, int rounds) =>
        rounds == 0
            ? []
            :
            [
                .. trials.Select(
                    (trial, i) =>
                    {
                        var seconds = times[i].Take(rounds).ToArray();
                        var first = times[Math.Max(0, trials.Take(i + 1).ToList().FindLastIndex(t => t.IsFirst))];
                        var (median, ratios) = (Quantile(seconds, 0.5), seconds.Zip(first, (own, other) => own / other).ToArray());
                        return new Timing(
                            trial.Name,
                            trial.Size,
                            median,
                            seconds.Min(),
                            trial.Amount / median,
                            trial.Unit,
                            Quantile(ratios, 0.5),
                            [Quantile(ratios, 0.25), Quantile(ratios, 0.75)],
                            seconds.Min() / first.Take(rounds).Min()
                        );
                    }
                ),
            ];

    // Between the two values around it, in proportion.
    private static double Quantile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        var at = share * (sorted.Length - 1);
        var (low, rest) = ((int)at, at - (int)at);
        return rest == 0 ? sorted[low] : sorted[low] + (rest * (sorted[low + 1] - sorted[low]));
    }
}
