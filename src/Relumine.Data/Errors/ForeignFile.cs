using System.Text;

namespace Relumine.Data.Errors;

/// <summary>Files in which people have tables and arrays and which are not read here: what they are, by their first bytes, and what to do instead.</summary>
internal static class ForeignFile
{
    /// <summary>As many first bytes as <see cref="About"/> looks at.</summary>
    public const int Head = 16;

    private const string Table = "Save the table as CSV in UTF-8.";
    private const string Array = "Save arrays as .npy, tables as CSV in UTF-8.";

    private static readonly (byte[] Start, string What)[] s_known =
    [
        ([(byte)'P', (byte)'K', 3, 4], "this is a zip archive, as workbooks (.xlsx, .ods) are. Unpack it, or save the table as CSV in UTF-8."),
        ([0xD0, 0xCF, 0x11, 0xE0], $"this is a workbook (.xls) or another document of Office. {Table}"),
        ("PAR1"u8.ToArray(), $"this is a Parquet file. {Table}"),
        ("ARROW1"u8.ToArray(), $"this is an Arrow file. {Table}"),
        ("FEA1"u8.ToArray(), $"this is a Feather file. {Table}"),
        ("SQLite format"u8.ToArray(), $"this is an SQLite database. {Table}"),
        ("%PDF"u8.ToArray(), $"this is a PDF. {Table}"),
        ([0x89, (byte)'H', (byte)'D', (byte)'F'], $"this is an HDF5 file. {Array}"),
        .. Enumerable.Range(2, 4).Select(version => (new byte[] { 0x80, (byte)version }, $"this is a pickle of Python. {Array}")),
    ];

    private static readonly string[] s_markup = ["<!doctype", "<html", "<?xml", "<table"];

    /// <summary>What is wrong with a file that begins with these bytes; null if they are not known.</summary>
    public static string? About(ReadOnlySpan<byte> head)
    {
        foreach (var (start, what) in s_known)
        {
            if (head.StartsWith(start))
            {
                return what;
            }
        }

        var text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, Head)]);
        var isMarkup = s_markup.Any(m => text.StartsWith(m, StringComparison.OrdinalIgnoreCase));
        return isMarkup ? $"this is a page of HTML or XML, and no table of fields. {Table}" : null;
    }
}
