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

        string[] kinds = result.RemovedConstant + result.RemovedCopies + result.RemovedMerged > 0 ? [Kinds(result)] : [];
        return [Headline(result), .. kinds, Promise(result), .. Check(result), .. Differences(result), .. Accuracies(result), .. Times(result)];
    }

    /// <summary>What stayed although it seems useless, and why.</summary>
    public static IEnumerable<string> Kept(TrimResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        foreach (var (layer, kept) in result.Layers.SelectMany(l => l.Kept.Select(k => (l, k))))
        {
            yield return $"'{layer.Name}': {Wording.Count(kept.Units.Count, kept.AreConstant ? "constant unit" : "dead unit")}: {kept.Reason}.";
        }

        foreach (var sentence in Stay(result))
        {
            yield return sentence;
        }

        if (result.Layers.Sum(l => l.NearlyDead) is > 0 and var rare)
        {
            yield return $"{Wording.Count(rare, "unit")} fired on less than {Wording.Percent(Thresholds.Default.Units.NearlyDeadRate)} of the samples. "
                + "They do something, so they are never removed.";
        }
    }

    private static IEnumerable<string> Stay(TrimResult result)
    {
        foreach (var layer in result.Layers.Where(l => l.AlwaysOnUnits.Count > 0))
        {
            yield return $"'{layer.Name}': {Wording.Count(layer.AlwaysOnUnits.Count, "always-on unit")}: {layer.AlwaysOnReason}.";
        }

        if (result.Layers.Sum(l => l.HardlyChanging) is > 0 and var steady)
        {
            yield return $"{Wording.Count(steady, "unit")} hardly {(steady == 1 ? "changes" : "change")}, but {(steady == 1 ? "is" : "are")} not the very same "
                + $"number on "
                    + "every sample: to remove one would not be exact.";
        }
    }

    private static IEnumerable<string> Differences(TrimResult result)
    {
        if (!result.Outputs.All(o => o.SameBits))
        {
            return result.Outputs.Select(o => Difference(o, result));
        }

        var what =
            result.Outputs.Count > 1 ? $"All {Wording.Count(result.Outputs.Count)} outputs on {Samples(result)} are" : $"The output on {Samples(result)} is";
        return [$"{what} the same, bit for bit."];
    }

    private static IEnumerable<string> Accuracies(TrimResult result)
    {
        if (result.Accuracy is { } before && result.AccuracyAfter is { } after)
        {
            var samples = result.Data.Samples;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Accuracy: {before * samples:N0} of {samples:N0} labels before ({100 * before:0.##} %), {after * samples:N0} after ({100 * after:0.##} %).");
        }
    }

    private static string Kinds(TrimResult result)
    {
        var parts = new List<string>();
        if (result.RemovedConstant is > 0 and var constant)
        {
            parts.Add($"{Wording.Count(constant)} gave the same number on every sample, which went into the biases of what reads it");
        }

        if (result.RemovedCopies is > 0 and var copies)
        {
            var copy = result.Layers.First(l => l.Copies.Count > 0).Copies[0];
            parts.Add(
                $"{Wording.Count(copies)} {(copies == 1 ? "was a copy or a multiple of another" : "were copies or multiples of others")} by the weights, for "
                    + $"every input (unit {copy.Unit} of unit {copy.Of})"
            );
        }

        if (result.RemovedMerged is > 0 and var merged)
        {
            var folded = result.Layers.Where(l => l.IsFolded).Select(l => $"'{l.Name}'").ToArray();
            var whole = folded.Length == 0 ? "" : $" ({string.Join(", ", folded)} went as a whole, into the weights behind)";
            parts.Add($"{Wording.Count(merged)} {(merged == 1 ? "was" : "were")} always on, and so linear: others or the weights behind say the same{whole}");
        }

        return $"Of these, {string.Join("; ", parts)}.";
    }

    private static string Samples(TrimResult result) => Wording.Count(result.Data.Samples, "sample");

    private static string Promise(TrimResult result)
    {
        if (result.Promise == TrimPromise.Proven)
        {
            string[] kinds =
            [
                "dead", .. result.RemovedConstant > 0 ? ["constant"] : (string[])[], .. result.RemovedMerged > 0 ? ["always on"] : (string[])[],
                .. result.RemovedCopies > 0 ? ["copies of others"] : (string[])[],
            ];
            var what = kinds is [.. var first, var last] && first.Length > 0 ? $"{string.Join(", ", first)} or {last}" : kinds[0];
            return $"Proven: the removed units are {what} {result.ProvenFor}.";
        }

        var proven = result.RemovedProven > 0 ? $" Of {Wording.Count(result.RemovedProven)} of them it is proven {result.ProvenFor}." : "";
        string[] seen =
        [
            "never fired", .. result.RemovedConstant > 0 ? ["never changed"] : (string[])[], .. result.RemovedMerged > 0 ? ["were never off"] : (string[])[],
        ];
        return $"Observed, not proven: the removed units {string.Join(" or ", seen)} on {result.Data.Phrase}; {Together(result)}{proven}";
    }

    // What the same samples chose they cannot judge, so that every unit counts with the most that it may do.
    private static string Together(TrimResult result)
    {
        var bound = Thresholds.FiringRateBound(result.Data.Evidence);
        var all = bound * result.RemovedUnproven;
        var does = result.RemovedConstant + result.RemovedMerged > 0 ? "each does otherwise" : "each fires";
        var each = $"{does} on less than {Wording.Percent(bound)} of such inputs (1 − 0.05^(1/N), 95 % confidence)";
        return result.RemovedUnproven == 1 ? each + "."
            : $"{each}, and so the network changes on less than {Wording.Count(result.RemovedUnproven)} times that"
                + (all < 1 ? $": {Wording.Percent(all)}." : ", which says nothing.");
    }

    private static IEnumerable<string> Check(TrimResult result)
    {
        if (result.HeldBack is { } check)
        {
            yield return $"Checked on samples that were held back: {Wording.Count(check.Chosen, "sample")} alone would have chosen "
                + $"{Wording.Count(check.Units, "unit")} to go, and on {(check.Changed == 0 ? "none" : Wording.Count(check.Changed))} of the "
                + $"{Wording.Count(check.Samples)} others did one of these do something. So the network changes on less than "
                + $"{Wording.Percent(check.Bound)} of such inputs (95 % confidence).";
        }
        else if (result.Promise == TrimPromise.Observed)
        {
            var units = Thresholds.Default.Units;
            yield return "There are too few samples to hold some back for a check of that: "
                + $"{Wording.Count(units.HeldBackOneOf * units.HeldBackSamples)} would do.";
        }
    }

    private static IEnumerable<string> Times(TrimResult result)
    {
        if (result.Times is { } times)
        {
            yield return $"Time: one sample {Milliseconds(times.OneBefore)} ms before, {Milliseconds(times.OneAfter)} ms after "
                + $"({Faster(times.OneBefore, times.OneAfter)}); {Wording.Count(times.Block, "sample")} at once {Milliseconds(times.BlockBefore)} ms before, "
                + $"{Milliseconds(times.BlockAfter)} ms after ({Faster(times.BlockBefore, times.BlockAfter)}). "
                + "The best of many turns, on this machine.";
        }

        static string Milliseconds(double seconds) => Wording.Number(1000 * seconds);
        static string Faster(double before, double after) => string.Create(CultureInfo.InvariantCulture, $"× {before / after:0.00}");
    }

    private static string Difference(OutputDifference difference, TrimResult result)
    {
        var output = result.Outputs.Count > 1 ? $"The output '{difference.Name}'" : "The output";
        var why = result.RemovedMerged > 0 ? "weights of linear units were added up"
            : result.RemovedCopies > 0 ? "weights of copies were added up" + (result.RemovedConstant > 0 ? ", constants went into biases" : "")
            : result.ConstantsMoved ? "constants went into biases" : "sums are taken in another order";
        return difference.SameBits
            ? $"{output} on {Samples(result)} is the same, bit for bit."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{output} differs by at most {Wording.Number(difference.LargestDifference)} ({difference.LargestUlps:N0} ulp) on these data. "
                    + $"Rounding explains it: {why}."
            );
    }
}
