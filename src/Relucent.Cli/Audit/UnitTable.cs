using Relucent.Data;

namespace Relucent.Cli;

/// <summary>Every unit as a row of CSV: what <c>audit --units</c> writes.</summary>
internal static class UnitTable
{
    /// <summary>Writes the table.</summary>
    /// <param name="result">The audit, with its units.</param>
    /// <param name="path">The file.</param>
    /// <param name="classNames">The names of classes for the columns of firing by class; empty for numbers.</param>
    public static void Write(AuditResult result, string path, IReadOnlyList<string> classNames)
    {
        var classes = result.Layers.SelectMany(l => l.Details).Max(u => u.FiringRateByClass?.Count) ?? 0;
        var byClass = Enumerable.Range(0, classes).Select(c => "firingRate:" + (c < classNames.Count ? classNames[c] : c.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        using var csv = new CsvWriter(path, ["layer", "unit", "verdict", "firingRate", "largestPreActivation", "meanPreActivation", .. byClass]);
        foreach (var layer in result.Layers)
        {
            foreach (var unit in layer.Details)
            {
                csv.Add(layer.Name);
                csv.Add(unit.Index);
                csv.Add(Word(unit.Verdict));
                csv.Add(unit.FiringRate);
                csv.Add(unit.LargestPreActivation);
                csv.Add(unit.MeanPreActivation);
                for (var c = 0; c < classes; c++)
                {
                    csv.Add(c < (unit.FiringRateByClass?.Count ?? 0) ? unit.FiringRateByClass![c] : double.NaN);
                }

                csv.EndRow();
            }
        }

        csv.Complete();
    }

    private static string Word(UnitVerdict verdict)
    {
        var name = verdict.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
