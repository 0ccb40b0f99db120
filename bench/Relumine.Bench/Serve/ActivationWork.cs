using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Relumine.Kernels;
using Relumine.Kernels.Sweeps;

namespace Relumine.Bench.Serve;

/// <summary>
/// An activation over floats in memory: <c>activation NAME LENGTH</c>, its gradient <c>gradient NAME LENGTH</c>, and
/// what System.Numerics.Tensors offers in its place, <c>tensors NAME LENGTH</c>.
/// </summary>
internal static class ActivationWork
{
    public static Action Value(string[] words)
    {
        var kernel = ActivationKernel<float>.Of(Find(words[0]));
        var (x, _, y) = Numbers(words[1]);
        return () => kernel.Value(x.Span, y.Span);
    }

    public static Action Gradient(string[] words)
    {
        var kernel = ActivationKernel<float>.Of(Find(words[0]));
        var (x, g, y) = Numbers(words[1]);
        return () => kernel.Gradient(Kink.Left, x.Span, g.Span, y.Span);
    }

    public static Action Tensors(string[] words)
    {
        var (x, _, y) = Numbers(words[1]);
        return words[0] switch
        {
            "relu" => () => TensorPrimitives.Max(x.Span, 0f, y.Span),
            "sigmoid" => () => TensorPrimitives.Sigmoid<float>(x.Span, y.Span),
            "tanh" => () => TensorPrimitives.Tanh<float>(x.Span, y.Span),
            _ => throw new ArgumentException($"System.Numerics.Tensors has no {words[0]}: relu, sigmoid or tanh."),
        };
    }

    private static Activation Find(string name) => ActivationCatalogue.Find(name) ?? throw new ArgumentException($"There is no activation {name}.");

    private static (Memory X, Memory G, Memory Y) Numbers(string length)
    {
        var n = int.Parse(length, CultureInfo.InvariantCulture);
        var random = new Random(1);
        Memory x = new(n), g = new(n);
        for (var i = 0; i < n; i++)
        {
            x.Span[i] = random.NextSingle() * 8 - 4;
            g.Span[i] = random.NextSingle() * 2 - 1;
        }

        return (x, g, new(n));
    }

    // On a cache line, as PyTorch's memory is.
    private sealed class Memory(int length)
    {
        private readonly float[] _array = GC.AllocateArray<float>(length + 16, pinned: true);

        public Span<float> Span => _array.AsSpan((int)((64 - (Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0) & 63)) & 63) / sizeof(float), length);
    }
}
