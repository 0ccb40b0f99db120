namespace Relumine.Graph.Operators.Passes;

/// <summary>
/// An operator that does something else while a network learns than afterwards: it draws random numbers (Dropout), or
/// it looks at the whole batch (BatchNormalization). Its tensors hold the samples of a batch along axis 0.
/// </summary>
public interface ITrainingOp
{
    /// <summary>What <see cref="TrainBackward"/> reads besides the gradients of the outputs and what <see cref="TrainForward"/> has saved.</summary>
    BackwardNeeds TrainingNeeds { get; }

    /// <summary>Computes the outputs for a whole batch.</summary>
    void TrainForward(TrainingContext context);

    /// <summary>Computes the gradients of the inputs for the same batch.</summary>
    /// <param name="context">The gradients.</param>
    /// <param name="training">What the forward pass of this step was given, with what it has saved.</param>
    void TrainBackward(BackwardContext context, TrainingContext training);
}
