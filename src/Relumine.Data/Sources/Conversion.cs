using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Relumine.Data.Sources;

/// <summary>Turns stored elements, least significant byte first, into the numbers a model takes.</summary>
internal static class Conversion
{
    /// <summary>Converts to float; what does not fit becomes infinite, which the reader then refuses.</summary>
    public static void ToFloats(StoredType type, ReadOnlySpan<byte> raw, Span<float> destination)
    {
        if (type == StoredType.UInt8)
        {
            Widen(raw, destination);
            return;
        }

        ToReals(type, raw, destination);
    }

    /// <summary>Converts to double.</summary>
    public static void ToDoubles(StoredType type, ReadOnlySpan<byte> raw, Span<double> destination) => ToReals(type, raw, destination);

    /// <summary>Converts to integers.</summary>
    /// <returns>The index of the first number that is not whole or does not fit, or −1.</returns>
    public static int ToIntegers(StoredType type, ReadOnlySpan<byte> raw, Span<long> destination)
    {
        if (type.IsInteger() && type != StoredType.UInt64)
        {
            switch (type)
            {
                case StoredType.Bool: Truth(raw, destination); break;
                case StoredType.Int8: Each<sbyte, long>(raw, destination); break;
                case StoredType.UInt8: Each<byte, long>(raw, destination); break;
                case StoredType.Int16: Each<short, long>(raw, destination); break;
                case StoredType.UInt16: Each<ushort, long>(raw, destination); break;
                case StoredType.Int32: Each<int, long>(raw, destination); break;
                case StoredType.UInt32: Each<uint, long>(raw, destination); break;
                default: Each<long, long>(raw, destination); break;
            }

            return -1;
        }

        return type switch
        {
            StoredType.UInt64 => Exact<ulong>(raw, destination),
            StoredType.Float16 => Exact<Half>(raw, destination),
            StoredType.Float32 => Exact<float>(raw, destination),
            _ => Exact<double>(raw, destination),
        };
    }

    /// <summary>The number at an index, for a message.</summary>
    public static double At(StoredType type, ReadOnlySpan<byte> raw, int index)
    {
        Span<double> one = stackalloc double[1];
        ToReals(type, raw.Slice(index * type.Size(), type.Size()), one);
        return one[0];
    }

    private static void ToReals<T>(StoredType type, ReadOnlySpan<byte> raw, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (type)
        {
            case StoredType.Bool: Truth(raw, destination); break;
            case StoredType.Int8: Each<sbyte, T>(raw, destination); break;
            case StoredType.UInt8: Each<byte, T>(raw, destination); break;
            case StoredType.Int16: Each<short, T>(raw, destination); break;
            case StoredType.UInt16: Each<ushort, T>(raw, destination); break;
            case StoredType.Int32: Each<int, T>(raw, destination); break;
            case StoredType.UInt32: Each<uint, T>(raw, destination); break;
            case StoredType.Int64: Each<long, T>(raw, destination); break;
            case StoredType.UInt64: Each<ulong, T>(raw, destination); break;
            case StoredType.Float16: Each<Half, T>(raw, destination); break;
            case StoredType.Float32: Each<float, T>(raw, destination); break;
            default: Each<double, T>(raw, destination); break;
        }
    }

    private static void Each<TStored, T>(ReadOnlySpan<byte> raw, Span<T> destination)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, INumberBase<T>
    {
        var stored = MemoryMarshal.Cast<byte, TStored>(raw)[..destination.Length];
        for (var i = 0; i < stored.Length; i++)
        {
            destination[i] = T.CreateTruncating(stored[i]);
        }
    }

    private static void Truth<T>(ReadOnlySpan<byte> raw, Span<T> destination)
        where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = raw[i] == 0 ? T.Zero : T.One;
        }
    }

    private static int Exact<TStored>(ReadOnlySpan<byte> raw, Span<long> destination)
        where TStored : unmanaged, INumber<TStored>
    {
        // Both bounds are powers of two, so they are exact in every type; an infinite or NaN fails the comparison.
        var (low, high) = (double.CreateSaturating(long.MinValue), -(double)long.MinValue);
        var stored = MemoryMarshal.Cast<byte, TStored>(raw)[..destination.Length];
        for (var i = 0; i < stored.Length; i++)
        {
            var value = double.CreateTruncating(stored[i]);
            if (!(TStored.IsInteger(stored[i]) && value >= low && value < high))
            {
                return i;
            }

            destination[i] = long.CreateTruncating(stored[i]);
        }

        return -1;
    }

    // Compiled at full speed from the first call: a command is over before the run-time would notice that this is hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ReadOnlySpan<byte> bytes, Span<float> destination)
    {
        var width = Vector512<byte>.Count;
        var i = 0;
        for (; i <= bytes.Length - width; i += width)
        {
            var (low, high) = Vector512.Widen(Vector512.Create(bytes.Slice(i, width)));
            var (a, b) = Vector512.Widen(low);
            var (c, d) = Vector512.Widen(high);
            var to = destination.Slice(i, width);
            Vector512.ConvertToSingle(a.AsInt32()).CopyTo(to);
            Vector512.ConvertToSingle(b.AsInt32()).CopyTo(to[16..]);
            Vector512.ConvertToSingle(c.AsInt32()).CopyTo(to[32..]);
            Vector512.ConvertToSingle(d.AsInt32()).CopyTo(to[48..]);
        }

        for (; i < bytes.Length; i++)
        {
            destination[i] = bytes[i];
        }
    }
}
