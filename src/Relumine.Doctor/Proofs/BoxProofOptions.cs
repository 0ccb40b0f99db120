using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Proofs;

/// <summary>How proofs over a box are searched for.</summary>
public sealed record BoxProofOptions
{
    /// <summary>The box.</summary>
    public required BoxChoice Box { get; init; }

    /// <summary>The time after which what is not settled stays open.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The number of threads; 0 is one a core.</summary>
    public int Threads { get; init; }

    /// <summary>The precision in which witnesses are run: that of the audit.</summary>
    public ElementType? Precision { get; init; }
}
