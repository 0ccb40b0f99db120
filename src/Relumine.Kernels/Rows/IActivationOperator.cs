namespace Relumine.Kernels.Rows;

/// <summary>
/// An activation that is no function of one number: it has learned parameters, is random, or looks at several numbers
/// at once. It has a card like the others, and kernels of its own over rows of units.
/// </summary>
public interface IActivationOperator
{
    /// <summary>What there is to know about it.</summary>
    static abstract Card Card { get; }

    /// <summary>
    /// What it is while everything but one number is held fixed at something customary (<see cref="Card.Held"/>), with
    /// the operator's own card: so there is something to plot and to differentiate.
    /// </summary>
    static abstract Activation Section { get; }
}
