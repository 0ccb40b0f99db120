using System.Globalization;
using Relumine.Data.Writing;
using Relumine.Doctor.Proofs.Properties;
using Relumine.Graph.Tensors;

namespace Relumine.Cli.Files;

/// <summary>The input that breaks a property, as a file that <c>run</c> and <c>audit</c> read.</summary>
internal static class PropertyWitnessFile
{
    /// <summary>Writes it: as a NumPy array of one sample, or as CSV with a heading.</summary>
    /// <exception cref="Graph.Errors.RelumineException">The file cannot be written.</exception>
    public static void Write(PropertyWitness witness, string path)
    {
        if (path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
        {
            using var array = new NpyWriter(path, ElementType.Float32, new Shape(witness.Input.Count));
            array.Add<float>([.. witness.Input.Select(v => (float)v)]);
            array.Complete();
            return;
        }

        using var table = new CsvWriter(path, [.. witness.Input.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"X_{i}"))]);
        foreach (var value in witness.Input)
        {
            table.Add(value);
        }

        table.EndRow();
        table.Complete();
    }
}
