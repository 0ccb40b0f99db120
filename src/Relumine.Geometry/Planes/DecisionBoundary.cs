namespace Relumine.Geometry.Planes;

/// <summary>A straight part of a decision boundary.</summary>
/// <param name="FromS">The first coordinate of one end.</param>
/// <param name="FromT">The second.</param>
/// <param name="ToS">The first coordinate of the other end.</param>
/// <param name="ToT">The second.</param>
public readonly record struct BoundarySegment(double FromS, double FromT, double ToS, double ToT);

/// <summary>Where the decision changes: exact, because on a cell the outputs are affine and the boundary is straight.</summary>
public static class DecisionBoundary
{
    /// <summary>The parts in a cell where another output becomes the largest.</summary>
    /// <param name="cell">The cell; with one output there is nothing to compare, and no part.</param>
    public static IEnumerable<BoundarySegment> BetweenOutputs(PlaneCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        int[] winners = [.. cell.Vertices.Select(v => Winner(cell, v.S, v.T)).Distinct()];
        if (winners.Length < 2)
        {
            // Where one output wins at all corners it wins everywhere in between.
            yield break;
        }

        for (var a = 0; a < cell.Outputs.Count; a++)
        {
            for (var b = a + 1; b < cell.Outputs.Count; b++)
            {
                if (Zero(cell, Less(cell.Outputs[a], cell.Outputs[b])) is { } line && Clip(line, cell, a, b) is { } part)
                {
                    yield return part;
                }
            }
        }
    }

    /// <summary>The part in a cell where an output has a value; null if there is none.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="output">Which output.</param>
    /// <param name="value">The value.</param>
    public static BoundarySegment? WhereIs(PlaneCell cell, int output, double value)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return Zero(cell, cell.Outputs[output] with { Offset = cell.Outputs[output].Offset - value });
    }

    /// <summary>The output that is the largest at a point; of several the first.</summary>
    /// <param name="cell">The cell that the point is in.</param>
    /// <param name="s">The first coordinate.</param>
    /// <param name="t">The second.</param>
    public static int Winner(PlaneCell cell, double s, double t)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var best = 0;
        for (var o = 1; o < cell.Outputs.Count; o++)
        {
            best = cell.Outputs[o].Value(s, t) > cell.Outputs[best].Value(s, t) ? o : best;
        }

        return best;
    }

    private static PlaneMap Less(PlaneMap a, PlaneMap b) => new(a.Offset - b.Offset, a.SlopeS - b.SlopeS, a.SlopeT - b.SlopeT);

    // Where a map is 0 in a convex cell: between the two places where its border changes sign. A corner at exactly 0 counts as above.
    private static BoundarySegment? Zero(PlaneCell cell, PlaneMap map)
    {
        var ends = new List<(double S, double T)>(2);
        for (var i = 0; i < cell.Vertices.Count; i++)
        {
            var (p, q) = (cell.Vertices[i], cell.Vertices[(i + 1) % cell.Vertices.Count]);
            var (from, to) = (map.Value(p.S, p.T), map.Value(q.S, q.T));
            if ((from >= 0) != (to >= 0))
            {
                var at = from / (from - to);
                ends.Add((p.S + (at * (q.S - p.S)), p.T + (at * (q.T - p.T))));
            }
        }

        return ends is [var first, var second] ? new BoundarySegment(first.S, first.T, second.S, second.T) : null;
    }

    // What remains of a line on which two outputs are equal where no third one is larger.
    private static BoundarySegment? Clip(BoundarySegment line, PlaneCell cell, int a, int b)
    {
        var (low, high) = (0.0, 1.0);
        for (var o = 0; o < cell.Outputs.Count; o++)
        {
            if (o == a || o == b)
            {
                continue;
            }

            var lead = Less(cell.Outputs[a], cell.Outputs[o]);
            var (from, to) = (lead.Value(line.FromS, line.FromT), lead.Value(line.ToS, line.ToT));
            if (from < 0 && to < 0)
            {
                return null;
            }

            if (from < 0)
            {
                low = Math.Max(low, from / (from - to));
            }
            else if (to < 0)
            {
                high = Math.Min(high, from / (from - to));
            }
        }

        return low < high ? new BoundarySegment(At(line.FromS, line.ToS, low), At(line.FromT, line.ToT, low), At(line.FromS, line.ToS, high), At(line.FromT,
            line.ToT, high))
            : null;
    }

    private static double At(double from, double to, double share) => from + (share * (to - from));
}
