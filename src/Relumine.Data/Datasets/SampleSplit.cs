namespace Relumine.Data.Datasets;

/// <summary>Which samples are put aside, and in which order the others stand.</summary>
internal static class SampleSplit
{
    /// <summary>The samples in an order in which those to be put aside are the last.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="held">How many are put aside.</param>
    /// <param name="seed">Decides which.</param>
    /// <param name="kind">How.</param>
    /// <param name="keepsOrder">Whether both parts keep the order of the data; otherwise they stand as they were drawn.</param>
    public static int[] Order(Dataset data, int held, ulong seed, SplitKind kind, bool keepsOrder)
    {
        var order = new int[data.Samples];
        if (kind == SplitKind.Ordered)
        {
            SampleOrder.Identity(order);
            return order;
        }

        SampleOrder.Shuffle(order, seed, SampleOrder.SplitStream, 0);
        if (kind == SplitKind.Stratified && data.Labels is { } labels)
        {
            Stratify(order, labels, Quotas(labels, data.Classes, held));
        }

        if (keepsOrder)
        {
            order.AsSpan(0, order.Length - held).Sort();
            order.AsSpan(order.Length - held).Sort();
        }

        return order;
    }

    // Moves as many samples of each class behind the others as its quota says: the last ones, so that little changes where chance was fair already.
    private static void Stratify(int[] order, int[] labels, int[] quotas)
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

    // The share of each class, rounded down; what is left goes to those that lost most by that (largest remainders), the lower class first. A class
    // gives its last sample away only where there is no other way.
    private static int[] Quotas(int[] labels, int classes, int held)
    {
        var counts = new int[classes];
        foreach (var label in labels)
        {
            counts[label]++;
        }

        var exact = counts.Select(c => (double)held * c / labels.Length).ToArray();
        var quotas = exact.Zip(counts, (e, c) => Math.Min((int)e, Math.Max(0, c - 1))).ToArray();
        foreach (var keepsOne in (bool[])[true, false])
        {
            var left = held - quotas.Sum();
            foreach (var c in Enumerable.Range(0, classes).OrderByDescending(c => exact[c] - quotas[c]).ThenBy(c => c))
            {
                if (left > 0 && quotas[c] < counts[c] - (keepsOne ? 1 : 0))
                {
                    quotas[c]++;
                    left--;
                }
            }
        }

        return quotas;
    }
}
