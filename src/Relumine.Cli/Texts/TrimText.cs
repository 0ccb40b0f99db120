using System.Globalization;
using Relumine.Cli.Output;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Trimming;
using Relumine.Doctor.Units;

namespace Relumine.Cli.Texts;

/// <summary>What <c>trim</c> writes to the console.</summary>
internal static class TrimText
{
    private static readonly Column[] s_columns =
    [
        new("layer", 0, Right: false),
        new("activation", 4, Right: false),
        new("units", 1),
        new("dead", 0),
        new("constant", 4),
        new("copies", 4),
        new("proven", 2),
        new("nearly dead", 3),
        new("removed", 0),
        new("left", 0),
    ];

    /// <summary>Writes what was examined, a table of the layers, what stayed and why, and the promise.</summary>
    public static void Write(TrimResult result, Terminal terminal)
    {
        var output = terminal.Out;
        Describe(result, terminal);
        output.WriteLine();
        if (result.Layers.Count > 0)
        {
            Tabulate(result, terminal);
            output.WriteLine();
        }

        foreach (var (layer, kept) in result.Layers.SelectMany(l => l.Kept.Select(k => (l, k))))
        {
            Paragraph.Write(terminal, "kept   ", $"'{layer.Name}': {Wording.Count(kept.Units.Count, kept.AreConstant ? "constant unit" : "dead unit")}: {kept.Reason}.");
        }

        Stay(result, terminal);
        if (result.Layers.Sum(l => l.NearlyDead) is > 0 and var rare)
        {
            Paragraph.Write(
                terminal,
                "kept   ",
                $"{Wording.Count(rare, "unit")} fired on less than {Wording.Percent(Thresholds.Default.Units.NearlyDeadRate)} of the samples. "
                    + $"They do something, so they are never removed."
            );
        }

        foreach (var doubt in result.Doubts)
        {
            Paragraph.Write(terminal, "doubt  ", doubt);
        }

        if (result.Layers.Any(l => l.Kept.Count > 0 || l.NearlyDead > 0 || l.AlwaysOnUnits.Count > 0 || l.HardlyChanging > 0) || result.Doubts.Count > 0)
        {
            output.WriteLine();
        }

        Conclude(result, terminal);
    }

    private static void Stay(TrimResult result, Terminal terminal)
    {
        if (result.Layers.Sum(l => l.AlwaysOnUnits.Count) is > 0 and var linear)
        {
            Paragraph.Write(
                terminal,
                "kept   ",
                $"{Wording.Count(linear, "unit")} {(linear == 1 ? "is" : "are")} always on: linear on these data, but not the same number. What "
                    + $"{(linear == 1 ? "it says" : "they say")} depends on the input, so that no bias can hold it."
            );
        }

        if (result.Layers.Sum(l => l.HardlyChanging) is > 0 and var steady)
        {
            Paragraph.Write(
                terminal,
                "kept   ",
                $"{Wording.Count(steady, "unit")} hardly {(steady == 1 ? "changes" : "change")}, but {(steady == 1 ? "is" : "are")} not the very same number on "
                    + "every sample: to remove one would not be exact."
            );
        }
    }

    private static void Describe(TrimResult result, Terminal terminal)
    {
        Paragraph.Write(terminal, "model  ", $"{result.Model.Path}: {Wording.Count(result.Model.Parameters, "parameter")}");
        foreach (var input in result.Data.Inputs)
        {
            Paragraph.Write(
                terminal,
                "data   ",
                $"{Wording.Count(result.Data.Samples, "sample")} for '{input.Name}': {input.Type} [{string.Join(", ", input.Shape)}], "
                    + $"{Wording.Number(input.Min)} to {Wording.Number(input.Max)}"
            );
        }
    }

