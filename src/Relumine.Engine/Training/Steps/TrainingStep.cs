using Relumine.Engine.Program;

namespace Relumine.Engine.Training.Steps;

/// <summary>One layer or operator of a network that learns: its forward and its backward pass, which share what is kept between them.</summary>
internal abstract class TrainingStep
{
    /// <summary>The nodes that the step stands for, as messages name them.</summary>
    public abstract string Name { get; }

    /// <summary>The values that the forward pass reads.</summary>
    public abstract IEnumerable<Value> Reads { get; }

    /// <summary>The values that the forward pass writes.</summary>
    public abstract IEnumerable<Value> Writes { get; }

    /// <summary>
    /// Called once, from the last step to the first: asks the ledger for the gradients of the outputs and for places
    /// to write those of the inputs, and returns the backward pass, or null if there is none.
    /// </summary>
    public abstract BackwardPass? PlanBackward(GradientLedger ledger);

    /// <summary>Computes the outputs.</summary>
    public abstract void Forward(TrainingPass pass);
}

/// <summary>The backward pass of a step.</summary>
/// <param name="Step">The step, for messages.</param>
/// <param name="Reads">The values and gradients that it reads.</param>
/// <param name="Writes">The gradients that it writes or changes in place.</param>
/// <param name="Run">Does it.</param>
internal sealed record BackwardPass(string Step, IReadOnlyList<Value> Reads, IReadOnlyList<Value> Writes, Action<TrainingPass> Run);
