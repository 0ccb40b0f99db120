using Relumine.Doctor.Units;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Audits;

/// <summary>How a network is to be audited.</summary>
public sealed record AuditOptions
{
    /// <summary>The model's file, as results name it.</summary>
    public string Path { get; init; } = "";

    /// <summary>The most samples to examine, from the first on; null for all.</summary>
    public long? Samples { get; init; }

    /// <summary>The layers to examine, by the name of the activation's output; null for all.</summary>
    public IReadOnlyCollection<string>? Layers { get; init; }

    /// <summary>The output that accuracy looks at; null if the model has one.</summary>
    public string? Output { get; init; }

    /// <summary>Whether to count how often each unit fires on each class. Needs labels, and some more time.</summary>
    public bool ByClass { get; init; }

    /// <summary>
    /// Whether to gather what pages draw: spreads of weights and pre-activations, first weights, and firing by class where there are
    /// labels of few classes. Needs some memory and time.
    /// </summary>
    public bool Pictures { get; init; }

    /// <summary>The number of threads; 0 is one a core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary><see cref="ElementType.Float64"/> computes in double; null keeps the model's types.</summary>
    public ElementType? Precision { get; init; }

    /// <summary>Whether the network may take more than its weights and the data explain; see <see cref="Engine.Inference.PlanOptions.AnyWork"/>.</summary>
    public bool AnyWork { get; init; }

    /// <summary>What counts as much and as little.</summary>
    public Thresholds Thresholds { get; init; } = Thresholds.Default;
}

/// <summary>How far an audit is.</summary>
/// <param name="Done">The number of samples that have been examined.</param>
/// <param name="Total">The number of samples that are to be examined.</param>
public readonly record struct AuditProgress(long Done, long Total);
