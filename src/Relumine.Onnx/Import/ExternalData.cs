using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>Weights that lie in files of their own, which must be inside the model's folder.</summary>
internal sealed class ExternalData
{
    /// <summary>How often the bytes of one file may be used: weights that are stored once and named twice exist, but a small file must not fill the
    /// memory.</summary>
    private const int MaxUse = 2;

    private readonly string _folder;
    private readonly Dictionary<string, (long Length, long Used)> _files = new(StringComparer.Ordinal);

    /// <summary>Allows the files below a folder.</summary>
    public ExternalData(string folder) => _folder = folder;

    /// <summary>Reads the bytes of a tensor.</summary>
    /// <exception cref="GraphException">The file is outside the folder or missing, or does not hold what the tensor needs.</exception>
    public byte[] Read(TensorProto proto, string what, long bytes)
    {
        var location =
            Entry(proto, "location") ?? throw new GraphException($"{what} is external data without a location. The file is damaged; export it again.");
        var path = Inside(location, what);
        var offset = Number(proto, "offset", what) ?? 0;
        var length = Number(proto, "length", what) ?? bytes;
        if (length != bytes)
        {
            throw new GraphException(
                $"{what} takes {bytes} bytes, but its external data in '{location}' declare {length}. The file is damaged; export it again."
            );
        }

        if (!_files.TryGetValue(path, out var file))
        {
            var info = new FileInfo(path);
            file = info.Exists
                ? (info.Length, 0)
                : throw new GraphException($"{what} is in the file '{location}', which does not exist in {_folder}. Copy it beside the model.");
        }

        if (offset > file.Length - bytes)
        {
            throw new GraphException(
                $"{what} is at bytes {offset} to {offset + (decimal)bytes} of '{location}', which has {file.Length}. "
                    + $"Copy the file completely, or export the model again."
            );
        }

        if (file.Used + bytes > MaxUse * file.Length)
        {
            throw new GraphException(
                $"{what}: the weights in '{location}' overlap so much that they take more than {MaxUse} times its {file.Length} bytes. The file is damaged; "
                    + $"export it again."
            );
        }

        _files[path] = (file.Length, file.Used + bytes);
        return ReadBytes(path, location, what, offset, bytes);
    }

    private static byte[] ReadBytes(string path, string location, string what, long offset, long bytes)
    {
        if (bytes > Array.MaxLength)
        {
            throw new UnsupportedException($"{what} takes {bytes} bytes; one tensor can have at most {Array.MaxLength}. Split it into several.");
        }

        try
        {
            var buffer = GC.AllocateUninitializedArray<byte>((int)bytes);
            using var handle = File.OpenHandle(path);
            for (var done = 0; done < buffer.Length;)
            {
                var read = RandomAccess.Read(handle, buffer.AsSpan(done), offset + done);
                done += read > 0 ? read : throw new EndOfStreamException("it ended early");
            }

            return buffer;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GraphException($"{what}: the file '{location}' cannot be read: {e.Message.TrimEnd('.')}. Check its permissions.", e);
        }
    }

    /// <summary>The full path of a location, which must be a relative path that stays inside the folder, symbolic links followed.</summary>
    private string Inside(string location, string what)
    {
        var steps = location.Split('/', '\\');
        if (
            location.Length == 0
            || location.Contains('\0', StringComparison.Ordinal)
            || Path.IsPathRooted(location)
            || steps[0].Length == 0
            || steps[0].EndsWith(':')
            || steps.Contains("..")
        )
        {
            throw new GraphException(
                $"{what} is in the file '{location.Replace("\0", "\\0", StringComparison.Ordinal)}'; "
                    + $"a file of weights must be named relative to the model's folder and lie inside it. Copy it there and correct the name."
            );
        }

        var path = Path.GetFullPath(Path.Combine(_folder, Path.Combine(steps)));
        try
        {
            var root = RealPath.Of(_folder);
            var real = RealPath.Of(path);
            return real.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal)
                ? real
                : throw new GraphException($"{what} is in the file '{location}', a symbolic link to {real}, outside the model's folder. Copy the file there.");
        }
        catch (IOException e)
        {
            throw new GraphException($"{what}: the file '{location}' cannot be found: {e.Message.TrimEnd('.')}. Copy it beside the model.", e);
        }
    }

    private static string? Entry(TensorProto proto, string key) => proto.ExternalData.LastOrDefault(e => e.Key == key)?.Value;

    private static long? Number(TensorProto proto, string key, string what) =>
        Entry(proto, key) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new GraphException($"{what} has the external data {key} '{text}'; expected a number of bytes. The file is damaged; export it again.");
}
