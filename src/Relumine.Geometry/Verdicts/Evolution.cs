namespace Relumine.Geometry.Verdicts;

/// <summary>
/// Differential evolution (Storn and Price 1997): a population moves by differences of its own members. It needs no gradient, so that
/// ridges and flat ground do not hold it up; worth its runs of the network where a sample has few numbers.
/// </summary>
internal sealed class Evolution(InputBox box, Func<double[], double> value, int seed)
{
    private const int Members = 48;
    private const int Generations = 120;
    private const double Crossing = 0.9;
    private const double TowardBest = 0.4;

    /// <summary>Searches for an input where the value is above 0.</summary>
    /// <param name="starts">Points to begin with, the best first; random ones join them.</param>
    /// <param name="accept">Whether an input at which the value is above 0 is what is searched for.</param>
    /// <param name="isOver">Whether to stop at once.</param>
    /// <returns>The input; null if none was found.</returns>
    public double[]? Run(IEnumerable<double[]> starts, Func<double[], bool> accept, Func<bool> isOver)
    {
        var random = new Random(seed);
        var members = starts.Take(Members / 2).Select(s => (double[])s.Clone()).ToList();
        while (members.Count < Members)
        {
            members.Add([.. box.Low.Select((low, i) => low + (random.NextDouble() * (box.High[i] - low)))]);
        }

        var values = members.ConvertAll(m => value(m));
        for (var g = 0; g < Generations && !isOver(); g++)
        {
            var best = values.IndexOf(values.Max());
            if (values[best] > 0 && accept(members[best]))
            {
                return members[best];
            }

            for (var m = 0; m < Members; m++)
            {
                var child = Child(members, m, best, random);
                if (value(child) is var score && score >= values[m])
                {
                    (members[m], values[m]) = (child, score);
                }
            }
        }

        return null;
    }

    private double[] Child(List<double[]> members, int m, int best, Random random)
    {
        var (a, b, parent) = (members[random.Next(Members)], members[random.Next(Members)], members[m]);
        var (child, factor, toward, always) = ((double[])parent.Clone(), 0.4 + (0.6 * random.NextDouble()), TowardBest * random.NextDouble(), random.Next(parent.Length));
        for (var i = 0; i < child.Length; i++)
        {
            if (i == always || random.NextDouble() < Crossing)
            {
                // Beyond an end of the box lies the end: witnesses are often there.
                child[i] = Math.Clamp(parent[i] + (toward * (members[best][i] - parent[i])) + (factor * (a[i] - b[i])), box.Low[i], box.High[i]);
            }
        }

        return child;
    }
}
