using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests;

/// <summary>A folder for the files of one test, and makers of valid and invalid ones.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("relumine-data-");

    public static DataFormats Formats { get; } = new();

    public string Folder => _folder.FullName;

    public string File(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public string File(string name, string content) => File(name, Encoding.UTF8.GetBytes(content));

    public DataContents Open(string name, ReadOnlySpan<byte> content, DataOptions? options = null) => Formats.Open(File(name, content), options);

    public DataContents Open(string name, string content, DataOptions? options = null) => Formats.Open(File(name, content), options);

    public DataContents OpenLabels(string name, string content, DataOptions? options = null) => Formats.OpenLabels(File(name, content), options);

    /// <summary>The error that opening a file and reading all of it gives.</summary>
    public RelumineException Refused(string name, ReadOnlySpan<byte> content, DataOptions? options = null)
    {
        var path = File(name, content);
        return Should.Throw<RelumineException>(() => ReadAll(path, options));
    }

    public RelumineException Refused(string name, string content, DataOptions? options = null) =>
        Refused(name, Encoding.UTF8.GetBytes(content), options);

    /// <summary>Everything a file holds, as doubles, sample by sample.</summary>
    public static double[] ReadAll(string path, DataOptions? options = null)
    {
        using var set = Formats.Open(path, options);
        List<double> all = [];
        foreach (var source in set.Inputs.Append(set.Labels).OfType<DataSource>())
        {
            var block = new double[source.SampleSize];
            while (source.Read(block.AsSpan()) > 0)
            {
                all.AddRange(block);
            }
        }

        return [.. all];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    public static byte[] Npy(string descr, string shape, ReadOnlySpan<byte> elements, string fortran = "False", byte version = 1)
    {
        var text = Encoding.ASCII.GetBytes($"{{'descr': {descr}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        byte[] length = version == 1 ? [(byte)text.Length, (byte)(text.Length >> 8)] : [(byte)text.Length, (byte)(text.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. elements];
    }

    public static byte[] NpyFloats(string shape, params float[] values)
    {
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return Npy("'<f4'", shape, bytes);
    }

    public static byte[] Idx(byte type, uint[] dims, ReadOnlySpan<byte> elements)
    {
        List<byte> bytes = [0, 0, type, (byte)dims.Length];
        foreach (var d in dims)
        {
            bytes.AddRange([(byte)(d >> 24), (byte)(d >> 16), (byte)(d >> 8), (byte)d]);
        }

        return [.. bytes, .. elements];
    }

    public static byte[] Gzip(ReadOnlySpan<byte> content, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries) => Zip(CompressionLevel.Optimal, entries);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }
}
