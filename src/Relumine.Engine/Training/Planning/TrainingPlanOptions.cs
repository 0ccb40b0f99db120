using Relumine.Engine.Learning.Losses;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Training.Planning;

/// <summary>How a training plan is to be made.</summary>
public sealed record TrainingPlanOptions
{
    /// <summary>What is to become small.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The most samples of one step.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>The output that the loss looks at; null for the first.</summary>
    public string? Output { get; init; }

    /// <summary>The number of threads, the caller's included; 0 is one a core. The results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The derivative where none exists.</summary>
    public Kink Kink { get; init; }

    /// <summary>Exceptions from <see cref="Kink"/>, by the name of the activation's output.</summary>
    public IReadOnlyDictionary<string, Kink> KinkOfLayer { get; init; } = new Dictionary<string, Kink>();

    /// <summary>Weights that must stay as they are, by name.</summary>
    public IReadOnlySet<string> Frozen { get; init; } = new HashSet<string>();

    /// <summary>Factors on the learning rate, by the name of the weight; 1 for those that are not named.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether to observe which units fire at every step.</summary>
    public bool Observe { get; init; } = true;

    /// <summary><see cref="ElementType.Float64"/> computes in double (for tests and proofs); null keeps the model's type.</summary>
    public ElementType? Precision { get; init; }

    /// <summary>The seed of what is drawn while training (dropout).</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether layers may be fused and packed. False is for tests that compare both.</summary>
    public bool Fuse { get; init; } = true;
}
