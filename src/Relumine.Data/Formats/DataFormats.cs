using Relumine.Data.Errors;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Formats;

/// <summary>Every format that data may come in, and the way to open a file of any of them.</summary>
public sealed class DataFormats
{
    private readonly IReadOnlyList<IDataFormat> _formats;

    /// <summary>The formats of this library, and before them <paramref name="more"/>: what the program registers, such as ONNX tensors.</summary>
    public DataFormats(params IEnumerable<IDataFormat> more) => _formats = [.. more, .. BuiltInFormats.All];

    /// <summary>Opens data for inputs of a model. Content decides the format, then the extension.</summary>
    /// <param name="path">A file, or a folder <c>test_data_set_N</c>.</param>
    /// <param name="options">What the user says about it.</param>
    /// <exception cref="RelumineException">The file is missing, broken, empty or of no known format, or an option does not fit it.</exception>
    public DataContents Open(string path, DataOptions? options = null)
    {
        options ??= DataOptions.Default;
        var set = OpenUnscaled(path, options);
        if (options.Scaling is not { } scaling)
        {
            return set;
        }

        try
        {
            return new DataContents([.. set.Inputs.Select(i => new ScaledSource(i, scaling))], set.Labels, set.ClassNames, set.Notes);
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <summary>Opens labels: one number per sample, or one class name in a CSV file.</summary>
    /// <param name="path">A file of any format with one column, or a CSV file with <see cref="DataOptions.LabelColumn"/>.</param>
    /// <param name="options">What the user says about it; scaling is not applied.</param>
    /// <exception cref="RelumineException">As <see cref="Open"/>; or there is more than one column or array.</exception>
    public DataContents OpenLabels(string path, DataOptions? options = null)
    {
        var set = OpenUnscaled(path, (options ?? DataOptions.Default) with { ForLabels = true });
        if (set.Labels is not null)
        {
            return set;
        }

        if (set.Inputs is [{ SampleSize: 1 } only])
        {
            return new DataContents([], only, set.ClassNames, set.Notes);
        }

        var given = string.Join(", ", set.Inputs.Select(i => $"{i.Name} {DataError.Dims(i.Dims)}".TrimStart()));
        set.Dispose();
        throw DataError.Broken(
            path,
            $"labels are one number per sample, but the file holds {given}. In a CSV file choose one with {new Setting(nameof(DataOptions.LabelColumn))}."
        );
    }

    private DataContents OpenUnscaled(string path, DataOptions options)
    {
        var file = DataFile.Look(path);
        var format = Find(file) ?? throw Unknown(file);
        try
        {
            return format.Open(file, options, this);
        }
        catch (Exception e) when (DataError.IsAboutBytes(e))
        {
            throw DataError.Of(path, e);
        }
    }

    private IDataFormat? Find(DataFile file)
    {
        bool IsNamed(IDataFormat format) => format.Extensions.Contains(file.Extension);
        return _formats.FirstOrDefault(f => !f.IsGuess && f.Recognizes(file))
            ?? _formats.FirstOrDefault(f => f.IsGuess && (IsNamed(f) || !_formats.Any(IsNamed)) && f.Recognizes(file));
    }

    private RelumineException Unknown(DataFile file)
    {
        if (file.IsFolder)
        {
            return DataError.Broken(file.Path, "the folder holds no input_0.pb. A folder test_data_set_N of an ONNX model, or a file, is expected.");
        }

        var start = Convert.ToHexString(file.Head.Span[..Math.Min(6, file.Head.Length)]);
        var named = _formats.FirstOrDefault(f => f.Extensions.Contains(file.Extension));
        return DataError.Broken(file.Path, named is not null
            ? $"this is no {named.Name} file: it begins with the bytes {start}, where {named.Signature} is expected. Check how it was made."
            : ForeignFile.About(file.Head.Span)
                ?? $"the format is not known: the file begins with the bytes {start}. Known are {string.Join(", ", _formats.Select(f => f.Name).Distinct())}.");
    }
}
