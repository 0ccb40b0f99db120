using System.Globalization;
using Relumine.Data.Writing;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;

namespace Relumine.Doctor.Audits;

/// <summary>Every unit of an audit as a row of a table, for programs that look closer than the audit does.</summary>
public static class UnitTable
{
    /// <summary>Writes the table as CSV: layer, unit, verdict, firing rate, largest and mean z, and a firing rate for each class if they were
    /// counted.</summary>
    /// <param name="result">The audit, as it was made; one that was read from JSON has no units.</param>
    /// <param name="path">The file; it appears when it is complete.</param>
    /// <param name="classNames">What the classes are called; null, or fewer than there are, for their indices.</param>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public static void Write(AuditResult result, string path, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        var classes = result.Layers.SelectMany(l => l.Details).Select(u => u.FiringRateByClass?.Count ?? 0).DefaultIfEmpty().Max();
        using var table = new CsvWriter(path, [
            "layer", "unit", "verdict", "firingRate", "largestZ", "meanZ",
            .. Enumerable.Range(0, classes).Select(c => "firingRate:" + (c < classNames?.Count ? classNames[c] : c.ToString(CultureInfo.InvariantCulture)))]);
        foreach (var layer in result.Layers)
        {
            foreach (var unit in layer.Details)
            {
                table.Add(layer.Name);
                table.Add(unit.Index);
                table.Add(Wording.Name(unit.Verdict));
                table.Add(unit.FiringRate);
                table.Add(unit.LargestPreActivation);
                table.Add(unit.MeanPreActivation);
                foreach (var rate in unit.FiringRateByClass ?? [])
                {
                    table.Add(rate);
                }

                table.EndRow();
            }
        }

        table.Complete();
    }
}
