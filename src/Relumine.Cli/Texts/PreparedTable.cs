using Relumine.Cli.Sessions;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Data.Tables;
using Relumine.Data.Tables.Plans;
using Relumine.Data.Writing;
using Relumine.Doctor.Units;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Cli.Texts;

/// <summary>A table as the numbers that a network is given, for programs that know numbers alone.</summary>
internal static class PreparedTable
{
    private const int Block = 4096;

    /// <summary>Says how a model reads a table, and writes the numbers if that is asked for.</summary>
    /// <param name="model">The model, which learned from such a table.</param>
    /// <param name="path">The table.</param>
    /// <param name="options">What is said about the file.</param>
    /// <param name="save">The file for the numbers; null for none.</param>
    /// <param name="session">Where the text goes.</param>
    public static void Write(string model, string path, DataOptions options, string? save, Session session)
    {
        var plan = PlanOf(model);
        using var contents = new DataFormats(new PlannedTableFormat(plan, wantsLabels: false)).Open(path, options);
        foreach (var note in contents.Notes)
        {
            session.Out.WriteLine(note);
        }

        var source = contents.Inputs[0];
        session.Out.WriteLine($"{Wording.Count(source.Samples, "row")} of {Wording.Count(source.SampleSize, "feature")}: {Names(plan)}.");
        if (save is not null)
        {
            Save(save, source, plan.Features(), session);
        }
    }

    /// <summary>Writes the numbers of a table that was read.</summary>
    public static void Save(string path, Table table, Session session)
    {
        using var source = DataSource.OfMemory(
            "", StoredType.Float32, [table.Features.Shape[0], table.Features.Shape[1]], table.Features.Bytes.ToArray(), table.Path);
        Save(path, source, table.Plan.Features(), session);
    }

    /// <summary>The plan that travels in a model.</summary>
    /// <exception cref="RelumineException">There is none.</exception>
    private static TablePlan PlanOf(string path) =>
        OnnxModel.Load(path).Metadata.TryGetValue(TablePlan.MetadataKey, out var json)
            ? TablePlan.Parse(json, path)
            : throw new RelumineException(
                ErrorKind.InvalidRequest, $"{path}: the model carries nothing of a table. Only models that 'relumine train' made of one do.");

    private static string Names(TablePlan plan)
    {
        var names = plan.Features();
        return string.Join(", ", names.Take(12).Select(n => string.Concat(n.Select(c => char.IsControl(c) ? '?' : c)))) + (names.Count > 12 ? ", …" : "");
    }

    private static void Save(string path, DataSource source, IReadOnlyList<string> names, Session session)
    {
        var block = new float[Math.Min(source.Samples, Block) * source.SampleSize];
        if (path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            using var csv = new CsvWriter(path, [.. names]);
            while (source.Read<float>(block) is > 0 and var samples)
            {
                for (var i = 0; i < samples * source.SampleSize; i++)
                {
                    csv.Add(block[i].ToString("R", System.Globalization.CultureInfo.InvariantCulture));
                    if ((i + 1) % source.SampleSize == 0)
                    {
                        csv.EndRow();
                    }
                }
            }

            csv.Complete();
        }
        else
        {
            using var npy = new NpyWriter(path, ElementType.Float32, source.SampleShape);
            while (source.Read<float>(block) is > 0 and var samples)
            {
                npy.Add<float>(block.AsSpan(0, samples * source.SampleSize));
            }

            npy.Complete();
        }

        session.Note($"numbers: {path}");
    }
}
