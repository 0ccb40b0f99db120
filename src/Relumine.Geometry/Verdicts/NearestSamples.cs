using Relumine.Geometry.Views;

namespace Relumine.Geometry.Verdicts;

/// <summary>For each question, the samples whose sums come nearest to contradicting its claim.</summary>
internal sealed class NearestSamples
{
    private const int Kept = 6;
    private const int MostElements = 8;

    private readonly List<(double Value, int Sample, int Element)>[] _best;

    /// <summary>Adds up the layers for every sample.</summary>
    public NearestSamples(PiecewiseLinearModel model, IReadOnlyList<double[]> samples, UnitCase[] cases, ParallelOptions parallelism, Func<bool> isOver)
    {
        _best = [.. cases.Select(_ => new List<(double, int, int)>())];
        var (last, values) = (cases.Max(c => c.Question.Layer), new (double Value, int Element)[samples.Count][]);
        Parallel.For(0, samples.Count, parallelism, () => new PointProbe(model), (s, _, probe) =>
        {
            if (!isOver())
            {
                probe.Run(samples[s], last);
                values[s] = Array.ConvertAll(cases, c =>
                    c.Question.Elements.Select(e => (c.Sign * (probe.Sums(c.Question.Layer)[e] - c.Knot(e)), e)).Max());
            }

            return probe;
        }, _ => { });
        for (var c = 0; c < cases.Length; c++)
        {
            _best[c] = [.. values.Index().Where(v => v.Item is not null).Select(v => (v.Item[c].Value, v.Index, v.Item[c].Element))
                .OrderByDescending(v => v.Value).ThenBy(v => v.Index).Take(Kept)];
        }
    }

    /// <summary>The elements of a question to climb from, and the samples to begin with.</summary>
    public IEnumerable<(int Element, IEnumerable<int> Samples)> Of(int question, IEnumerable<int> doubtful)
    {
        var seen = new HashSet<int>();
        foreach (var group in _best[question].GroupBy(b => b.Element))
        {
            seen.Add(group.Key);
            yield return (group.Key, group.Select(b => b.Sample));
        }

        foreach (var element in doubtful.Where(seen.Add).Take(MostElements))
        {
            yield return (element, []);
        }
    }
}
