using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Randomness;

namespace Relumine.Graph.Operators.Activations;

/// <summary>What happens to numbers that are kept and to those that are dropped; who is dropped depends on the index alone.</summary>
/// <param name="Keep">The probability of being kept.</param>
/// <param name="Scale">What numbers that are kept are multiplied by.</param>
/// <param name="Shift">What is added to them then.</param>
/// <param name="Dropped">What takes the place of the others.</param>
internal readonly record struct Masking(double Keep, double Scale, double Shift, double Dropped)
{
    private const int Block = 1024;

    /// <summary>y = x·scale + shift where x is kept.</summary>
    public void Run(CounterRandom random, ModelTensor x, ModelTensor y) => FloatLoop.Run(new Loop(this, random), x.Type, (x, y));

    private readonly struct Loop(Masking masking, CounterRandom random) : IFloatLoop<(ModelTensor X, ModelTensor Y)>
    {
        void IFloatLoop<(ModelTensor X, ModelTensor Y)>.Run<T>((ModelTensor X, ModelTensor Y) tensors) =>
            masking.Run<T>(random, tensors.X.Values<T>(), tensors.Y.Values<T>());
    }

    /// <summary>mask = whether a number is kept.</summary>
    public void Show(CounterRandom random, Span<bool> mask)
    {
        Span<uint> bits = stackalloc uint[Block];
        for (var first = 0; first < mask.Length; first += Block)
        {
            var part = mask.Slice(first, Math.Min(Block, mask.Length - first));
            random.Bits(first, bits[..part.Length]);
            for (var i = 0; i < part.Length; i++)
            {
                part[i] = IsKept(bits[i]);
            }
        }
    }

    private void Run<T>(CounterRandom random, ReadOnlySpan<T> x, Span<T> y) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<uint> bits = stackalloc uint[Block];
        for (var first = 0; first < x.Length; first += Block)
        {
            var length = Math.Min(Block, x.Length - first);
            random.Bits(first, bits[..length]);
            var done = 0;
            if (typeof(T) == typeof(float))
            {
                done = Wide(bits[..length], MemoryMarshal.Cast<T, float>(x.Slice(first, length)), MemoryMarshal.Cast<T, float>(y.Slice(first, length)));
            }

            var (scale, shift, dropped) = (T.CreateTruncating(Scale), T.CreateTruncating(Shift), T.CreateTruncating(Dropped));
            for (var i = done; i < length; i++)
            {
                y[first + i] = IsKept(bits[i]) ? x[first + i] * scale + shift : dropped;
            }
        }
    }

    // How many elements it has done: whole registers.
    private int Wide(ReadOnlySpan<uint> bits, ReadOnlySpan<float> x, Span<float> y)
    {
        if (Threshold is 0 or > uint.MaxValue)
        {
            return 0;
        }

        var wideBits = MemoryMarshal.Cast<uint, Vector256<uint>>(bits);
        var wideX = MemoryMarshal.Cast<float, Vector256<float>>(x);
        var wideY = MemoryMarshal.Cast<float, Vector256<float>>(y);
        var threshold = Vector256.Create((uint)Threshold);
        var scale = Vector256.Create((float)Scale);
        var shift = Vector256.Create((float)Shift);
        var dropped = Vector256.Create((float)Dropped);
        for (var i = 0; i < wideX.Length; i++)
        {
            wideY[i] = Vector256.ConditionalSelect(Vector256.LessThan(wideBits[i], threshold).AsSingle(), wideX[i] * scale + shift, dropped);
        }

        return wideX.Length * Vector256<float>.Count;
    }

    // Compared with what 32 bits can say; a probability of 1 keeps all.
    private bool IsKept(uint bits) => bits < Threshold;

    private ulong Threshold => (ulong)Math.Round(Keep * 4294967296.0);
}
