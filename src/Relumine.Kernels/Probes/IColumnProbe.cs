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
    /// <summary>The state before the first row.</summary>
    static abstract P Start();

    /// <summary>The state that was saved.</summary>
    static abstract P Load(T* record, nint stride);

    /// <summary>Writes the state: field f of a unit is at <c>record[f·stride + unit]</c>.</summary>
    void Save(T* record, nint stride);

    /// <summary>Looks at one row.</summary>
    void Observe(V z, V a);
}

/// <summary>Looks at nothing and compiles to nothing.</summary>
internal readonly unsafe struct NoProbe<V, T> : IColumnProbe<NoProbe<V, T>, V, T>
    where V : struct, IWideLanes<V, T> where T : unmanaged
{
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
}
