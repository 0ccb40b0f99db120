using System.Runtime.InteropServices;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Loops;

/// <summary>Moves elements of any type: only their size counts.</summary>
internal static class Copying
{
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

        var length = nest.Length;
        var (strideA, strideB, _) = nest.Strides;
        do
        {
            var (a, b) = (nest.A, nest.B);
            if (strideA == 1 && strideB == 1)
            {
                from.Slice(a, length).CopyTo(to.Slice(b, length));
            }
            else if (strideA == 0 && strideB == 1)
            {
                to.Slice(b, length).Fill(from[a]);
            }
            else
            {
                for (var i = 0; i < length; i++, a += strideA, b += strideB)
                {
                    to[b] = from[a];
                }
            }
        }
        while (nest.Next());
    }
}
