namespace Relumine.Kernels.Lanes;

/// <summary>A loop that is written once and compiled for every width; <see cref="LaneWidth"/> runs it on the best one.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILaneLoop<T> where T : unmanaged
{
    /// <summary>Runs the loop on registers of type <typeparamref name="V"/>.</summary>
    void Run<V>() where V : struct, IWideLanes<V, T>;
}
