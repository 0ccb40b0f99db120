using System.Globalization;
using Relumine.Doctor.Units;

namespace Relumine.Doctor.Trimming;

/// <summary>What there is to say about a removal of units, as sentences.</summary>
public static class TrimWording
{
    /// <summary>What was done, in one sentence.</summary>
    public static string Headline(TrimResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var dead = result.Layers.Sum(l => l.Dead ?? 0);
        if (result.Removed == 0)
        {
            return dead == 0
                ? "Nothing to remove: no unit is dead."
                : $"Nothing to remove: {Wording.Count(dead, "unit")} {(dead == 1 ? "is" : "are")} dead, but none can go.";
        }

        var share = 1 - (result.Parameters / (double)result.Model.Parameters);
        return $"{Wording.Count(result.Removed, "unit")} removed: {Wording.Count(result.Model.Parameters)} → {Wording.Count(result.Parameters)} parameters "
            + $"(−{Wording.Percent(share)}).";
    }

    /// <summary>The headline, what is promised, and how the outputs compare.</summary>
    public static IEnumerable<string> Conclusions(TrimResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Removed == 0)
        {
            return [Headline(result) + " No file was written."];
        }

        return [Headline(result), Promise(result), .. Differences(result)];
    }

    /// <summary>What stayed although it seems useless, and why.</summary>
    public static IEnumerable<string> Kept(TrimResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        foreach (var (layer, kept) in result.Layers.SelectMany(l => l.Kept.Select(k => (l, k))))
        {
            yield return $"'{layer.Name}': {Wording.Count(kept.Units.Count, "dead unit")}: {kept.Reason}.";
        }

        if (result.Layers.Sum(l => l.NearlyDead) is > 0 and var rare)
        {
            yield return $"{Wording.Count(rare, "unit")} fired on less than {Wording.Percent(Thresholds.Default.Units.NearlyDeadRate)} of the samples. "
                + "They do something, so they are never removed.";
        }
    }

    private static string Promise(TrimResult result)
    {
        if (result.Promise == TrimPromise.Proven)
        {
            return $"Proven: the removed units are dead {result.ProvenFor}.";
        }

        var bound = Wording.Percent(Thresholds.FiringRateBound(result.Data.Evidence));
        var proven = result.RemovedProven > 0 ? $" Of {Wording.Count(result.RemovedProven)} of them it is proven." : "";
        return $"Observed, not proven: the removed units never fired on {result.Data.Phrase}; "
            + $"each fires on less than {bound} of such inputs (1 − 0.05^(1/N), 95 % confidence).{proven}";
    }

    private static IEnumerable<string> Differences(TrimResult result)
    {
        var samples = Wording.Count(result.Data.Samples, "sample");
        if (result.Outputs.All(o => o.SameBits))
        {
            var what = result.Outputs.Count > 1 ? $"All {Wording.Count(result.Outputs.Count)} outputs on {samples} are" : $"The output on {samples} is";
            return [$"{what} the same, bit for bit."];
        }

        return result.Outputs.Select(o => Difference(o, result, samples));
    }

    private static string Difference(OutputDifference difference, TrimResult result, string samples)
    {
        var output = result.Outputs.Count > 1 ? $"The output '{difference.Name}'" : "The output";
        var why = result.ConstantsMoved ? "constants went into biases" : "sums are taken in another order";
        return difference.SameBits
            ? $"{output} on {samples} is the same, bit for bit."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{output} differs by at most {Wording.Number(difference.LargestDifference)} ({difference.LargestUlps:N0} ulp) on these data. "
                    + $"Rounding explains it: {why}."
            );
    }
}
