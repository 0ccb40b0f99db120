using Relumine.Cli.Output;
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
        new("linear", 4),
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

        foreach (var sentence in TrimWording.Kept(result))
        {
            Paragraph.Write(terminal, "kept   ", sentence);
        }

        if (result.Layers.SelectMany(l => l.RefutedUnits.Except(l.RemovedUnits)).Any())
        {
            Paragraph.Write(terminal, "kept   ", "What an input of the box refutes stays; --observed removes it all the same.");
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
                Wording.Count(layers.Sum(l => l.MergedUnits.Count)),
                Wording.Count(layers.Sum(l => l.ProvenUnits.Count)),
                Wording.Count(layers.Sum(l => l.NearlyDead)),
                Wording.Count(removed),
                Wording.Count(units - removed)
            );
        }
    }

    private static void Conclude(TrimResult result, Terminal terminal)
    {
        foreach (var sentence in TrimWording.Conclusions(result))
        {
            Paragraph.Write(terminal, "", sentence);
        }

        if (result.Removed > 0)
        {
            terminal.Out.WriteLine($"Written: {result.Output}");
        }
    }
}
