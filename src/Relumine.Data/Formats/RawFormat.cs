using System.Globalization;
using Relumine.Data.Errors;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Formats;

/// <summary>Numbers one after another, least significant byte first, without a header: type and shape of a sample are said by the user.</summary>
/// <param name="type">The type of the numbers.</param>
/// <param name="sample">The dimensions of one sample; how many samples there are follows from the length of the file.</param>
public sealed class RawFormat(StoredType type, IReadOnlyList<long> sample) : IDataFormat
{
    /// <inheritdoc/>
    public string Name => "raw numbers";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".bin", ".raw"];

    /// <inheritdoc/>
    public string Signature => "numbers";

    /// <summary>Understands a type and a shape, as <c>uint8:28,28</c>; without a shape a sample is one number.</summary>
    /// <exception cref="RelumineException">It is neither.</exception>
    public static RawFormat Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split(':', 2);
        var type = Enum.GetValues<StoredType>().Cast<StoredType?>().FirstOrDefault(t => t!.Value.Text() == parts[0]);
        var dims = parts.Length == 1 ? []
            : parts[1].Split(',').Select(d => long.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).ToList();
        return type is { } known && dims.TrueForAll(d => d > 0)
            ? new(known, dims)
            : throw DataError.Usage(
                $"'{DataError.Printable(text)}' is no type and shape of a sample. Say for example uint8:28,28 or float32:4; "
                    + $"types are {string.Join(", ", Enum.GetValues<StoredType>().Select(t => t.Text()))}.");
    }

    /// <inheritdoc/>
    public bool Recognizes(DataFile file) => file is { IsFolder: false };

    /// <inheritdoc/>
    public DataContents Open(DataFile file, DataOptions options, DataFormats formats)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(options);
        var size = Extent.Elements([.. sample], file.Path) * type.Size();
        var length = file.Bytes.Length ?? throw DataError.Broken(file.Path, "raw numbers are read from files that are not compressed. Unpack it.");
        return size > 0 && length % size == 0
            ? new([new StoredSource(options.Name, type, [length / size, .. sample], file.Bytes, 0, bigEndian: false)])
            : throw DataError.Broken(
                file.Path, $"{length} bytes are no whole number of samples of {type.Text()} {DataError.Dims(sample)}, {size} bytes each. "
                    + "Check type and shape.");
    }
}
