using System.Runtime.InteropServices;
using Relumine.Data.Errors;
using Relumine.Data.Fit;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Pictures;

/// <summary>A folder of PNG or JPEG pictures as data: [N, channels, height, width] and a class for each.</summary>
/// <param name="plan">What becomes of the pictures; see <see cref="PicturePlan.MetadataKey"/>.</param>
/// <param name="isLearned">Whether the plan is that of a model that learned from pictures: then nothing else scales them.</param>
/// <param name="table">A table of file names and classes; null to look for subfolders, then for <c>labels.csv</c>.</param>
public sealed class PictureFolderFormat(PicturePlan plan, bool isLearned, string? table = null) : IDataFormat
{
    /// <inheritdoc/>
    public string Name => "a folder of PNG or JPEG pictures";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [];

    /// <inheritdoc/>
    public string Signature => "pictures, or a folder of them for each class";

    /// <inheritdoc/>
    public bool Recognizes(DataFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.IsFolder && PictureFolder.Is(file.Path);
    }

    /// <inheritdoc/>
    public DataContents Open(DataFile file, DataOptions options, DataFormats formats)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        if (isLearned && options.Scaling is not null)
        {
            throw DataError.Usage(
                $"{Scaling.DivideSetting()}, {Scaling.MeanSetting()} and {Scaling.DeviationSetting()} are for numbers that a model takes as they are; "
                    + $"this model carries how its pictures are scaled. Leave them out.");
        }

        var (source, labels, names, sized) = Read(file.Path, options.Name);
        var labelSource = labels is null ? null
            : DataSource.OfMemory("", StoredType.Int32, [labels.Length], MemoryMarshal.AsBytes(labels.AsSpan()).ToArray(), file.Path);
        return new([source], labelSource, names, [Sentence(sized, source, names)]);
    }

    /// <summary>The pictures as numbers, their classes, and the plan with all that was found out.</summary>
    internal (DataSource Source, int[]? Labels, IReadOnlyList<string> Names, PicturePlan Sized) Read(string path, string input)
    {
        var folder = PictureFolder.Open(path, table, plan.ClassNames);
        var first = PictureDecoder.Look(folder.Files[0]);
        var sized = plan with
        {
            Width = plan.Width > 0 ? plan.Width : first.Width,
            Height = plan.Height > 0 ? plan.Height : first.Height,
            Channels = plan.Channels > 0 ? plan.Channels : first.IsGrey ? 1 : 3,
            ClassNames = folder.ClassNames,
        };
        if (plan.Width == 0 || plan.Height == 0)
        {
            PictureSource.CheckSizes(folder.Files, sized);
        }

        var source = new PictureSource(input, path, folder.Files, sized);
        return plan is { Divide: 1, Mean: [0], Deviation: [1] }
            ? (source, folder.Labels, folder.ClassNames, sized)
            : (new ScaledSource(source, new() { Divide = plan.Divide, Mean = plan.Mean, Deviation = plan.Deviation }), folder.Labels, folder.ClassNames, sized);
    }

    /// <summary>What was read, in a sentence.</summary>
    internal static string Sentence(PicturePlan plan, DataSource source, IReadOnlyList<string> names) =>
        $"Pictures: {source.Samples} of {plan.Width} × {plan.Height} pixels, {(plan.Channels == 1 ? "grey" : "red, green and blue")}, channels "
            + $"{(plan.ChannelsLast ? "last" : "first")}"
            + $"{(names.Count == 0 ? "" : $"; classes {string.Join(", ", names.Take(10).Select(DataError.Printable))}")}";
}
