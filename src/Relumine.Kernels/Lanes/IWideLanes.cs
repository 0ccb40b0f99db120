namespace Relumine.Kernels.Lanes;

/// <summary>Lanes that are loaded from and stored to memory: a vector register of <typeparamref name="T"/>.</summary>
/// <typeparam name="V">The implementing struct itself.</typeparam>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IWideLanes<V, T> : ILanes<V>
    where V : struct, IWideLanes<V, T>
    where T : unmanaged
{
    /// <summary>The number of elements in one register.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the processor has registers of this width.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>
    /// The larger of <paramref name="known"/>, which is a number, and <paramref name="x"/>; <paramref name="known"/>
    /// where x is NaN. One instruction: how a probe keeps the largest number seen.
    /// </summary>
    static abstract V MaxNumber(V known, V x);

    /// <summary>The smaller of <paramref name="known"/>, which is a number, and <paramref name="x"/>; see <see cref="MaxNumber"/>.</summary>
    static abstract V MinNumber(V known, V x);

    /// <summary>All lanes equal to <paramref name="value"/>.</summary>
    static abstract V Broadcast(T value);

    /// <summary>Reads <see cref="Count"/> elements; no alignment is needed.</summary>
    static abstract V Load(ref readonly T source);

    /// <summary>Writes <see cref="Count"/> elements; no alignment is needed.</summary>
    static abstract void Store(V value, ref T target);

    /// <summary>
    /// Writes <see cref="Count"/> elements past the caches. The target must be aligned to the size of the register and
    /// must not move (pinned or native memory).
    /// </summary>
    static abstract void StoreStreaming(V value, ref T target);

    /// <summary>Reads the first <paramref name="count"/> elements and nothing behind them; the other lanes are 0.</summary>
    static abstract V LoadPartial(ref readonly T source, int count);

    /// <summary>Writes the first <paramref name="count"/> lanes and nothing behind them.</summary>
    static abstract void StorePartial(V value, ref T target, int count);
}
