using System.Numerics;

namespace Relumine.Kernels.Lanes;

/// <summary>A loop that is written once and compiled for float and double on every width; <see cref="LaneWidth"/> runs it on the best one.</summary>
public interface ILaneLoop
{
    /// <summary>Runs the loop on registers of type <typeparamref name="V"/>.</summary>
    /// <typeparam name="V">The registers.</typeparam>
    /// <typeparam name="T">
    /// The element type, <see cref="float"/> or <see cref="double"/>: the same as that of the memory that the loop holds, which the
    /// compiler of C# does not know.
    /// </typeparam>
    void Run<V, T>()
        where V : struct, IWideLanes<V, T> where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
