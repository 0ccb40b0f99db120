using System.Numerics;

namespace Relucent.Operators;

/// <summary>A function of two numbers of one type; truth values come as bytes 0 and 1.</summary>
/// <typeparam name="K">The implementing struct itself.</typeparam>
internal interface IBinary<K> where K : struct, IBinary<K>
{
    static abstract T Of<T>(T a, T b) where T : unmanaged, INumber<T>;

    static virtual void Of<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) where T : unmanaged, INumber<T>
    {
        a = a[..y.Length];
        b = b[..y.Length];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = K.Of(a[i], b[i]);
        }
    }

    static virtual void Of<T>(ReadOnlySpan<T> a, T b, Span<T> y) where T : unmanaged, INumber<T>
    {
        a = a[..y.Length];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = K.Of(a[i], b);
        }
    }

    static virtual void Of<T>(T a, ReadOnlySpan<T> b, Span<T> y) where T : unmanaged, INumber<T>
    {
        b = b[..y.Length];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = K.Of(a, b[i]);
        }
    }
}
