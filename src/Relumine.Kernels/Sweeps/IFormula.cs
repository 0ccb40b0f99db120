using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Sweeps;

/// <summary>One number in, one number out, written over lanes: what <see cref="Elementwise"/> maps over spans.</summary>
public interface IUnaryFormula
{
    /// <summary>The result for <paramref name="x"/>.</summary>
    V Apply<V>(V x) where V : struct, ILanes<V>;
}

/// <summary>Two numbers in, one number out, written over lanes.</summary>
public interface IBinaryFormula
{
    /// <summary>The result for <paramref name="a"/> and <paramref name="b"/>.</summary>
    V Apply<V>(V a, V b) where V : struct, ILanes<V>;
}

/// <summary>
/// The shape that the one driver runs: one or two numbers in, one or two out. The numbers that a formula does not
/// have are never loaded or stored, because the counts are known at compile time.
/// </summary>
internal interface IFormula
{
    /// <summary>1, or 2 if <c>b</c> is used.</summary>
    static abstract int Inputs { get; }

    /// <summary>1, or 2 if <c>z</c> is set.</summary>
    static abstract int Outputs { get; }

    /// <summary>Computes one element.</summary>
    void Apply<V>(V a, V b, out V y, out V z) where V : struct, ILanes<V>;
}
