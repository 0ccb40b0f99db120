using System.Globalization;
using Relumine.Cli.Output;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Proofs;
using Relumine.Doctor.Units;

namespace Relumine.Cli.Texts;

/// <summary>What <c>audit</c> writes to the console.</summary>
internal static class AuditText
{
    private static readonly Column[] s_columns =
    [
        new("layer", 0, Right: false), new("activation", 6, Right: false), new("units", 1), new("dead", 0), new("nearly dead", 2),
        new("dormant", 7), new("always on", 3), new("constant", 8), new("sparsity", 5), new("largest a", 9),
    ];

    /// <summary>Writes what was examined, a table of the layers, and what was found.</summary>
    public static void Write(AuditResult result, Terminal terminal)
    {
        Describe(result, terminal);
        terminal.Out.WriteLine();
        if (result.Layers.Count > 0)
        {
            Tabulate(result, terminal);
            terminal.Out.WriteLine();
        }

        terminal.Out.WriteLine(Headline.Of(result).Sentence);
        if (result.Accuracy is { } accuracy)
        {
            var samples = result.Data.Samples;
            terminal.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"Accuracy: {accuracy * samples:N0} of {samples:N0} labels ({100 * accuracy:0.##} %).")
            );
        }

        Margins(result, terminal);
        if (result.Box is { } box)
        {
            Prove(result, box, terminal);
        }
        else if (result.Totals.Dead > 0)
        {
            var bound = Wording.Percent(Thresholds.FiringRateBound(result.Data.Evidence));
            Paragraph.Write(
                terminal,
                "",
                $"Dead is observed, not proven: a unit that never fired on {result.Data.Phrase}, fires on less than {bound} of such inputs "
                    + $"(1 − 0.05^(1/N), 95 % confidence)."
            );
        }

        foreach (var layer in result.Layers)
        {
            if (NormalizationEvidence.Note(layer) is { } normalized)
            {
                Paragraph.Write(terminal, "", normalized);
            }

            if (LearnedSlopes.Note(layer) is { } slopes)
            {
                Paragraph.Write(terminal, "", slopes);
            }
        }

        if (HalfPrecision.Note(result) is { } note)
        {
            Paragraph.Write(terminal, "", note);
        }

        foreach (var group in FindingGroup.Of(result))
        {
            terminal.Out.WriteLine();
            Paragraph.Write(terminal, $"{Severity(group.Severity, terminal)} ", $"{group.Id}: {group.Message}");
            Paragraph.Write(terminal, "         ", $"May help: {string.Join(", ", group.Cures)}.");
        }

        if (result.Findings.SelectMany(f => f.Cures).FirstOrDefault() is { } cure)
        {
            terminal.Out.WriteLine();
            Paragraph.Write(terminal, "", $"What each of these means: 'relumine explain NAME', e.g. 'relumine explain {cure}'.");
        }

        if (result.PossibleCauses is { } causes)
        {
            terminal.Out.WriteLine();
            Paragraph.Write(
                terminal,
                "",
                $"Possible causes, not tested: {string.Join(", ", causes.Select(c => c.Cause))}. A checkup of the recipe tests them by experiment."
            );
        }
    }

    private static void Margins(AuditResult result, Terminal terminal)
    {
        foreach (var margin in result.Margins ?? [])
        {
            Paragraph.Write(terminal, "margin ", $"{MarginWords.Of(margin)}.");
        }
    }

    private static void Prove(AuditResult result, ProofBox box, Terminal terminal)
    {
        foreach (var layer in result.Layers.Where(l => l.Proofs is not null && (l.Dead > 0 || l.AlwaysOn > 0)))
        {
            Paragraph.Write(terminal, "proofs ", $"{layer.Name}: {ProofWords.Of(layer)}.");
        }

        Paragraph.Write(
            terminal,
            "",
            $"Proven and refuted speak of every input of the box {box.Range}, in real numbers with all roundings of the proof counted in; a witness was run "
                + $"as the network is run. Open is neither: nothing is known. ({Wording.Number(box.Seconds)} s)"
        );
    }

    private static void Describe(AuditResult result, Terminal terminal)
    {
        var (model, data) = (result.Model, result.Data);
        Paragraph.Write(
            terminal,
            "model  ",
            $"{model.Path}: {Wording.Count(model.Parameters, "parameter")}, opset "
                + $"{model.Opset}{(model.Producer.Length > 0 ? $", made by {model.Producer}" : "")}"
        );
        foreach (var input in data.Inputs)
        {
            Paragraph.Write(
                terminal, "data   ",
                $"{Wording.Count(data.Samples, "sample")}{(data.Complete ? "" : " (cancelled before the end)")} for '{input.Name}': "
                    + $"{input.Type} [{string.Join(", ", input.Shape)}], "
                + $"{Wording.Number(input.Min)} to {Wording.Number(input.Max)}, mean {Wording.Number(input.Mean)}");
        }
    }

    private static void Tabulate(AuditResult result, Terminal terminal)
    {
        var table = new ResultTable(s_columns);
        foreach (var layer in result.Layers)
        {
            table.Add(
                layer.Name,
                layer.Activation,
                Wording.Count(layer.Units),
                Share(layer.Dead, layer.Units),
                Wording.Count(layer.NearlyDead),
                Wording.Count(layer.Dormant),
                Wording.Count(layer.AlwaysOn),
                Wording.Count(layer.Constant),
                Wording.Percent(layer.Sparsity),
                Wording.Number(layer.MaxActivation)
            );
        }

        if (result.Layers.Count > 1)
        {
            var (all, layers) = (result.Totals, result.Layers);
            table.Add(
                "all",
                "",
                Wording.Count(all.Units),
                Share(all.Dead, all.Units),
                Wording.Count(all.NearlyDead),
                Wording.Count(layers.Sum(l => l.Dormant)),
                Wording.Count(all.AlwaysOn),
                Wording.Count(layers.Sum(l => l.Constant)),
                Wording.Percent(all.Sparsity),
                Wording.Number(layers.Max(l => l.MaxActivation))
            );
        }

        var missing = table.Write(terminal);
        if (missing.Count > 0)
        {
            Paragraph.Write(terminal, "", $"(A wider terminal also shows: {string.Join(", ", missing)}.)");
        }
    }

    // Units without a flat side cannot die, which is not the same as that none is dead.
    private static string Share(int? dead, int units) => dead switch
    {
        null => "cannot die",
        0 => "0",
        { } some => string.Create(CultureInfo.InvariantCulture, $"{some:N0} ({100.0 * some / units:0} %)"),
    };

    private static string Severity(Severity severity, Terminal terminal)
    {
        var word = severity.ToString().ToLowerInvariant().PadRight(8);
        return !terminal.Color ? word : severity switch
        {
            Relumine.Doctor.Findings.Severity.Critical => $"\e[31m{word}\e[0m",
            Relumine.Doctor.Findings.Severity.Warning => $"\e[33m{word}\e[0m",
            _ => word,
        };
    }
}
