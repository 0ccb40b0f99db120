using System.Buffers.Binary;
using System.Text.Json;
using Relumine.Data.Errors;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Formats;

/// <summary>
/// Arrays in a safetensors file: eight bytes with the length of a JSON header, which says type, shape and place of each; their names are
/// the names of model inputs.
/// </summary>
internal sealed class SafetensorsFormat : IDataFormat
{
    private const int LongestHeader = 1 << 24;
    private const int MostArrays = 4096;

    public string Name => "safetensors";

    public IReadOnlyList<string> Extensions { get; } = [".safetensors"];

    public string Signature => "the length of its header and a brace";

    public bool Recognizes(DataFile file) => file.Head.Span is [_, _, _, _, 0, 0, 0, 0, (byte)'{', ..];

    public DataContents Open(DataFile file, DataOptions options, DataFormats formats)
    {
        var length = BinaryPrimitives.ReadInt64LittleEndian(file.Head.Span);
        if (length > LongestHeader || length > file.Bytes.Limit - 8)
        {
            throw DataError.Broken(file.Path, $"its header would have {length} bytes; the file is damaged, or at most {LongestHeader} are accepted.");
        }

        var header = new byte[length];
        using (var stream = file.Bytes.OpenAt(8))
        {
            if (file.Bytes.Read(stream, header) < length)
            {
                throw DataError.Broken(file.Path, "the file ends within its header. It is cut short.");
            }
        }

        try
        {
            using var json = JsonDocument.Parse(header);
            List<JsonProperty> arrays = [.. json.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__").Take(MostArrays + 1)];
            return arrays.Count is > 0 and <= MostArrays
                ? new([.. arrays.OrderBy(Begin).Select(a => Array(file, a, 8 + length, arrays.Count == 1 && options.Name.Length > 0 ? options.Name : null))])
                : throw DataError.Broken(file.Path, $"the file holds {(arrays.Count == 0 ? "no array" : $"more than {MostArrays} arrays")}.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw DataError.Broken(file.Path, "its header is no description of arrays. The file is damaged.", e);
        }
    }

    private static long Begin(JsonProperty array) => array.Value.GetProperty("data_offsets")[0].GetInt64();

    private static StoredSource Array(DataFile file, JsonProperty array, long start, string? name)
    {
        var shown = DataError.Printable(array.Name);
        var type = TypeOf(array.Value.GetProperty("dtype").GetString())
            ?? throw DataError.Broken(file.Path, $"the array '{shown}' is of a type that is not read. Save it as F32.");
        long[] dims = [.. array.Value.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        var (begin, end) = (Begin(array), array.Value.GetProperty("data_offsets")[1].GetInt64());
        var needed = Extent.Elements(dims, file.Path) * type.Size();
        return begin >= 0 && end - begin == needed && end <= file.Bytes.Limit - start && end <= (file.Bytes.Length ?? long.MaxValue) - start
            ? new StoredSource(name ?? shown, type, dims, file.Bytes, start + begin, bigEndian: false) { IsPart = true }
            : throw DataError.Broken(
                file.Path, $"the array '{shown}' of shape {DataError.Dims(dims)} does not lie where the header says. The file is cut short or damaged.");
    }

    private static StoredType? TypeOf(string? name) => name switch
    {
        "F64" => StoredType.Float64,
        "F32" => StoredType.Float32,
        "F16" => StoredType.Float16,
        "I64" => StoredType.Int64,
        "I32" => StoredType.Int32,
        "I16" => StoredType.Int16,
        "I8" => StoredType.Int8,
        "U64" => StoredType.UInt64,
        "U32" => StoredType.UInt32,
        "U16" => StoredType.UInt16,
        "U8" => StoredType.UInt8,
        "BOOL" => StoredType.Bool,
        _ => null,
    };
}
