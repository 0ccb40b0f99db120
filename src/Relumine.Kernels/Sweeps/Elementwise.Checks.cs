using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Relumine.Kernels.Sweeps;

public static partial class Elementwise
{
    /// <summary>Which call it is, so that a message can speak of its spans by their names.</summary>
    private enum CallShape
    {
        Unary,
        Binary,
        Slope,
        Gradient,
        ValueAndSlope,
        ValueAndGradient,
        Bias,
    }

    private static (string A, string B, string Y, string Z) NamesOf(CallShape shape) => shape switch
    {
        CallShape.Unary => ("x", "x", "y", "y"),
        CallShape.Binary => ("a", "b", "y", "y"),
        CallShape.Slope => ("x", "x", "s", "s"),
        CallShape.Gradient => ("x", "upstream", "dx", "dx"),
        CallShape.ValueAndSlope => ("x", "x", "y", "s"),
        CallShape.ValueAndGradient => ("x", "upstream", "y", "dx"),
        _ => ("x", "bias", "y", "y"),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Check<TFormula, T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, Span<T> z, CallShape shape)
        where TFormula : struct, IFormula where T : unmanaged
    {
        var twoIn = TFormula.Inputs == 2;
        var twoOut = TFormula.Outputs == 2;
        if (a.Length != y.Length || (twoIn && a.Length != b.Length) || (twoOut && a.Length != z.Length)
            || IsShifted(a, y) || (twoIn && IsShifted(b, y)) || (twoOut && (IsShifted(a, z) || (twoIn && IsShifted(b, z)) || y.Overlaps(z))))
        {
            Refuse(a, b, y, z, NamesOf(shape));
        }
    }

    [DoesNotReturn]
    private static void Refuse<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> y, ReadOnlySpan<T> z, (string A, string B, string Y, string Z) names)
    {
        RequireSameLength(a, b, names.A, names.B);
        RequireSameLength(a, y, names.A, names.Y);
        RequireSameLength(a, z, names.A, names.Z);
        RefuseShift(a, y, names.A, names.Y);
        RefuseShift(b, y, names.B, names.Y);
        RefuseShift(a, z, names.A, names.Z);
        RefuseShift(b, z, names.B, names.Z);
        throw new ArgumentException($"The results {names.Y} and {names.Z} overlap: each needs memory of its own.", names.Z);
    }

    private static void CheckRows<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y) where T : unmanaged
    {
        RequireSameLength<T>(x, y, "x", "y");
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

    /// <summary>Whether two spans share memory, but not element for element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsShifted<T>(ReadOnlySpan<T> read, ReadOnlySpan<T> written) where T : unmanaged
    {
        var distance = Unsafe.ByteOffset(in MemoryMarshal.GetReference(read), in MemoryMarshal.GetReference(written));
        return distance != 0
            && read.Length != 0
            && (nuint)(distance + (nint)read.Length * Unsafe.SizeOf<T>() - 1) < (nuint)((nint)read.Length * 2 * Unsafe.SizeOf<T>() - 1);
    }

    private static void RefuseShift<T>(ReadOnlySpan<T> read, ReadOnlySpan<T> written, string readName, string writtenName)
    {
        if (read.Overlaps(written, out var offset) && offset != 0)
        {
            throw new ArgumentException(
                $"{writtenName} overlaps {readName} but starts {offset} elements from it: results must replace their arguments exactly or lie elsewhere.",
                writtenName);
        }
    }

    private static void RequireSameLength<T>(ReadOnlySpan<T> span, ReadOnlySpan<T> other, string name, string otherName)
    {
        if (span.Length != other.Length)
        {
            throw new ArgumentException($"{name} has {span.Length} elements and {otherName} has {other.Length}: they must have the same length.", otherName);
        }
    }
}
