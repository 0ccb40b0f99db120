using Relumine.Engine.Training.Examining;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training.Replay;

/// <summary>
/// All that a run depends on besides its options and data: weights, running statistics, the optimizer's memory and the
/// number of the step. Random numbers need no state. Restoring it and going on gives the same bits as never stopping.
/// </summary>
public sealed record TrainingState
{
    /// <summary>The number of updates done.</summary>
    public required long Step { get; init; }

    /// <summary>The loss summed over the batches of the epoch that is under way, weighted by samples.</summary>
    public double EpochLoss { get; init; }

    /// <summary>The samples of the epoch that is under way.</summary>
    public long EpochSamples { get; init; }

    /// <summary>Parameters and running statistics, by name, in the model's layout.</summary>
    public required IReadOnlyDictionary<string, ModelTensor> Weights { get; init; }

    /// <summary>The optimizer's memory, by the parameter's name and slot.</summary>
    public required IReadOnlyDictionary<(string Parameter, int Slot), ModelTensor> Slots { get; init; }

    /// <summary>The last step in which each unit fired, by layer.</summary>
    public IReadOnlyDictionary<string, long[]> LastFired { get; init; } = new Dictionary<string, long[]>();

    /// <summary>Which units were dead at step 0, by layer.</summary>
    public IReadOnlyDictionary<string, bool[]> BornDead { get; init; } = new Dictionary<string, bool[]>();

    /// <summary>‖w‖, ‖dL/dw‖ and ‖Δw‖ ÷ ‖w‖ of each parameter, and the root mean square of dL/dz of each layer, when they were last measured.</summary>
    public IReadOnlyDictionary<string, double[]> Measured { get; init; } = new Dictionary<string, double[]>();

    /// <summary>The records of the epochs so far.</summary>
    public IReadOnlyList<EpochRecord> History { get; init; } = [];
}
