using System.Buffers.Binary;
using System.IO.Compression;

namespace Relumine.Data.Sources;

/// <summary>What a gzip file unpacks to. A file that is cut short is an error, where .NET's own stream ends as if it were complete.</summary>
/// <remarks>
/// A gzip file may consist of several members, so its last eight bytes do not tell the length of the whole. Instead a member
/// that holds a mark is put behind the file: it unpacks to the mark exactly if every member before it was complete.
/// </remarks>
internal sealed class GzipFileStream : ForwardStream
{
    private const int BufferBytes = 1 << 16;
    private static readonly byte[] Mark = "\u0001RELUC\u0002\u0003"u8.ToArray();

    private readonly GZipStream _unpacked;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _at;
    private int _filled;
    private bool _ended;

    /// <summary>Takes over a stream of packed bytes.</summary>
    public GzipFileStream(Stream packed) => _unpacked = new GZipStream(new Followed(packed, Member(Mark)), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        // As many bytes as the mark has are held back, because they may be the mark.
        while (!_ended && _filled - _at <= Mark.Length)
        {
            _buffer.AsSpan(_at, _filled - _at).CopyTo(_buffer);
            (_at, _filled) = (0, _filled - _at);
            var got = _unpacked.Read(_buffer.AsSpan(_filled));
            _filled += got;
            _ended = got == 0;
            if (_ended && !_buffer.AsSpan(0, _filled).SequenceEqual(Mark))
            {
                throw new InvalidDataException("The gzip file is cut short, or something stands behind it.");
            }
        }

        var count = _ended ? 0 : Math.Min(buffer.Length, _filled - _at - Mark.Length);
        _buffer.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    // RFC 1952, around one stored block of RFC 1951.
    private static byte[] Member(ReadOnlySpan<byte> content)
    {
        var trailer = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.Start.With(content).Value);
        BinaryPrimitives.WriteInt32LittleEndian(trailer.AsSpan(4), content.Length);
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 1, (byte)content.Length, 0, (byte)~content.Length, 0xFF, .. content, .. trailer];
    }

    private sealed class Followed(Stream first, byte[] then) : ForwardStream
    {
        private int _given;

        public override int Read(Span<byte> buffer)
        {
            var got = first.Read(buffer);
            if (got > 0 || buffer.Length == 0)
            {
                return got;
            }

            var count = Math.Min(buffer.Length, then.Length - _given);
            then.AsSpan(_given, count).CopyTo(buffer);
            _given += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                first.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
