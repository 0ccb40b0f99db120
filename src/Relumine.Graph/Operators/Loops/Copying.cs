using System.Runtime.InteropServices;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Loops;

/// <summary>Moves elements of any type: only their size counts.</summary>
internal static class Copying
{
    private const int Short = 16;

    /// <summary>Copies along a nest whose operand A is the source and whose operand B is the target, from the given first elements on.</summary>
    public static void Strided(ModelTensor from, ModelTensor to, ref Nest nest, int first = 0, int target = 0)
    {
        nest.Start(first, target);
        switch (from.Type.Size())
        {
            case 8:
                Run(Cast<ulong>(from), Cast<ulong>(to), ref nest);
                break;
            case 4:
                Run(Cast<uint>(from), Cast<uint>(to), ref nest);
                break;
            default:
                Run(from.Bytes, to.Bytes, ref nest);
                break;
        }
    }

    /// <summary>The elements as integers of their size.</summary>
    public static Span<T> Cast<T>(ModelTensor tensor) where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.Bytes);

    private static void Run<T>(ReadOnlySpan<T> from, Span<T> to, ref Nest nest)
    {
        if (nest.IsEmpty)
        {
            return;
        }

        var inner = new Walk(nest.Length, nest.Strides.A, nest.Strides.B);
        var around = new Walk(nest.Around.Length, nest.Around.A, nest.Around.B);

        // Short lines are walked across: a loop that ends after a few elements costs more than they do.
        var across = inner.Length < Short && around.Length > inner.Length;
        do
        {
            Plane(from, to, nest.A, nest.B, across ? inner : around, across ? around : inner);
        }
        while (nest.NextPlane());
    }

    private static void Plane<T>(ReadOnlySpan<T> from, Span<T> to, int a, int b, Walk lines, Walk line)
    {
        for (var i = 0; i < lines.Length; i++, a += lines.A, b += lines.B)
        {
            if (line.A == 1 && line.B == 1)
            {
                from.Slice(a, line.Length).CopyTo(to.Slice(b, line.Length));
            }
            else if (line.A == 0 && line.B == 1)
            {
                to.Slice(b, line.Length).Fill(from[a]);
            }
            else
            {
                for (int k = 0, source = a, target = b; k < line.Length; k++, source += line.A, target += line.B)
                {
                    to[target] = from[source];
                }
            }
        }
    }

    /// <summary>How many elements there are, and how far neighbours are apart in the source and in the target.</summary>
    private readonly record struct Walk(int Length, int A, int B);
}
