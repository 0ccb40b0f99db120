using System.Globalization;
using System.Text;
using Relumine.Graph.Errors;

namespace Relumine.Data.Errors;

/// <summary>Makes the errors of reading and writing data, so that all of them name the file first.</summary>
internal static class DataError
{
    /// <summary>A file that is broken, missing, or holds what it must not.</summary>
    public static RelumineException Broken(string origin, string message, Exception? inner = null) =>
        new(ErrorKind.BrokenFile, $"{origin}: {message}", inner);

    /// <summary>A file that is broken, missing, or holds what it must not; the text may name settings.</summary>
    public static RelumineException Broken(string origin, ErrorText text) => new(ErrorKind.BrokenFile, $"{origin}: {text}");

    /// <summary>A request that cannot be followed.</summary>
    public static RelumineException Usage(string message) => new(ErrorKind.InvalidRequest, message);

    /// <summary>A request that cannot be followed; the text may name settings.</summary>
    public static RelumineException Usage(ErrorText text) => new(ErrorKind.InvalidRequest, text);

    /// <summary>Whether an exception means that the bytes, and not the program, are wrong.</summary>
    public static bool IsAboutBytes(Exception e) =>
        e is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException or OverflowException or System.Security.SecurityException;

    /// <summary>The error for an exception that the system or a decompressor threw.</summary>
    public static RelumineException Of(string origin, Exception e) => Broken(origin, e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file. Check the path.",
        UnauthorizedAccessException => "it may not be read. Check its permissions.",
        InvalidDataException => "the compressed data are damaged or cut short. Copy or compress the file again.",
        EndOfStreamException => "the file ends too early. Copy it again.",
        _ => e.Message,
    }, e);

    /// <summary>A number for a message, the same everywhere.</summary>
    public static string Number(double value) => value.ToString("G9", CultureInfo.InvariantCulture);

    /// <summary>Dimensions as text, for example <c>[10000, 28, 28]</c>.</summary>
    public static string Dims(IEnumerable<long> dims) =>
        "[" + string.Join(", ", dims.Select(d => d.ToString(CultureInfo.InvariantCulture))) + "]";

    /// <summary>A name from a hostile file as text that is safe to print: without control characters.</summary>
    public static string Printable(string name) =>
        name.Any(char.IsControl) ? string.Concat(name.Select(c => char.IsControl(c) ? '?' : c)) : name;

    /// <summary>Bytes of a hostile file as text that is safe to print: short, and without control characters.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        const int most = 40;
        var text = Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, most)]);
        var safe = new StringBuilder("'");
        foreach (var c in text)
        {
            safe.Append(char.IsControl(c) || c == '\uFFFD' ? '?' : c);
        }

        return safe.Append(bytes.Length > most ? "…'" : "'").ToString();
    }
}
