using Relumine.Kernels.Lanes;

namespace Relumine.Kernels.Probes;

/// <summary>
/// Sees z and a = f(z) of one register of units, row after row, and keeps what it needs in registers: counting is a
/// vertical compare-and-add. Between tiles its state is kept in a record, field by field, one number per unit.
/// </summary>
/// <typeparam name="P">The implementing struct itself.</typeparam>
/// <typeparam name="V">The lanes.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal unsafe interface IColumnProbe<P, V, T>
    where P : struct, IColumnProbe<P, V, T> where V : struct, IWideLanes<V, T> where T : unmanaged
{
    /// <summary>Whether it looks at a, too.</summary>
    static abstract bool NeedsValues { get; }

    /// <summary>The state before the first row.</summary>
    static abstract P Start();

    /// <summary>The state that was saved.</summary>
    static abstract P Load(T* record, nint stride);

    /// <summary>Writes the state: field f of a unit is at <c>record[f·stride + unit]</c>.</summary>
    void Save(T* record, nint stride);

    /// <summary>Looks at one row.</summary>
    void Observe(V z, V a);

    /// <summary>
    /// Looks at four rows, one after the other. What they say may be put together before it is added to the rest: a chain of steps, each of which waits
    /// for the one before it, takes longer than the sums it follows. At most <see cref="ProbeRecord.MostFours"/> times before <see cref="Settle"/>.
    /// </summary>
    void Observe(V z0, V a0, V z1, V a1, V z2, V a2, V z3, V a3);

    /// <summary>Puts together what looking at four rows at a time left apart; before <see cref="Save"/>, if there were any.</summary>
    void Settle();
}

/// <summary>Looks at nothing and compiles to nothing.</summary>
internal readonly unsafe struct NoProbe<V, T> : IColumnProbe<NoProbe<V, T>, V, T>
    where V : struct, IWideLanes<V, T> where T : unmanaged
{
    /// <inheritdoc/>
    public static bool NeedsValues => false;

    /// <inheritdoc/>
    public static NoProbe<V, T> Start() => default;

    /// <inheritdoc/>
    public static NoProbe<V, T> Load(T* record, nint stride) => default;

    /// <inheritdoc/>
    public void Save(T* record, nint stride)
    {
    }

    /// <inheritdoc/>
    public void Observe(V z, V a)
    {
    }

    /// <inheritdoc/>
    public void Observe(V z0, V a0, V z1, V a1, V z2, V a2, V z3, V a3)
    {
    }

    /// <inheritdoc/>
    public void Settle()
    {
    }
}
