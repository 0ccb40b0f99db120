using System.Globalization;
using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Pictures;
using Relumine.Data.Sources;
using Relumine.Data.Tables;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Datasets;

/// <summary>Reads samples with targets from files into memory: CSV, IDX, NPY and NPZ, gzipped ones too.</summary>
/// <remarks>
/// Whatever is wrong is a <see cref="RelumineException"/> that names the file, and the row where there is one: a missing or
/// broken file, ragged rows, numbers that are not finite, labels out of range, more targets than samples.
/// </remarks>
public static class DatasetFile
{
    private static readonly DataFormats s_formats = new();

    /// <summary>Reads a table whose targets stand in one of its columns, or in another file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The column of the target, and all else that the user says about the table.</param>
    /// <param name="targets">A file with as many rows, in any format; null if a column holds the targets.</param>
    /// <param name="kind">How targets are to be understood.</param>
    /// <param name="classes">The classes that the network tells apart; 0 if that is not known.</param>
    /// <param name="learned">Which rows are learned from, as in <see cref="TableFile.Read"/>; null for all.</param>
    public static Dataset ReadCsv(
        string path, TableOptions options, string? targets, TargetKind kind, int classes = 0, Func<TargetRows, bool[]>? learned = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (targets is not null)
        {
            var file = new TargetFile(targets, options.ForText, kind, classes);
            var table = TableFile.Read(
                path, options with { Target = LabelColumn.None }, learned: learned is null ? null : rows => learned(file.Rows(rows.Count)));
            using var samples = new DataContents(
                [new TableSource(table.Scaled(options.Scaling), path)],
                notes: [table.Dialect, .. table.Notices.Select(n => n.Sentence)]
            );
            var data = Build(path, samples.Inputs[0], samples, file);
            return data.From(table.Plan with { TargetNames = file.Read(data.Samples).Names }, table.Lines);
        }

        return options.Target != LabelColumn.None
            ? Of(TableFile.Read(path, options, kind, classes, learned), options.Scaling)
            : throw DataError.Usage(
                $"{path}: no column is named as the target. Give \"label\": last, first, a name or an index, or \"targets\": another file."
            );
    }

    /// <summary>Reads samples and targets from two files, as those of MNIST.</summary>
    /// <param name="images">The samples: IDX, NPY or CSV.</param>
    /// <param name="labels">The targets, a row for each sample.</param>
    /// <param name="options">How samples are scaled.</param>
    /// <param name="kind">How targets are to be understood.</param>
    /// <param name="classes">The classes that the network tells apart; 0 if that is not known.</param>
    /// <param name="raw">How the samples are read where their file has no header; null to find out.</param>
    public static Dataset ReadPair(string images, string labels, DataOptions options, TargetKind kind, int classes = 0, RawFormat? raw = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var samples = (raw is null ? s_formats : new DataFormats(raw)).Open(images, options);
        var features = TargetFile.Only(samples, images);
        return Build(features.Origin, features, samples, new TargetFile(labels, DataOptions.Default, kind, classes));
    }

    /// <summary>Reads samples and targets from two arrays of a NumPy archive.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="features">The array with the samples.</param>
    /// <param name="targets">The array with the targets, a row for each sample.</param>
    /// <param name="divide">What every number of the samples is divided by; 1 for nothing.</param>
    /// <param name="kind">How targets are to be understood.</param>
    /// <param name="classes">The classes that the network tells apart; 0 if that is not known.</param>
    public static Dataset ReadArchive(string path, string features, string targets, double divide, TargetKind kind, int classes = 0)
    {
        using var archive = s_formats.Open(path);
        var samples = Named(archive, features, path);
        var scaled = divide == 1 ? samples : new ScaledSource(samples, new Scaling { Divide = divide });
        return Build(path, scaled, archive, new TargetFile(Named(archive, targets, path), archive, kind, classes));
    }

    /// <summary>Reads one number for each sample, e.g. how much it counts.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The array of a NumPy archive; null where the file holds one array.</param>
    public static double[] ReadNumbers(string path, string? array)
    {
        using var contents = s_formats.Open(path);
        var source = array is null ? TargetFile.Only(contents, path) : Named(contents, array, path);
        return source.SampleSize == 1
            ? source.ReadAll<float>().ToDoubles()
            : throw DataError.Broken(path, $"{source.SampleSize} numbers stand for each sample, but one is expected here.");
    }

    private static Dataset Of(Table table, Scaling? scaling)
    {
        var features = table.Scaled(scaling);
        var notes = table.Notices.Select(n => n.Sentence).Prepend(table.Dialect).ToArray();
        return (
            table.Labels is { } labels
                ? Dataset.OfLabels(table.Path, features, labels, Math.Max(labels.Max() + 1, table.ClassNames.Count)).Described(table.ClassNames, notes)
                : Dataset.OfValues(table.Path, features, table.Values!).Described([], notes)
        ).From(table.Plan, table.Lines);
    }

    /// <summary>Reads a folder of pictures: a subfolder for each class, or a table of names and classes.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="plan">Size, channels and scale.</param>
    /// <param name="table">A table with a file name first and a class last; null to look for subfolders, then for <c>labels.csv</c>.</param>
    public static Dataset ReadPictures(string path, PicturePlan plan, string? table)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (!Directory.Exists(path))
        {
            throw DataError.Broken(path, "there is no such folder of pictures. Check the path.");
        }

        var (source, labels, names, sized) = new PictureFolderFormat(plan, isLearned: false, table).Read(path, "");
        using (source)
        {
            return labels is null
                ? throw DataError.Broken(
                    path, "the pictures have no classes. Put those of each class into a folder of its own, or give a table of names and classes.")
                : Dataset.OfLabels(path, source.ReadAll<float>(), labels, names.Count).Described(names, [PictureFolderFormat.Sentence(sized, source, names)])
                    .From(sized);
        }
    }

    private static Dataset Build(string name, DataSource samples, DataContents contents, TargetFile file)
    {
        if (samples.Samples > int.MaxValue)
        {
            throw DataError.Broken(samples.Origin, $"{samples.Samples} samples do not fit into memory at once.");
        }

        var features = samples.ReadAll<float>();
        var targets = file.Read(features.Shape[0]);
        var notes = contents.Notes.Union(targets.Notes).ToArray();
        return targets.Labels is { } labels
            ? Dataset.OfLabels(name, features, labels, Math.Max(labels.Max() + 1, targets.ClassNames.Count)).Described(targets.ClassNames, notes)
            : Dataset.OfValues(name, features, targets.Values!).Described([], notes);
    }

    private static DataSource Named(DataContents archive, string name, string path) =>
        archive.Inputs.FirstOrDefault(i => i.Name == name)
        ?? throw DataError.Broken(
            path,
            $"there is no array '{name}'. It holds {TargetFile.Names(archive)}. "
                + (
                    archive.Inputs is [{ Name: "" }]
                        ? "It is a single array: say { \"npy\": { \"features\": …, \"labels\": … } }."
                        : "Say which with features, labels or targets."
                )
        );
}
