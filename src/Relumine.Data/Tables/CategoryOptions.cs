namespace Relumine.Data.Tables;

/// <summary>How texts become numbers.</summary>
public sealed record CategoryOptions
{
    /// <summary>The most categories that a column may have; each gives a feature.</summary>
    public int Most { get; init; } = 50;

    /// <summary>Categories met less often become one, <c>other</c>: a share of the rows if below 1, otherwise a number of rows; 0 keeps all.</summary>
    /// <remarks>
    /// A feature of 0 and 1 that is 1 in a share p of the rows stands at √((1 − p) / p) when it is standardized: ten deviations at 1 %.
    /// What is rarer would be an outlier by construction.
    /// </remarks>
    public double Rare { get; init; } = 0.01;

    /// <summary>The orders of columns that have one, e.g. size: S, M, L; by name or index.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Orders { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}
