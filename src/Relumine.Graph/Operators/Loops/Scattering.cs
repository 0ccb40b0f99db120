using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Loops;

/// <summary>Adds elements to places that may be met several times: what copying and broadcasting are backwards.</summary>
internal static class Scattering
{
    /// <summary>Adds along a nest whose operand A is the source and whose operand B is the target, from the given first elements on.</summary>
    public static void Add<T>(ReadOnlySpan<T> from, Span<T> to, ref Nest nest, int first = 0, int target = 0) where T : unmanaged, INumber<T>
    {
        if (nest.IsEmpty)
        {
            return;
        }

        var length = nest.Length;
        var (strideA, strideB, _) = nest.Strides;
        nest.Start(first, target);
        do
        {
            var (a, b) = (nest.A, nest.B);
            if (strideA == 1 && strideB == 1)
            {
                TensorPrimitives.Add(to.Slice(b, length), from.Slice(a, length), to.Slice(b, length));
            }
            else if (strideA == 1 && strideB == 0)
            {
                to[b] += T.CreateTruncating(Accumulate.Sum(from.Slice(a, length)));
            }
            else
            {
                for (var i = 0; i < length; i++, a += strideA, b += strideB)
                {
                    to[b] += from[a];
                }
            }
        }
        while (nest.Next());
    }

    /// <summary>to = the sum of <paramref name="from"/> over the axes along which a tensor of the shape <paramref name="small"/> was broadcast to
    /// <paramref name="large"/>.</summary>
    public static void Sum<T>(ReadOnlySpan<T> from, Shape large, Span<T> to, Shape small) where T : unmanaged, INumber<T>
    {
        if (large.Equals(small))
        {
            from.CopyTo(to);
            return;
        }

        to.Clear();
        var nest = Nest.Broadcast(large, large, small);
        Add(from, to, ref nest);
    }
}
