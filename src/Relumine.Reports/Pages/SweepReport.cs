using Relumine.Doctor.Units;
using Relumine.Recipes.Sweeps;

namespace Relumine.Reports.Pages;

/// <summary>A sweep that is done, and what is said of it.</summary>
/// <param name="Name">What the recipe is called.</param>
/// <param name="Sweep">What was trained.</param>
/// <param name="Points">What became of it, by point; null where nothing is known.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record SweepReport(string Name, Sweep Sweep, IReadOnlyList<SweepPoint?> Points, double Seconds)
{
    // From there on a share of units or runs is called most of them.
    private const double Most = 0.5;

    private IReadOnlyList<SweepLine>? _lines;

    /// <summary>What is known.</summary>
    public IReadOnlyList<SweepPoint> Known => [.. Points.OfType<SweepPoint>()];

    /// <summary>The point with the best score, the lower loss and then the first where several share it; null if all diverged.</summary>
    public SweepPoint? Best => Known.Where(p => p.Score is not null).OrderByDescending(p => p.Score).ThenBy(p => p.Loss).ThenBy(p => p.Index).FirstOrDefault();

    /// <summary>The pictures: one for each value of the third axis, with the points of the first two.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<SweepPoint?> Points)> Layers()
    {
        var axes = Sweep.Axes;
        if (axes.Count < 3)
        {
            return [("", Points)];
        }

        var depth = axes[2].Values.Count;
        return
        [
            .. Enumerable
                .Range(0, depth)
                .Select(z => ($"{axes[2].Field} {axes[2].Word(z)}", (IReadOnlyList<SweepPoint?>)[.. Points.Where((_, i) => i % depth == z)])),
        ];
    }

    /// <summary>One line for each picture: how its points ended.</summary>
    public IReadOnlyList<SweepLine> Lines() =>
        _lines ??= [.. Layers().Select(l => Line(l.Name.Length == 0 ? "all" : l.Name, [.. l.Points.OfType<SweepPoint>()]))];

    /// <summary>The values of a point in words, e.g. <c>lr 0.1, activation relu</c>.</summary>
    public string Words(SweepPoint point)
    {
        var place = Sweep.PlaceOf(point.Index);
        return string.Join(", ", place.Select((v, a) => $"{Sweep.Axes[a].Field} {Sweep.Axes[a].Word(v)}"));
    }

    /// <summary>The heading: what was seen, in one sentence.</summary>
    public string Headline()
    {
        var known = Known;
        var diverged = known.Count(p => p.Diverged >= Most);
        var dead = known.Count(p => p.Diverged < Most && p.Dead >= Most);
        return $"{Wording.Count(known.Count)} points: {Share(diverged)} diverged, {Share(dead)} lost most of their units, "
            + (Best is { } best ? $"the best scores {Wording.Number(best.Score!.Value)}" : "none learned");

        string Share(int count) => known.Count == 0 ? "0 %" : Wording.Percent(count / (double)known.Count);
    }

    private SweepLine Line(string name, SweepPoint[] points)
    {
        var best = points.Max(p => p.Score);

        // Within a tenth of the way from the worst to the best.
        var floor = points.Where(p => p.Score is not null).Select(p => p.Score!.Value).DefaultIfEmpty().Min();
        return new SweepLine(
            name,
            points.Length,
            best,
            points.Length == 0 || best is null
                ? 0
                : points.Count(p => p.Score >= best - 0.1 * (best - Math.Max(floor, best.Value - 1))) / (double)points.Length,
            points.Length == 0 ? 0 : points.Average(p => p.Diverged),
            points.Average(p => p.Dead), points.Average(p => p.BornDead), points.Average(p => p.BornDeadNetworks), Law(points));
    }

    // Only where the law holds at every point: a mean over some of them would be compared with a mean over all.
    private double? Law(SweepPoint[] points)
    {
        var sum = 0.0;
        foreach (var point in points)
        {
            if (BornDeadLaw.AtMost(Sweep.RecipeOf(point.Index)) is not { } law)
            {
                return null;
            }

            sum += law;
        }

        return points.Length > 0 ? sum / points.Length : null;
    }
}

/// <summary>How the points of one picture ended.</summary>
/// <param name="Name">Which picture.</param>
/// <param name="Points">The points.</param>
/// <param name="Best">The best score; null if all diverged.</param>
/// <param name="NearBest">The share of points whose score is within a tenth of the way from the worst, at most 1 below, to the best.</param>
/// <param name="Diverged">The mean share of runs that diverged.</param>
/// <param name="Dead">The mean share of dead units; null if none can die.</param>
/// <param name="BornDead">The same before the first update.</param>
/// <param name="BornDeadNetworks">The mean share of networks with a layer that is dead before the first update.</param>
/// <param name="BornDeadLaw">What that is at most by <see cref="Relumine.Recipes.Sweeps.BornDeadLaw"/>; null where the law does not hold.</param>
public sealed record SweepLine(
    string Name, int Points, double? Best, double NearBest, double Diverged, double? Dead, double? BornDead, double? BornDeadNetworks, double? BornDeadLaw);
