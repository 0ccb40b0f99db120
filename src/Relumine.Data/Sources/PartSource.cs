namespace Relumine.Data.Sources;

/// <summary>Every how-manyth sample of a source, or all the others: to check on some what was concluded from the rest.</summary>
public sealed class PartSource : DataSource
{
    private readonly DataSource _inner;
    private readonly int _oneOf;
    private readonly bool _areOthers;

    private PartSource(DataSource inner, int oneOf, bool areOthers, long[] dims)
        : base(inner.Name, inner.Type, dims, inner.Origin)
    {
        (_inner, _oneOf, _areOthers) = (inner, oneOf, areOthers);
    }

    /// <summary>The last of every <paramref name="oneOf"/> samples.</summary>
    /// <param name="inner">The source, at its start; it is read by this one and not disposed of.</param>
    /// <param name="oneOf">At least 2, and at most as many as there are samples.</param>
    public static PartSource Of(DataSource inner, int oneOf) => Create(inner, oneOf, false);

    /// <summary>The samples that <see cref="Of"/> leaves out.</summary>
    /// <param name="inner">The source, at its start; it is read by this one and not disposed of.</param>
    /// <param name="oneOf">At least 2, and at most as many as there are samples.</param>
    public static PartSource WithoutOne(DataSource inner, int oneOf) => Create(inner, oneOf, true);

    /// <inheritdoc/>
    protected override void Fill(Span<float> destination) => Choose(destination);

    /// <inheritdoc/>
    protected override void Fill(Span<double> destination) => Choose(destination);

    /// <inheritdoc/>
    protected override void Fill(Span<long> destination) => Choose(destination);

    /// <inheritdoc/>
    protected override void Rewind() => _inner.Reset();

    /// <inheritdoc/>
    protected override string Place(long sample, int element) =>
        _inner.Locate(_areOthers ? sample + (sample / (_oneOf - 1)) : (sample * _oneOf) + _oneOf - 1, element);

    private static PartSource Create(DataSource inner, int oneOf, bool areOthers)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentOutOfRangeException.ThrowIfLessThan(oneOf, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oneOf, inner.Samples);
        var chosen = inner.Samples / oneOf;
        return new(inner, oneOf, areOthers, [areOthers ? inner.Samples - chosen : chosen, .. inner.Dims.Skip(1)]);
    }

    // Samples that are not wanted are read over, where the next one that is wanted will lie.
    private void Choose<T>(Span<T> destination)
        where T : unmanaged
    {
        for (var at = 0; at < destination.Length;)
        {
            var isWanted = _inner.Position % _oneOf == _oneOf - 1 != _areOthers;
            _inner.Read(destination.Slice(at, SampleSize));
            at += isWanted ? SampleSize : 0;
        }
    }
}
