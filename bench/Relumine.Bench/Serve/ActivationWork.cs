using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Relumine.Kernels;
using Relumine.Kernels.Sweeps;

namespace Relumine.Bench.Serve;

/// <summary>
/// An activation over floats in memory: <c>activation NAME LENGTH</c>, its gradient <c>gradient NAME LENGTH</c>, which is taken from the output where
/// PyTorch takes it from that too, and what System.Numerics.Tensors offers in its place, <c>tensors NAME LENGTH</c>.
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
        if (words[0] is not ("relu" or "sigmoid" or "tanh"))
        {
            return () => kernel.Gradient(Kink.Left, x.Span, g.Span, y.Span);
        }

        kernel.Value(x.Span, x.Span);
        return () => kernel.GradientFromOutput(x.Span, g.Span, y.Span);
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
        Memory x = new(n, 0), g = new(n, 1);
        for (var i = 0; i < n; i++)
        {
            x.Span[i] = random.NextSingle() * 8 - 4;
            g.Span[i] = random.NextSingle() * 2 - 1;
        }

        return (x, g, new(n, 2));
    }

    // At a random place of a large pool, so that another block of the race meets other pages of the machine's memory: which of them share a set of the
    // second-level cache decides up to a third of the speed of a kernel that is bound by it. Each array is a third of a page further within its page
    // than the one before, since a load waits for an older store whose address has the same last twelve bits (Intel's optimization manual, "4-KByte
    // aliasing"). Places are drawn by a generator without a seed: a race is the median of many.
    private sealed class Memory
    {
        private const int Page = 4096 / sizeof(float);
        private const int Third = 21 * 64 / sizeof(float);
        private const int Share = 8 * 1024 * 1024;

        private static readonly float[] s_pool = GC.AllocateArray<float>((3 * Share) + Page, pinned: true);

        private readonly float[] _array;
        private readonly int _start;
        private readonly int _length;

        public Memory(int length, int place)
        {
            var fits = length + (2 * Page) <= Share;
            _length = length;
            _array = fits ? s_pool : GC.AllocateArray<float>(length + (2 * Page), pinned: true);
            var within = (int)((Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0) / sizeof(float)) & (Page - 1));
            var first = fits ? (place * Share) + (Page * Random.Shared.Next((Share - length) / Page - 1)) : 0;
            _start = first + ((Page - within) % Page) + (place * Third);
        }

        public Span<float> Span => _array.AsSpan(_start, _length);
    }
}
