using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text.Json;
using Relumine.Kernels;
using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Bench.Kernels;

/// <summary>Elements per second of every activation and its gradient, in turns with System.Numerics.Tensors and a loop written by hand.</summary>
internal static class ActivationSpeed
{
    private static readonly int[] Lengths = [1 << 12, 1 << 16, 1 << 20, 1 << 24];

    public static int Run(string[] args)
    {
        var only = Option(args, "--only");
        var json = Option(args, "--json");
        var rows = new List<Row>();
        foreach (var n in Lengths)
        {
            var (x, y, g) = (Aligned(n), Aligned(n), Aligned(n));
            var random = new Random(1);
            for (var i = 0; i < n; i++)
            {
                x.Span[i] = (float)(random.NextDouble() * 12 - 6);
                g.Span[i] = (float)(random.NextDouble() * 2 - 1);
            }

            var race = new Race();
            race.Add("peer relu: hand-written Vector512", () => HandWritten(x.Span, y.Span));
            race.Add("peer relu: TensorPrimitives.Max", () => TensorPrimitives.Max(x.Span, 0f, y.Span));
            race.Add("peer exp: TensorPrimitives.Exp", () => TensorPrimitives.Exp(x.Span, y.Span));
            race.Add("peer tanh: TensorPrimitives.Tanh", () => TensorPrimitives.Tanh(x.Span, y.Span));
            race.Add("peer sigmoid: TensorPrimitives.Sigmoid", () => TensorPrimitives.Sigmoid<float>(x.Span, y.Span));
            Add("exp", () => Elementwise.Exp<float>(x.Span, y.Span));
            Add("expm1", () => Elementwise.Expm1<float>(x.Span, y.Span));
            Add("log1p", () => Elementwise.Log1p<float>(g.Span, y.Span));
            Add("tanh", () => Elementwise.Tanh<float>(x.Span, y.Span));
            Add("erf", () => Elementwise.Erf<float>(x.Span, y.Span));
            foreach (var activation in ActivationCatalogue.All)
            {
                var kernel = ActivationKernel<float>.Of(activation);
                Add(activation.Card.Name, () => kernel.Value(x.Span, y.Span));
                Add(activation.Card.Name + " gradient", () => kernel.Gradient(Kink.Left, x.Span, g.Span, y.Span));
            }

            foreach (var r in race.Run())
            {
                var row = new Row(r.Name, n, n / r.Seconds / 1e9, n / r.Best / 1e9, r.SpeedRatio);
                rows.Add(row);
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{row.Name,-40} {n,10} {row.Median,8:F2} G/s   best {row.Best,8:F2}   {row.OfHandWrittenRelu,7:F3} of hand-written ReLU"
                    )
                );
            }

            GC.KeepAlive((x.Array, y.Array, g.Array));

            void Add(string name, Action work)
            {
                if (only is null || name.Contains(only, StringComparison.OrdinalIgnoreCase))
                {
                    race.Add(name, work);
                }
            }
        }

        if (json is not null)
        {
            File.WriteAllText(
                json,
                JsonSerializer.Serialize(
                    new
                    {
                        schema = "relumine.bench.activations/1",
                        unit = "1e9 elements/s, float, one thread",
                        lanes = LaneWidth.Bits,
                        rows,
                    },
                    JsonSerializerOptions.Web
                )
            );
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void HandWritten(ReadOnlySpan<float> x, Span<float> y)
    {
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var to = ref MemoryMarshal.GetReference(y);
        var zero = Vector512<float>.Zero;
        for (nuint i = 0; i < (nuint)x.Length; i += 64)
        {
            Vector512.MaxNative(zero, Vector512.LoadUnsafe(ref from, i)).StoreUnsafe(ref to, i);
            Vector512.MaxNative(zero, Vector512.LoadUnsafe(ref from, i + 16)).StoreUnsafe(ref to, i + 16);
            Vector512.MaxNative(zero, Vector512.LoadUnsafe(ref from, i + 32)).StoreUnsafe(ref to, i + 32);
            Vector512.MaxNative(zero, Vector512.LoadUnsafe(ref from, i + 48)).StoreUnsafe(ref to, i + 48);
        }
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 ? null : at + 1 < args.Length ? args[at + 1] : throw new ArgumentException($"{name} needs a value.");
    }

    private static Buffer Aligned(int n)
    {
        var array = GC.AllocateArray<float>(n + 16, pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        return new(array, (int)((64 - (address & 63)) & 63) / sizeof(float), n);
    }

    private readonly record struct Buffer(float[] Array, int Start, int Length)
    {
        public Span<float> Span => Array.AsSpan(Start, Length);
    }

    private sealed record Row(string Name, int Elements, double Median, double Best, double OfHandWrittenRelu);
}
