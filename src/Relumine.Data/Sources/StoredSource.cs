using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Relumine.Data.Errors;

namespace Relumine.Data.Sources;

/// <summary>Elements of one type, one after another in bytes: what NumPy, IDX and tensors in memory have in common.</summary>
internal sealed class StoredSource : DataSource
{
    // A multiple of every element's size.
    private const int BufferBytes = 1 << 16;

    private readonly ByteOrigin _bytes;
    private readonly long _start;
    private readonly bool _bigEndian;
    private readonly int _size;
    private readonly long _elements;
    private byte[] _buffer = [];
    private Stream? _stream;
    private long _left;
    private int _at;
    private int _filled;

    public StoredSource(string name, StoredType type, ReadOnlySpan<long> dims, ByteOrigin bytes, long start, bool bigEndian)
        : base(name, type, dims, bytes.Name)
    {
        (_bytes, _start, _bigEndian, _size) = (bytes, start, bigEndian && type.Size() > 1, type.Size());
        _left = _elements = Samples * SampleSize;
    }

    /// <summary>Whether other arrays may stand behind it in the file.</summary>
    public bool IsPart { get; init; }

    protected override void Fill(Span<float> destination)
    {
        if (Type == StoredType.Float32 && !_bigEndian && _at == _filled)
        {
            ReadExactly(MemoryMarshal.AsBytes(destination));
            return;
        }

        for (var rest = destination; rest.Length > 0;)
        {
            var raw = Next(rest.Length);
            Conversion.ToFloats(Type, raw, rest[..(raw.Length / _size)]);
            rest = rest[(raw.Length / _size)..];
        }
    }

    protected override void Fill(Span<double> destination)
    {
        if (Type == StoredType.Float64 && !_bigEndian && _at == _filled)
        {
            ReadExactly(MemoryMarshal.AsBytes(destination));
            return;
        }

        for (var rest = destination; rest.Length > 0;)
        {
            var raw = Next(rest.Length);
            Conversion.ToDoubles(Type, raw, rest[..(raw.Length / _size)]);
            rest = rest[(raw.Length / _size)..];
        }
    }

    protected override void Fill(Span<long> destination)
    {
        for (var done = 0; done < destination.Length;)
        {
            var raw = Next(destination.Length - done);
            var bad = Conversion.ToIntegers(Type, raw, destination.Slice(done, raw.Length / _size));
            if (bad >= 0)
            {
                throw NotAnInteger(done + bad, Conversion.At(Type, raw, bad));
            }

            done += raw.Length / _size;
        }
    }

    protected override void Rewind()
    {
        _stream?.Dispose();
        _stream = null;
        _left = _elements;
        _at = _filled = 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Rewind();
        }

        base.Dispose(disposing);
    }

    // The next elements, at most as many as asked for; the span is good until the next call.
    private ReadOnlySpan<byte> Next(int elements)
    {
        if (_at == _filled)
        {
            if (_buffer.Length == 0)
            {
                _buffer = new byte[BufferBytes];
            }

            (_at, _filled) = (0, (int)Math.Min(_left * _size, BufferBytes));
            var fresh = _buffer.AsSpan(0, _filled);
            ReadExactly(fresh);
            if (_bigEndian)
            {
                Reverse(fresh);
            }
        }

        var raw = _buffer.AsSpan(_at, (int)Math.Min((long)elements * _size, _filled - _at));
        _at += raw.Length;
        return raw;
    }

    private void ReadExactly(Span<byte> destination)
    {
        _stream ??= _bytes.OpenAt(_start);
        var got = _bytes.Read(_stream, destination);
        if (got < destination.Length)
        {
            throw DataError.Broken(
                Origin,
                $"the data end at element {_elements - _left + (got / _size)} of the {_elements} that its header declares. The file is cut short."
            );
        }

        _left -= destination.Length / _size;
        if (_left == 0)
        {
            ExpectEnd();
        }
    }

    // Reading past the last element also makes a decompressor compare its checksum.
    private void ExpectEnd()
    {
        Span<byte> more = stackalloc byte[1];
        if (!IsPart && _bytes.Read(_stream!, more) > 0)
        {
            throw DataError.Broken(Origin, $"there are more bytes than the {_elements} elements that its header declares. The header is damaged.");
        }
    }

    private void Reverse(Span<byte> raw)
    {
        switch (_size)
        {
            case 2:
                var two = MemoryMarshal.Cast<byte, ushort>(raw);
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case 4:
                var four = MemoryMarshal.Cast<byte, uint>(raw);
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            default:
                var eight = MemoryMarshal.Cast<byte, ulong>(raw);
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
        }
    }
}
