using System.Runtime.InteropServices;
using Relumine.Kernels.Randomness;

namespace Relumine.Graph.Operators.Passes;

/// <summary>What an operator is given in a training step.</summary>
/// <param name="forward">The tensors, all samples of the batch along axis 0. Weights may be changed where the operator says so (running statistics).</param>
public sealed class TrainingContext(ForwardContext forward)
{
    private byte[] _saved = [];

    /// <summary>The tensors of the forward pass.</summary>
    public ForwardContext Forward { get; } = forward;

    /// <summary>The number of samples in the batch.</summary>
    public int Samples { get; set; }

    /// <summary>The random numbers of this operator in this step: by index, so that they do not depend on the order of use.</summary>
    public CounterRandom Random { get; set; }

    /// <summary>Memory that the backward pass of the same step finds as the forward pass left it, e.g. a mask or the statistics of the batch.</summary>
    /// <param name="length">The number of elements; the same in both passes.</param>
    public Span<T> Saved<T>(int length) where T : unmanaged
    {
        var bytes = checked(length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
        if (_saved.Length < bytes)
        {
            _saved = new byte[bytes];
        }

        return MemoryMarshal.Cast<byte, T>(_saved.AsSpan(0, bytes));
    }
}
