using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Proofs.Properties;

/// <summary>How properties are verified.</summary>
public sealed record PropertyOptions
{
    /// <summary>The time after which what is not settled stays open.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The number of threads; 0 is one a core.</summary>
    public int Threads { get; init; }

    /// <summary>The precision in which witnesses are run; null for the model's own.</summary>
    public ElementType? Precision { get; init; }

    /// <summary>Leaves open what is not settled.</summary>
    public CancellationToken Cancellation { get; init; }
}
