using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Relumine.Data.Errors;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Csv;

/// <summary>Finds out in which encoding a text file is: UTF-8; UTF-16 if it begins with a byte order mark; Windows-1252, of which Latin-1 is a part, if nothing
/// else fits.</summary>
internal static class CsvEncoding
{
    private const int Piece = 1 << 16;
    private const int LongestCharacter = 4;

    private static readonly SearchValues<byte> s_controls = SearchValues.Create([.. Enumerable.Range(0, 32).Select(b => (byte)b).Where(IsControl)]);

    // Bytes that stand for no character in Windows-1252.
    private static ReadOnlySpan<byte> Undefined1252 => [0x81, 0x8D, 0x8F, 0x90, 0x9D];

    /// <summary>The text in UTF-8, and the name of its encoding if it is another.</summary>
    /// <exception cref="RelumineException">The bytes are no text: the message names the first that is none, and its line.</exception>
    public static (ByteOrigin Bytes, string? Name) Find(ByteOrigin bytes)
    {
        Span<byte> head = stackalloc byte[ForeignFile.Head];
        using (var stream = bytes.OpenAt(0))
        {
            head = head[..bytes.Read(stream, head)];
        }

        if (ForeignFile.About(head) is { } foreign)
        {
            throw DataError.Broken(bytes.Name, foreign);
        }

        if (IsUtf16(head))
        {
            var isBigEndian = head[0] == 0xFE;
            var text = bytes.FromEncoding(new UnicodeEncoding(isBigEndian, byteOrderMark: false, throwOnInvalidBytes: true));
            Check(text, isDecoded: true);
            return (text, $"UTF-16 ({(isBigEndian ? "big" : "little")} endian)");
        }

        return Check(bytes, isDecoded: false)
            ? (bytes, null)
            : (bytes.FromEncoding(CodePagesEncodingProvider.Instance.GetEncoding(1252)!), "Windows-1252 (Latin-1)");
    }

    /// <summary>Whether the first bytes of a file may be text.</summary>
    /// <param name="head">The bytes.</param>
    /// <param name="saysText">Whether the file's name says that it is text: then it need not be UTF-8.</param>
    public static bool IsTextSoFar(ReadOnlySpan<byte> head, bool saysText)
    {
        if (IsUtf16(head))
        {
            return saysText;
        }

        if (head.ContainsAny(s_controls))
        {
            return false;
        }

        // The head may end within a character; what is wrong before its last three bytes is no UTF-8.
        return saysText || (Encoding.UTF8.GetString(head) is var text && text.IndexOf('\uFFFD') is var bad && (bad < 0 || bad >= text.Length - 3));
    }

    private static bool IsUtf16(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);

    private static bool IsControl(byte b) => b < 32 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r');

    // False if it is no UTF-8 but may be Windows-1252.
    private static bool Check(ByteOrigin bytes, bool isDecoded)
    {
        var buffer = new byte[Piece];
        using var stream = bytes.OpenAt(0);
        var (line, kept, isUtf8, isAscii) = (1L, 0, true, true);
        while (true)
        {
            int got;
            try
            {
                got = bytes.Read(stream, buffer.AsSpan(kept));
            }
            catch (RelumineException e) when (isDecoded && e.InnerException is DecoderFallbackException)
            {
                throw DataError.Broken(
                    bytes.Name,
                    $"line {line} or one of the next holds bytes that are no UTF-16, though the file begins with its mark. Save the file as UTF-8."
                );
            }

            var piece = buffer.AsSpan(0, kept + got);
            if (piece.Length == 0)
            {
                return isUtf8;
            }

            RefuseControls(bytes.Name, piece[kept..], line);
            var isEnd = piece.Length < buffer.Length;
            var whole = isEnd ? piece.Length : piece.Length - Unfinished(piece);
            if (isUtf8 && !Utf8.IsValid(piece[..whole]))
            {
                isUtf8 = false;
                RefuseMixed(bytes.Name, piece[..whole], line, isAscii);
            }

            isAscii = isAscii && Ascii.IsValid(piece[..whole]);
            var undefined = isUtf8 ? -1 : piece.IndexOfAny(Undefined1252);
            if (undefined >= 0)
            {
                throw DataError.Broken(
                    bytes.Name,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"line {line + piece[..undefined].Count((byte)'\n')} holds the byte {piece[undefined]:X2}, "
                            + $"so the text is neither UTF-8 nor Windows-1252. "
                            + $"Save the file as UTF-8."
                    )
                );
            }

            line += piece[..whole].Count((byte)'\n');
            if (isEnd)
            {
                return isUtf8;
            }

            kept = piece.Length - whole;
            piece[whole..].CopyTo(buffer);
        }
    }

    // Hardly any text of Windows-1252 has pairs of letters that are UTF-8: where both are met, a file was put together from two.
    private static void RefuseMixed(string origin, ReadOnlySpan<byte> piece, long line, bool isAscii)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(piece[at..], out var rune, out var length) == OperationStatus.Done)
        {
            isAscii &= rune.IsAscii;
            at += length;
        }

        if (!isAscii)
        {
            throw DataError.Broken(
                origin,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"line {line + piece[..at].Count((byte)'\n')} holds the byte {piece[at]:X2}, which is no UTF-8, though the text before it is. "
                        + $"Save the whole file as UTF-8."
                )
            );
        }
    }

    private static void RefuseControls(string origin, ReadOnlySpan<byte> piece, long line)
    {
        var at = piece.IndexOfAny(s_controls);
        if (at >= 0)
        {
            throw DataError.Broken(
                origin,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"this is no CSV file: line {line + piece[..at].Count((byte)'\n')} holds the byte {piece[at]:X2}, which no text has. "
                        + $"Save the table as CSV in UTF-8."
                )
            );
        }
    }

    // How many bytes at the end may belong to a character that goes on in the next piece.
    private static int Unfinished(ReadOnlySpan<byte> piece)
    {
        for (var back = 1; back < LongestCharacter && back <= piece.Length; back++)
        {
            if (piece[^back] >= 0xC0)
            {
                return back;
            }

            if (piece[^back] < 0x80)
            {
                return 0;
            }
        }

        return 0;
    }
}
