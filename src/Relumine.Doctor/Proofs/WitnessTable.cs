using System.Globalization;
using Relumine.Data.Writing;
using Relumine.Doctor.Audits;
using Relumine.Geometry.Verdicts;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Proofs;

/// <summary>Inputs that refute, as files: those that fire units which never fired on the data, and those that break a property.</summary>
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
        string[][] places = [.. witnesses.Select(w => new[] { w.Name, w.Unit.ToString(CultureInfo.InvariantCulture) })];
        Write(path, ["layer", "unit"], "x", places, [.. witnesses.Select(w => w.Input)], result.Data.Inputs.Sum(i => i.Shape.Aggregate(1, (a, b) => a * b)));
        return witnesses.Length;
    }

    /// <summary>Writes the input that breaks a property, as <c>run</c> and <c>audit</c> read it: a NumPy array of one sample, or CSV with X_0, X_1, …
    /// above.</summary>
    /// <param name="witness">The numbers of one sample.</param>
    /// <param name="path">The file; NumPy if its name ends in <c>.npy</c>.</param>
    /// <exception cref="Graph.Errors.RelumineException">The file cannot be written.</exception>
    public static void Write(IReadOnlyList<double> witness, string path)
    {
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentNullException.ThrowIfNull(path);
        Write(path, [], "X_", [[]], [witness], witness.Count);
    }

    private static void Write(
        string path, string[] placeNames, string inputName, IReadOnlyList<string[]> places, IReadOnlyList<IReadOnlyList<double>> witnesses, int length)
    {
        if (path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            using var array = new NpyWriter(path, ElementType.Float32, new Shape(witnesses.Count > 0 ? witnesses[0].Count : length));
            foreach (var witness in witnesses)
            {
                array.Add<float>([.. witness.Select(v => (float)v)]);
            }

            array.Complete();
            return;
        }

        using var table = new CsvWriter(
            path, [.. placeNames, .. Enumerable.Range(0, length).Select(i => inputName + i.ToString(CultureInfo.InvariantCulture))]);
        foreach (var (place, witness) in places.Zip(witnesses))
        {
            foreach (var cell in place)
            {
                table.Add(cell);
            }

            foreach (var value in witness)
            {
                table.Add(value);
            }

            table.EndRow();
        }

        table.Complete();
    }
}
