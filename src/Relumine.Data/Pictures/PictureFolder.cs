using Relumine.Data.Csv;
using Relumine.Data.Errors;
using Relumine.Data.Formats;
using Relumine.Graph.Errors;

namespace Relumine.Data.Pictures;

/// <summary>The pictures of a folder: a subfolder for each class, or a table of file names and classes, or no classes at all.</summary>
/// <param name="Files">The pictures, in order of their names.</param>
/// <param name="Labels">The class of each; null where none is known.</param>
/// <param name="ClassNames">The names of the classes.</param>
internal sealed record PictureFolder(IReadOnlyList<string> Files, int[]? Labels, IReadOnlyList<string> ClassNames)
{
    /// <summary>The table that is looked for in a folder without subfolders.</summary>
    private const string TableName = "labels.csv";

    private static readonly string[] s_extensions = [".png", ".jpg", ".jpeg"];

    /// <summary>Whether a folder holds pictures, or folders of them.</summary>
    public static bool Is(string path) => Pictures(path).Any() || Directory.EnumerateDirectories(path).Any(d => Pictures(d).Any());

    /// <summary>Looks at a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="table">A table with a file name in the first column and a class in the last; null to look for one.</param>
    /// <param name="known">The classes that are known already; empty to find them.</param>
    /// <exception cref="RelumineException">There is no picture, or a class or file is not there.</exception>
    public static PictureFolder Open(string path, string? table, IReadOnlyList<string> known)
    {
        try
        {
            List<(string File, string? Class)> found = table is not null ? OfTable(path, table) : Found(path);
            if (found.Count == 0)
            {
                throw DataError.Broken(path, "the folder holds no PNG or JPEG picture, and no folder of them.");
            }

            if (found[0].Class is null)
            {
                return new([.. found.Select(f => f.File)], null, known);
            }

            List<string> names = known.Count > 0 ? [.. known] : [.. found.Select(f => f.Class!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            var labels = found.Select(f => names.IndexOf(f.Class!)).ToArray();
            return Array.IndexOf(labels, -1) is >= 0 and var stranger
                ? throw DataError.Broken(
                    found[stranger].File,
                    $"its class '{DataError.Printable(found[stranger].Class!)}' is none of those that the model knows: {string.Join(", ", names.Take(10))}.")
                : new([.. found.Select(f => f.File)], labels, names);
        }
        catch (Exception e) when (DataError.IsAboutBytes(e))
        {
            throw DataError.Of(path, e);
        }
    }

    private static List<(string, string?)> Found(string path)
    {
        string[] classes = [.. Directory.EnumerateDirectories(path).Where(d => Pictures(d).Any()).Order(StringComparer.Ordinal)];
        return classes.Length > 0
            ? [.. classes.SelectMany(c => Pictures(c).Order(StringComparer.Ordinal).Select(f => (f, (string?)Path.GetFileName(c))))]
            : File.Exists(Path.Combine(path, TableName)) ? OfTable(path, Path.Combine(path, TableName))
            : [.. Pictures(path).Order(StringComparer.Ordinal).Select(f => (f, (string?)null))];
    }

    private static List<(string, string?)> OfTable(string path, string table)
    {
        var (bytes, _) = CsvEncoding.Find(DataFile.Look(table).Bytes);
        var dialect = CsvDialect.Find(bytes, new DataOptions { CsvHeader = null });
        var found = new List<(string, string?)>();
        using var records = new CsvRecords(bytes, 0, dialect.Delimiter);
        while (records.MoveNext())
        {
            var fields = CsvFields.Texts(records.Current, dialect.Delimiter);
            if (fields.Length < 2)
            {
                throw DataError.Broken(table, $"line {records.Line} has one field; a file name and a class are expected.");
            }

            var (name, file) = (fields[0].Trim(), Path.Combine(path, fields[0].Trim()));
            if (found.Count == 0 && records.Line == 1 && !s_extensions.Contains(Path.GetExtension(name).ToLowerInvariant()))
            {
                // The names of the columns.
                continue;
            }

            if (Path.IsPathRooted(name) || name.Split('/', '\\').Contains(".."))
            {
                throw DataError.Broken(table, $"line {records.Line}: '{DataError.Printable(name)}' leads out of the folder of pictures.");
            }

            found.Add(
                File.Exists(file) ? (file, fields[^1].Trim())
                : throw DataError.Broken(table, $"line {records.Line}: there is no picture '{DataError.Printable(name)}' in {path}."));
        }

        return found;
    }

    private static IEnumerable<string> Pictures(string folder) =>
        Directory.EnumerateFiles(folder).Where(f => s_extensions.Contains(Path.GetExtension(f).ToLowerInvariant()) && Path.GetFileName(f)[0] != '.');
}
