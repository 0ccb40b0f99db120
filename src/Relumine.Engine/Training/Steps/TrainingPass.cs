using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Program;
using Relumine.Kernels.Probes;
using Relumine.Kernels.Threads;
using Relumine.Kernels.Updates;

namespace Relumine.Engine.Training.Steps;

/// <summary>What the steps of a training plan know of the pass that is under way.</summary>
/// <param name="memory">Where the values are.</param>
/// <param name="pool">The threads.</param>
/// <param name="layers">The observed layers.</param>
internal sealed class TrainingPass(Workspace memory, WorkerPool pool, IReadOnlyList<TrainedLayer> layers)
{
    /// <summary>Where the values are.</summary>
    public Workspace Memory { get; } = memory;

    /// <summary>The threads.</summary>
    public WorkerPool Pool { get; } = pool;

    /// <summary>Whether the network learns: batch statistics, dropout, and values kept for the backward pass. Otherwise it infers.</summary>
    public bool Learns { get; set; }

    /// <summary>What is observed in this pass.</summary>
    public Observation Observe { get; set; }

    /// <summary>Whether gradients are measured too.</summary>
    public bool Measures { get; set; }

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; set; }

    /// <summary>The number of the step, from 1.</summary>
    public long Step { get; set; }

    /// <summary>Who updates weights as soon as their gradient is known, or null if gradients are to be kept.</summary>
    public Optimizer? Optimizer { get; set; }

    /// <summary>What <see cref="Optimizer"/> is given.</summary>
    public UpdateArguments Arguments { get; set; }

    /// <summary>The samples at hand.</summary>
    public int Samples => Memory.Samples;

    /// <summary>Where a probe of a layer writes, or null if it is not to look.</summary>
    public UnitStatistics? Statistics(int layer) => layer < 0 ? null : Observe switch
    {
        Observation.None => null,
        Observation.Firing => layers[layer].Firing,
        _ => layers[layer].Full,
    };

    /// <summary>Keeps the root mean square of a layer's dL/dz if this pass measures gradients.</summary>
    public void Measure<T>(int layer, ReadOnlySpan<T> gradient)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => Measure(layer, gradient, gradient.Length);

    /// <summary>The same for a gradient that is 0 but for the elements that are given.</summary>
    public void Measure<T>(int layer, ReadOnlySpan<T> gradient, long length)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        if (Measures && layer >= 0)
        {
            // Gradients are of the mean over the batch; times its samples they are those of one sample's loss.
            layers[layer].GradientRms = Math.Sqrt(Norms.SumOfSquares(gradient) / length) * Samples;
        }
    }
}
