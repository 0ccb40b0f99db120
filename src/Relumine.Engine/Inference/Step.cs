using Relumine.Engine.Program;

namespace Relumine.Engine.Inference;

/// <summary>One piece of work of a plan. Each worker has its own instance, so that it may keep what it needs between runs.</summary>
internal abstract class Step
{
    /// <summary>Does the work for the samples that <paramref name="workspace"/> is turned to.</summary>
    public abstract void Run(Workspace workspace);
}

/// <summary>A step before any worker has it: what it reads and writes, and how to make it.</summary>
internal abstract class StepPlan
{
    /// <summary>The values it reads.</summary>
    public abstract IEnumerable<Value> Reads { get; }

    /// <summary>The values it writes.</summary>
    public abstract IEnumerable<Value> Writes { get; }

    /// <summary>Makes the step for one worker, which will handle at most <paramref name="capacity"/> samples at once.</summary>
    public abstract Step Build(int capacity, ObservationSlots slots);
}
