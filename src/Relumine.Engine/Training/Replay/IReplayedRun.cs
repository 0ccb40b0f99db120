using Relumine.Engine.Training.Planning;

namespace Relumine.Engine.Training.Replay;

/// <summary>A run that can be gone back in, as a replay needs it.</summary>
internal interface IReplayedRun
{
    /// <summary>What computes the steps.</summary>
    TrainingPlan Plan { get; }

    /// <summary>The number of updates done.</summary>
    long Step { get; }

    /// <summary>The number of updates in an epoch.</summary>
    long StepsPerEpoch { get; }

    /// <summary>The learning rate of a step, from 1.</summary>
    double Rate(long step);

    /// <summary>Which units of a layer were dead at step 0; null if that is not known.</summary>
    bool[]? BornDead(string layer);

    /// <summary>All that the run depends on, copied.</summary>
    TrainingState Snapshot();

    /// <summary>Goes back, or on, to a state of the run.</summary>
    void Restore(TrainingState state);

    /// <summary>Does one step.</summary>
    void Advance();

    /// <summary>Goes to the milestone that is nearest before or at a step, unless the run stands between them; false if there is none.</summary>
    bool SkipTo(long step);

    /// <summary>Adds what the units do on the samples that are examined at a step to the layers' statistics.</summary>
    void Observe(int samples, long step);

    /// <summary>Goes forward and backward through each sample of a step's batch alone.</summary>
    void EachSampleOf(long step, Action<int> look);
}
