namespace Relumine.Geometry.Verdicts;

/// <summary>How proofs are searched for.</summary>
public sealed record ProofOptions
{
    /// <summary>The time after which what is not settled stays open. Answers that come earlier do not depend on it.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The number of threads; 0 is one a core. Answers do not depend on it where the budget does not end.</summary>
    public int Threads { get; init; }

    /// <summary>Samples of the box from which witnesses are searched.</summary>
    public IReadOnlyList<double[]> Samples { get; init; } = [];

    /// <summary>
    /// Whether an input contradicts a claim where the model is really run, e.g. in float; asked of every witness, by one thread at a
    /// time. Null believes the sums in double.
    /// </summary>
    public Func<UnitQuestion, double[], bool>? Confirm { get; init; }

    /// <summary>The most inputs of networks whose box is split.</summary>
    public int MostSplitInputs { get; init; } = 16;

    /// <summary>Ends the search early.</summary>
    public CancellationToken Cancellation { get; init; }
}
