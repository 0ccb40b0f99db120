namespace Relucent.Kernels;

/// <summary>
/// An activation that is no function of one number: it has learned parameters, is random, or looks at several numbers
/// at once. It has a card like the others, and kernels of its own over rows of units.
/// </summary>
public interface IActivationOperator
{
    /// <summary>What there is to know about it.</summary>
    static abstract Card Card { get; }

    /// <summary>
    /// The function of one number that it is while everything else is held fixed at something customary, so that there
    /// is something to plot and to differentiate; null if nothing is customary.
    /// </summary>
    static abstract Activation? Section { get; }
}
