using System.Globalization;
using Relumine.Data.Writing;
using Relumine.Doctor.Audits;
using Relumine.Geometry.Verdicts;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Proofs;

/// <summary>The inputs that fire units which never fired on the data.</summary>
public static class WitnessTable
{
    /// <summary>Writes them: as a NumPy file (a witness in each row, in the order of layers and units), or as CSV with layer and unit in front.</summary>
    /// <param name="result">The audit, with proofs.</param>
    /// <param name="path">The file; NumPy if its name ends in <c>.npy</c>.</param>
    /// <returns>The number of witnesses.</returns>
    /// <exception cref="Graph.Errors.RelumineException">The file cannot be written.</exception>
    public static int Write(AuditResult result, string path)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(path);
        var witnesses = result.Layers.SelectMany(l => (l.Proofs?.Units ?? [])
            .Where(u => u is { Claim: UnitClaim.Dead, Answer.Witness: not null }).Select(u => (l.Name, u.Unit, Input: u.Answer.Witness!))).ToArray();
        var length = result.Data.Inputs.Sum(i => i.Shape.Aggregate(1, (a, b) => a * b));
        if (path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            using var array = new NpyWriter(path, ElementType.Float32, new Shape(witnesses.FirstOrDefault().Input?.Count ?? length));
            foreach (var witness in witnesses)
            {
                array.Add<float>(witness.Input.Select(v => (float)v).ToArray());
            }

            array.Complete();
            return witnesses.Length;
        }

        using var table = new CsvWriter(path, ["layer", "unit", .. Enumerable.Range(0, length).Select(i => "x" + i.ToString(CultureInfo.InvariantCulture))]);
        foreach (var (layer, unit, input) in witnesses)
        {
            table.Add(layer);
            table.Add(unit);
            foreach (var value in input)
            {
                table.Add(value);
            }

            table.EndRow();
        }

        table.Complete();
        return witnesses.Length;
    }
}
