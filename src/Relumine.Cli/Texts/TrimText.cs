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
            Paragraph.Write(terminal, "kept   ", $"'{layer.Name}': {Wording.Count(kept.Units.Count, "dead unit")}: {kept.Reason}.");
        }

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

        if (result.Layers.Any(l => l.Kept.Count > 0 || l.NearlyDead > 0) || result.Doubts.Count > 0)
        {
            output.WriteLine();
        }

        Conclude(result, terminal);
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

        terminal.Out.WriteLine($"Written: {result.Output}");
    }

    private static string Samples(TrimResult result) => Wording.Count(result.Data.Samples, "sample");

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

    private static string Difference(OutputDifference difference, TrimResult result)
    {
        var output = result.Outputs.Count > 1 ? $"The output '{difference.Name}'" : "The output";
        var why = result.ConstantsMoved ? "constants went into biases" : "sums are taken in another order";
        return difference.SameBits
            ? $"{output} on {Samples(result)} is the same, bit for bit."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{output} differs by at most {Wording.Number(difference.LargestDifference)} ({difference.LargestUlps:N0} ulp) on these data. "
                    + $"Rounding explains it: {why}."
            );
    }
}
