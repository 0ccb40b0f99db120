using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Learning.Schedules;
using Relumine.Kernels;

namespace Relumine.Engine.Training;

/// <summary>How a network is to be trained.</summary>
public sealed record TrainerOptions
{
    /// <summary>What is to become small.</summary>
    public required Loss Loss { get; init; }

    /// <summary>How weights follow gradients.</summary>
    public required Optimizer Optimizer { get; init; }

    /// <summary>How the rate changes over the steps.</summary>
    public Schedule Schedule { get; init; } = new ConstantSchedule();

    /// <summary>The samples of a step; the last one of an epoch may have fewer.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>How often to go through the data.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>The seed of shuffling and of what is drawn while training.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number of threads, the caller's included; 0 is one a core. The results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The derivative where none exists.</summary>
    public Kink Kink { get; init; }

    /// <summary>Exceptions from <see cref="Kink"/>, by the name of the activation's output.</summary>
    public IReadOnlyDictionary<string, Kink> KinkOfLayer { get; init; } = new Dictionary<string, Kink>();

    /// <summary>The norm of all gradients together above which they are scaled down; null for none.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>The absolute value to which every gradient is limited; null for none.</summary>
    public double? ClipValue { get; init; }

    /// <summary>Weights that must stay as they are, by name.</summary>
    public IReadOnlySet<string> Frozen { get; init; } = new HashSet<string>();

    /// <summary>Factors on the learning rate, by the name of the weight; 1 for those that are not named.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether the samples are shuffled anew for every epoch; ordered data never are.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>When the run ends before its last epoch; null for never. Needs validation data.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Whether to observe which units fire at every step.</summary>
    public bool Observe { get; init; } = true;

    /// <summary>On how many samples of the training data the network is examined, at step 0 and after every epoch.</summary>
    public int Examined { get; init; } = 2048;

    /// <summary>The steps at the beginning whose update ratios are measured, besides the first of every epoch.</summary>
    public int MeasuredSteps { get; init; } = 20;
}