    private static void Tabulate(TrimResult result, Terminal terminal)
    {
        var table = new ResultTable(s_columns);
        foreach (var layer in result.Layers)
        {
            Row(layer.Name, layer.Activation, [layer], layer.Dead is null);
        }

        if (result.Layers.Count > 1)
        {
            Row("all", "", result.Layers, false);
        }

        table.Write(terminal);

        void Row(string name, string activation, IReadOnlyList<TrimmedLayer> layers, bool cannotDie)
        {
            var (units, removed) = (layers.Sum(l => l.Units), layers.Sum(l => l.RemovedUnits.Count));
            table.Add(
                name,
                activation,
                Wording.Count(units),
                cannotDie ? "cannot die" : Wording.Count(layers.Sum(l => l.Dead ?? 0)),
                Wording.Count(layers.Sum(l => l.ConstantUnits.Count)),
                Wording.Count(layers.Sum(l => l.Copies.Count)),
                Wording.Count(layers.Sum(l => l.ProvenUnits.Count)),
                Wording.Count(layers.Sum(l => l.NearlyDead)),
                Wording.Count(removed),
                Wording.Count(units - removed)
            );
        }
    }

    private static void Conclude(TrimResult result, Terminal terminal)
    {
        var dead = result.Layers.Sum(l => l.Dead ?? 0);
        if (result.Removed == 0)
        {
            Paragraph.Write(
                terminal,
                "",
                $"Nothing to remove: {(dead == 0 ? "no unit is dead" : $"{Wording.Count(dead, "unit")} {(dead == 1 ? "is" : "are")} dead, but none can go")}. "
                    + $"No file was written."
            );
            return;
        }

        var share = 1 - (result.Parameters / (double)result.Model.Parameters);
        Paragraph.Write(
            terminal,
            "",
            $"{Wording.Count(result.Removed, "unit")} removed: {Wording.Count(result.Model.Parameters)} → {Wording.Count(result.Parameters)} parameters "
                + $"(−{Wording.Percent(share)})."
        );
        if (result.RemovedConstant + result.RemovedCopies > 0)
        {
            Paragraph.Write(terminal, "", Kinds(result));
        }

        Paragraph.Write(terminal, "", Promise(result));
        foreach (var difference in result.Outputs.All(o => o.SameBits) ? [] : result.Outputs)
        {
            Paragraph.Write(terminal, "", Difference(difference, result));
        }

        if (result.Outputs.All(o => o.SameBits))
        {
            var what =
                result.Outputs.Count > 1
                    ? $"All {Wording.Count(result.Outputs.Count)} outputs on {Samples(result)} are"
                    : $"The output on {Samples(result)} is";
            Paragraph.Write(terminal, "", $"{what} the same, bit for bit.");
        }

        if (result.Accuracy is { } before && result.AccuracyAfter is { } after)
        {
            var samples = result.Data.Samples;
            Paragraph.Write(terminal, "", string.Create(
                CultureInfo.InvariantCulture,
                $"Accuracy: {before * samples:N0} of {samples:N0} labels before ({100 * before:0.##} %), {after * samples:N0} after ({100 * after:0.##} %)."));
        }

        terminal.Out.WriteLine($"Written: {result.Output}");
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
            parts.Add($"{Wording.Count(copies)} {(copies == 1 ? "was a copy or a multiple of another" : "were copies or multiples of others")} by the weights, for "
                + $"every input (unit {copy.Unit} of unit {copy.Of})");
        }

        return $"Of these, {string.Join("; ", parts)}.";
    }

    private static string Samples(TrimResult result) => Wording.Count(result.Data.Samples, "sample");

    private static string Promise(TrimResult result)
    {
        if (result.Promise == TrimPromise.Proven)
        {
            var what = result.RemovedConstant + result.RemovedCopies > 0 ? "dead, constant or copies of others" : "dead";
            return $"Proven: the removed units are {what} {result.ProvenFor}.";
        }

        var bound = Wording.Percent(Thresholds.FiringRateBound(result.Data.Evidence));
        var proven = result.RemovedProven > 0 ? $" Of {Wording.Count(result.RemovedProven)} of them it is proven." : "";
        var (seen, next) = result.RemovedConstant > 0 ? ("never fired or never changed", "each does otherwise") : ("never fired", "each fires");
        return $"Observed, not proven: the removed units {seen} on {result.Data.Phrase}; "
            + $"{next} on less than {bound} of such inputs (1 − 0.05^(1/N), 95 % confidence).{proven}";
    }

    private static string Difference(OutputDifference difference, TrimResult result)
    {
        var output = result.Outputs.Count > 1 ? $"The output '{difference.Name}'" : "The output";
        var why = result.RemovedCopies > 0 ? "weights of copies were added up" + (result.RemovedConstant > 0 ? ", constants went into biases" : "")
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
