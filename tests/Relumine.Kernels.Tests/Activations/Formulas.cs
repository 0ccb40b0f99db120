using Relumine.Kernels.Lanes;
using Relumine.Kernels.Sweeps;

namespace Relumine.Kernels.Tests.Activations;

/// <summary>The functions under test, as type parameters.</summary>
internal interface INamedFormula : IUnaryFormula
{
    static abstract string Name { get; }
}

internal readonly struct ExpOf : INamedFormula
{
    public static string Name => "exp";

    public V Apply<V>(V x) where V : struct, ILanes<V> => V.Exp(x);
}

internal readonly struct Expm1Of : INamedFormula
{
    public static string Name => "expm1";

    public V Apply<V>(V x) where V : struct, ILanes<V> => V.Expm1(x);
}

internal readonly struct Log1pOf : INamedFormula
{
    public static string Name => "log1p";

    public V Apply<V>(V x) where V : struct, ILanes<V> => V.Log1p(x);
}

internal readonly struct TanhOf : INamedFormula
{
    public static string Name => "tanh";

    public V Apply<V>(V x) where V : struct, ILanes<V> => V.Tanh(x);
}

internal readonly struct ErfOf : INamedFormula
{
    public static string Name => "erf";

    public V Apply<V>(V x) where V : struct, ILanes<V> => V.Erf(x);
}

/// <summary>Arguments that find faults.</summary>
internal static class Arguments
{
    public static readonly float[] Specials =
    [
        0f, -0f, float.Epsilon, -float.Epsilon, 1e-40f, -1e-40f, 1.17549435e-38f, -1.17549435e-38f, 1e-20f, -1e-20f,
        0.5f, -0.5f, 1f, -1f, float.BitDecrement(-1), 3f, -3f, 6f, -6f, 20f, -20f, 88.72284f, -87.33655f, -103.97208f, 104f, -104f,
        float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    /// <summary>The specials, then random bit patterns, then numbers of ordinary size.</summary>
    public static float[] Mixed(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => i < Specials.Length
            ? Specials[i]
            : i % 2 == 0 ? BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32)) : (float)(random.NextDouble() * 24 - 12))];
    }
}
