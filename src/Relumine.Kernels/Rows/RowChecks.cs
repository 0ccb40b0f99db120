using System.Runtime.CompilerServices;

namespace Relumine.Kernels.Rows;

/// <summary>Checks spans that hold rows of units.</summary>
internal static class RowChecks
{
    /// <summary>How many rows of <paramref name="width"/> there are in <paramref name="length"/> elements.</summary>
    public static int Count(int length, int width, [CallerArgumentExpression(nameof(length))] string name = "")
    {
        if (width <= 0 ? length != 0 || width < 0 : length % width != 0)
        {
            throw new ArgumentException($"{name} is {length}, which is not a whole number of rows of {width} elements.", nameof(length));
        }

        return width == 0 ? 0 : length / width;
    }

    /// <summary>Requires the same length, or a multiple of it.</summary>
    public static void Match(int expected, int given, string what)
    {
        if (expected != given)
        {
            throw new ArgumentException($"{what} has {given} elements; {expected} were expected.", nameof(given));
        }
    }

    /// <summary>Refuses a result that shares memory with what is still read after parts of it are written.</summary>
    public static void Apart<T>(ReadOnlySpan<T> read, ReadOnlySpan<T> written, string what)
    {
        if (read.Overlaps(written))
        {
            throw new ArgumentException($"{what} overlap: the result needs memory of its own.", nameof(written));
        }
    }
}
