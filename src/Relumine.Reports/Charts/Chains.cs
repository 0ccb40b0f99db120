using Relumine.Geometry.Planes;

namespace Relumine.Reports.Charts;

/// <summary>Edges of a subdivision put together into as few paths as possible, without the points on straight parts.</summary>
internal sealed class Chains(Sheet sheet, IReadOnlyDictionary<int, PlaneVertex> vertices)
{
    // Of the product of both lengths: what rounding can make of a straight line.
    private const double Straight = 1e-9;

    /// <summary>Adds edges that have no direction; each is drawn once.</summary>
    public void AddLines(IntegerPath path, List<(int From, int To)> edges)
    {
        var beside = new Dictionary<int, List<int>>();
        for (var e = 0; e < edges.Count; e++)
        {
            Beside(beside, edges[e].From).Add(e);
            Beside(beside, edges[e].To).Add(e);
        }

        var done = new bool[edges.Count];

        // Lines that end somewhere begin at an end; what is left then goes round.
        foreach (var start in beside.Keys.OrderBy(v => beside[v].Count % 2 == 1 ? 0 : 1).ThenBy(v => v).ToArray())
        {
            while (Next(beside[start], done) is >= 0 and var edge)
            {
                var (chain, at) = (new List<int> { start }, start);
                for (; edge >= 0; edge = Next(beside[at], done))
                {
                    done[edge] = true;
                    at = edges[edge].From == at ? edges[edge].To : edges[edge].From;
                    chain.Add(at);
                }

                Draw(path, chain, false);
            }
        }
    }

    /// <summary>Adds edges that have their area on the left; as many end in each vertex as begin there.</summary>
    public void AddAreas(IntegerPath path, List<(int From, int To)> edges)
    {
        var following = new Dictionary<int, Stack<int>>();
        foreach (var (from, to) in edges)
        {
            if (!following.TryGetValue(from, out var ends))
            {
                following.Add(from, ends = new Stack<int>(1));
            }

            ends.Push(to);
        }

        foreach (var (from, _) in edges)
        {
            while (following[from].Count > 0)
            {
                var (loop, at) = (new List<int>(), from);
                do
                {
                    loop.Add(at);
                    at = following[at].Pop();
                }
                while (at != from);

                Draw(path, loop, true);
            }
        }
    }

    private static List<int> Beside(Dictionary<int, List<int>> beside, int vertex)
    {
        if (!beside.TryGetValue(vertex, out var edges))
        {
            beside.Add(vertex, edges = new List<int>(2));
        }

        return edges;
    }

    private static int Next(List<int> edges, bool[] done)
    {
        foreach (var edge in edges)
        {
            if (!done[edge])
            {
                return edge;
            }
        }

        return -1;
    }

    private void Draw(IntegerPath path, List<int> chain, bool isArea)
    {
        Go(path.Move, vertices[chain[0]]);
        var last = vertices[chain[0]];
        for (var i = 1; i < chain.Count; i++)
        {
            var here = vertices[chain[i]];
            if (i + 1 < chain.Count && IsStraight(last, here, vertices[chain[i + 1]]))
            {
                continue;
            }

            Go(path.Line, here);
            last = here;
        }

        if (isArea)
        {
            path.Close();
        }
    }

    private void Go(Action<int, int> pen, PlaneVertex vertex) => pen(sheet.X(vertex.S), sheet.Y(vertex.T));

    private static bool IsStraight(PlaneVertex a, PlaneVertex b, PlaneVertex c)
    {
        var (x1, y1, x2, y2) = (b.S - a.S, b.T - a.T, c.S - b.S, c.T - b.T);
        return Math.Abs((x1 * y2) - (y1 * x2)) <= Straight * Math.Sqrt(((x1 * x1) + (y1 * y1)) * ((x2 * x2) + (y2 * y2))) && (x1 * x2) + (y1 * y2) > 0;
    }
}
