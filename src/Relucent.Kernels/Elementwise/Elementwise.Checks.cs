using System.Diagnostics.CodeAnalysis;

namespace Relucent.Kernels;

public static partial class Elementwise
{
    private static void Check<TFormula, T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, Span<T> z, Names names) where TFormula : struct, IFormula
    {
        var second = TFormula.Outputs == 2 ? z : y;
        if (a.Length != b.Length || a.Length != y.Length || a.Length != second.Length)
        {
            var (name, length) = a.Length != b.Length ? (names.B, b.Length) : a.Length != y.Length ? (names.Y, y.Length) : (names.Z, second.Length);
            ThrowLengths(names.A, a.Length, name, length);
        }

        RefuseShift(a, y, names.A, names.Y);
        RefuseShift(b, y, names.B, names.Y);
        if (TFormula.Outputs == 2)
        {
            RefuseShift(a, z, names.A, names.Z);
            RefuseShift(b, z, names.B, names.Z);
            if (y.Overlaps(z))
            {
                throw new ArgumentException($"The results {names.Y} and {names.Z} overlap: each needs memory of its own.", names.Z);
            }
        }
    }

    private static void CheckRows<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
    {
        if (x.Length != y.Length)
        {
            ThrowLengths("x", x.Length, "y", y.Length);
        }

        if (bias.Length == 0 ? x.Length != 0 : x.Length % bias.Length != 0)
        {
            throw new ArgumentException(
                $"x has {x.Length} elements, which is not a whole number of rows of {bias.Length} units, the length of bias.", nameof(bias));
        }

        RefuseShift(x, y, "x", "y");
        if (bias.Overlaps(y))
        {
            throw new ArgumentException("y overlaps bias, which is read again for every row: give y memory of its own.", nameof(y));
        }
    }

    private static void RefuseShift<T>(ReadOnlySpan<T> read, Span<T> written, string readName, string writtenName)
    {
        if (read.Overlaps(written, out var offset) && offset != 0)
        {
            throw new ArgumentException(
                $"{writtenName} overlaps {readName} but starts {offset} elements from it: results must replace their arguments exactly or lie elsewhere.",
                writtenName);
        }
    }

    [DoesNotReturn]
    private static void ThrowLengths(string name, int length, string otherName, int otherLength) =>
        throw new ArgumentException($"{name} has {length} elements and {otherName} has {otherLength}: they must have the same length.", otherName);
}
