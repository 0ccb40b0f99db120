using Relumine.Doctor.Units;

namespace Relumine.Doctor.Runs;

/// <summary>
/// Several runs of a recipe, each without other samples, as one: of few samples that are set aside a single draw says little
/// (repeated random sub-sampling; Kohavi 1995, IJCAI).
/// </summary>
internal static class PooledRuns
{
    /// <summary>The first run with the mean accuracy, or the median R², and the median loss of all, on as many samples as were set aside in all.</summary>
    /// <param name="runs">The runs, of as many updates each.</param>
    /// <param name="thresholds">What is more than chance.</param>
    public static CaseHistory Of(IReadOnlyList<CaseHistory> runs, Thresholds thresholds)
    {
        if (runs is [var only])
        {
            return only;
        }

        var training = Pool([.. runs.Select(r => r.Training).OfType<Metrics>()], 1);
        var kept = Pool([.. runs.Select(r => r.Validation).OfType<Metrics>()], runs.Count);
        var isBelow = IsBelow(training, thresholds) || IsBelow(kept, thresholds);
        var (learned, validation) = (WithSkill(training, isBelow, thresholds), WithSkill(kept, isBelow, thresholds));
        var judged = validation ?? learned ?? throw new ArgumentException("Runs that were not measured cannot be pooled.", nameof(runs));
        return runs[0] with
        {
            Training = learned,
            Validation = validation,
            Score = judged.Score,
            Loss = judged.Loss,
            ConstantScore = judged.ConstantScore,
            ConstantLoss = judged.ConstantLoss,
            Divergence = runs.Select(r => r.Divergence).FirstOrDefault(d => d is not null),
            Curve = Curve([.. runs.Select(r => r.Curve)], judged.Rarest > 0),
            Cost = runs.Sum(r => r.Cost),
        };
    }

    private static bool IsBelow(Metrics? metrics, Thresholds thresholds) => metrics is not null && Yardstick.IsClearlyBelow(metrics, thresholds);

    private static Metrics? WithSkill(Metrics? metrics, bool isBelow, Thresholds thresholds) =>
        metrics is null ? null : Yardstick.WithSkill(metrics, isBelow, thresholds);

    private static Metrics? Pool(Metrics[] all, int draws) => all.Length == 0 ? null
        : new(
            Score(all, m => m.Score, all[0].Rarest > 0), Middle(all, m => m.Loss), all.Average(m => m.ConstantScore), all.Average(m => m.ConstantLoss),
            draws * all[0].Samples)
        {
            Ranking = all.All(m => m.Ranking is not null) ? all.Average(m => m.Ranking!.Value) : null,
            Balanced = all.All(m => m.Balanced is not null) ? Balanced([.. all.Select(m => m.Balanced!)], draws) : null,
            Rarest = draws * all.Min(m => m.Rarest),
            LeftOut = draws * all[0].LeftOut,
        };

    // Shares that are right have a mean; one R² far below 0 would be all that is left of a mean.
    private static double Score<T>(IReadOnlyList<T> all, Func<T, double> of, bool isShare) => isShare ? all.Average(of) : Middle(all, of);

    private static double Middle<T>(IReadOnlyList<T> all, Func<T, double> of)
    {
        var ordered = all.Select(of).Order().ToArray();
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }

    // What is bound by 1 may be more, and does not become less.
    private static BalancedScore Balanced(BalancedScore[] all, int draws)
    {
        var chance = all.Max(b => b.Chance);
        return new(all.Average(b => b.Score), all.Average(b => b.Constant), chance < 1 ? chance / Math.Sqrt(draws) : 1);
    }

    private static IReadOnlyList<CurvePoint> Curve(IReadOnlyList<CurvePoint>[] curves, bool isShare)
    {
        double? Known(int i, Func<CurvePoint, double?> of) => curves.All(c => of(c[i]) is not null) ? Middle(curves, c => of(c[i])!.Value) : null;
        return curves.Any(c => c.Count != curves[0].Count) ? curves.MinBy(c => c.Count)! : [.. curves[0].Select((point, i) => point with
        {
            Loss = Middle(curves, c => c[i].Loss),
            Score = Score(curves, c => c[i].Score, isShare),
            TrainingLoss = Known(i, p => p.TrainingLoss),
            TrainingScore = Known(i, p => p.TrainingScore),
        })];
    }
}
