namespace Relumine.Data.Datasets;

/// <summary>Which samples are put aside, and in which order the others stand.</summary>
internal static class SampleSplit
{
    /// <summary>The samples in an order in which those to be put aside are the last.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="classes">The class of each; null where they have none.</param>
    /// <param name="held">How many are put aside.</param>
    /// <param name="seed">Decides which.</param>
    /// <param name="kind">How.</param>
    /// <param name="keepsOrder">Whether both parts keep the order of the data; otherwise they stand as they were drawn.</param>
    public static int[] Order(int samples, int[]? classes, int held, ulong seed, SplitKind kind, bool keepsOrder)
    {
        var order = new int[samples];
        if (kind == SplitKind.Ordered)
        {
            SampleOrder.Identity(order);
            return order;
        }

        SampleOrder.Shuffle(order, seed, SampleOrder.SplitStream, 0);
        if (kind == SplitKind.Stratified && classes is { } labels)
        {
            Stratify(order, labels, Quotas(labels, held));
        }

        if (keepsOrder)
        {
            order.AsSpan(0, order.Length - held).Sort();
            order.AsSpan(order.Length - held).Sort();
        }

        return order;
    }

    // Moves as many samples of each class behind the others as its quota says: the last ones, so that little changes where chance was fair already.
    private static void Stratify(int[] order, int[] labels, Dictionary<int, int> quotas)
    {
        var held = new bool[order.Length];
        for (var i = order.Length - 1; i >= 0; i--)
        {
            held[i] = quotas[labels[order[i]]]-- > 0;
        }

        var before = (int[])order.Clone();
        var at = 0;
        foreach (var wanted in (bool[])[false, true])
        {
            for (var i = 0; i < before.Length; i++)
            {
                if (held[i] == wanted)
                {
                    order[at++] = before[i];
                }
            }
        }
    }

    // The share of each class that occurs, rounded down; what is left goes to those that lost most by that (largest remainders), the lower class first. A
    // class gives its last sample away only where there is no other way.
    private static Dictionary<int, int> Quotas(int[] labels, int held)
    {
        var counts = labels.CountBy(l => l).OrderBy(c => c.Key).ToArray();
        var exact = counts.Select(c => (double)held * c.Value / labels.Length).ToArray();
        var quotas = counts.Select((c, i) => Math.Min((int)exact[i], c.Value - 1)).ToArray();
        for (var (left, spared) = (held - quotas.Sum(), 1); left > 0;)
        {
            var before = left;
            foreach (var c in Enumerable.Range(0, counts.Length).OrderByDescending(c => exact[c] - quotas[c]).ThenBy(c => c))
            {
                if (left > 0 && quotas[c] < counts[c].Value - spared)
                {
                    quotas[c]++;
                    left--;
                }
            }

            spared = left == before ? 0 : spared;
        }

        return counts.Select((c, i) => KeyValuePair.Create(c.Key, quotas[i])).ToDictionary();
    }
}
