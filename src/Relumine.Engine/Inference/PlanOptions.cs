using Relumine.Engine.Program;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Inference;

/// <summary>How a plan is to be made and run.</summary>
public sealed record PlanOptions
{
    /// <summary><see cref="ElementType.Float64"/> computes everything that the model computes in float in double; null keeps the model's types.</summary>
    public ElementType? Precision { get; init; }

    /// <summary>The number of threads, the caller's included; 0 is one a core. The results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What to record of every unit.</summary>
    public Observation Observe { get; init; }

    /// <summary>The layers to observe, by the name of the activation's output; null is all.</summary>
    public IReadOnlyCollection<string>? Layers { get; init; }

    /// <summary>The outputs that are wanted, by name; null is all. What leads to none of them, and to no observed layer, is not run.</summary>
    public IReadOnlyCollection<string>? Outputs { get; init; }

    /// <summary>
    /// Whether samples may take more than weights and data explain: a file of a few bytes can ask for hours by blowing up what it is given.
    /// Where not, <see cref="Feed.SampleFeed.Blocks"/> refuses it.
    /// </summary>
    public bool AnyWork { get; init; }

    /// <summary>Whether operators may be fused. False is for tests that compare both.</summary>
    public bool Fuse { get; init; } = true;
}
