using System.Globalization;
using Relumine.Data.Csv;
using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Data.Tables;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Datasets;

/// <summary>Targets that stand apart from their samples. They are read once, whoever asks first.</summary>
internal sealed class TargetFile
{
    private readonly Func<int, Targets> _read;
    private Targets? _known;

    /// <summary>Targets in a file of their own, which is opened when they are asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is read.</param>
    /// <param name="kind">How targets are to be understood.</param>
    /// <param name="classes">The classes that the network tells apart; 0 if that is not known.</param>
    public TargetFile(string path, DataOptions options, TargetKind kind, int classes) => _read = samples =>
    {
        using var contents = Open(path, options, kind);
        if (contents.ClassNames.Count == 0 || options.CsvHeader is not null || (contents.Labels ?? Only(contents, path)).Samples != samples + 1)
        {
            return Read(contents.Labels ?? Only(contents, path), contents, samples, kind, classes);
        }

        // A column of words under a word: that it is a header shows only where there is one line too many, and the first word is no other's class.
        using var headed = Open(path, options with { CsvHeader = true }, kind);
        var named = headed.ClassNames.Count == contents.ClassNames.Count - 1 ? headed : contents;
        return Read(named.Labels ?? Only(named, path), named, samples, kind, classes);
    };

    /// <summary>Targets in an array of an archive that is open already.</summary>
    /// <param name="source">The array.</param>
    /// <param name="archive">The archive.</param>
    /// <param name="kind">How targets are to be understood.</param>
    /// <param name="classes">The classes that the network tells apart; 0 if that is not known.</param>
    public TargetFile(DataSource source, DataContents archive, TargetKind kind, int classes) =>
        _read = samples => Read(source, archive, samples, kind, classes);

    /// <summary>The targets.</summary>
    /// <param name="samples">The number of samples.</param>
    public Targets Read(int samples) => _known ??= _read(samples);

    /// <summary>The rows of a table whose targets these are.</summary>
    /// <param name="rows">Their number.</param>
    public TargetRows Rows(int rows) => new(rows, Read(rows).Labels);

    /// <summary>The only array of a file.</summary>
    public static DataSource Only(DataContents contents, string path) =>
        contents.Inputs is [var only]
            ? only
            : throw DataError.Broken(
                path,
                $"it holds {contents.Inputs.Count} arrays ({Names(contents)}), but one is expected here. Use \"npz\" and name the arrays."
            );

    /// <summary>The arrays of a file, for messages.</summary>
    public static string Names(DataContents contents) =>
        string.Join(", ", contents.Inputs.Select(i => string.Create(CultureInfo.InvariantCulture, $"'{i.Name}' {DataError.Dims(i.Dims)}")));

    private static DataContents Open(string path, DataOptions options, TargetKind kind) =>
        kind == TargetKind.Labels ? new DataFormats().OpenLabels(path, options) : new DataFormats().Open(path, options);

    private static Targets Read(DataSource targets, DataContents contents, int samples, TargetKind kind, int classes)
    {
        if (kind != TargetKind.Values && (kind == TargetKind.Labels || IsWhole(targets)))
        {
            return new(ReadLabels(targets, samples, classes), null, contents.ClassNames, contents.Notes);
        }

        if (contents.ClassNames.Count > 0)
        {
            throw DataError.Broken(
                targets.Origin,
                $"the target column holds names ({string.Join(", ", contents.ClassNames.Take(3).Select(DataError.Printable))}…), but the loss compares "
                    + $"numbers. Use softmaxCrossEntropy, or name another column."
            );
        }

        if (targets.Samples != samples)
        {
            throw DataError.Broken(targets.Origin, $"there are {targets.Samples} targets, but {samples} samples. Both must have the same rows.");
        }

        return new(null, targets.ReadAll<float>().Reshape(new Shape(samples, targets.SampleSize)), [], contents.Notes)
        {
            ColumnNames = targets is CsvSource { ColumnNames: var names } && names.Count == targets.SampleSize ? names : [],
        };
    }

    private static int[] ReadLabels(DataSource targets, int samples, int classes)
    {
        // Whoever opened the source disposes of it, so this does not.
        var labels = new Labels(targets, samples, classes);
        var wide = new long[samples];
        labels.Read(wide);
        var bad = Array.FindIndex(wide, l => l > int.MaxValue - 1);
        return bad < 0
            ? Array.ConvertAll(wide, l => (int)l)
            : throw DataError.Broken(targets.Origin, $"{targets.Locate(bad, 0)}: the label is {wide[bad]}, which is no class. Labels count from 0.");
    }

    private static bool IsWhole(DataSource targets)
    {
        if (targets.SampleSize != 1)
        {
            return false;
        }

        var whole = true;
        var one = new double[1];
        while (whole && targets.Read<double>(one) > 0)
        {
            whole = one[0] >= 0 && one[0] == Math.Floor(one[0]);
        }

        targets.Reset();
        return whole;
    }

    /// <summary>Targets that were read.</summary>
    /// <param name="Labels">The class of each sample, or null.</param>
    /// <param name="Values">Float32 [N, K], or null.</param>
    /// <param name="ClassNames">The names of classes, where they have any.</param>
    /// <param name="Notes">What there is to tell about the file.</param>
    public sealed record Targets(int[]? Labels, ModelTensor? Values, IReadOnlyList<string> ClassNames, IReadOnlyList<string> Notes)
    {
        /// <summary>The names of the columns that values stand in; empty where they have none.</summary>
        public IReadOnlyList<string> ColumnNames { get; init; } = [];

        /// <summary>What the outputs of a network are called that learns them; null where nothing tells.</summary>
        public IReadOnlyList<string>? Names => ClassNames.Count > 0 ? ClassNames : ColumnNames.Count > 0 ? ColumnNames : null;
    }
}
