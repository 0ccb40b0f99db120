namespace Relumine.Recipes.Sweeps;

/// <summary>What became of the networks at one point of a <see cref="Sweep"/>, means over its seeds.</summary>
/// <param name="Index">Which point, the last axis running fastest.</param>
/// <param name="Score">Accuracy, or R² for numbers, on validation data where the recipe keeps some, else on training data; of runs that did not diverge, null
/// if
/// all did.</param>
/// <param name="Loss">The loss on the same data.</param>
/// <param name="Dead">The share of units that fire on no sample at the end, of those that can die; null if none can.</param>
/// <param name="BornDead">The same before the first update.</param>
/// <param name="BornDeadNetworks">The share of networks in which a whole layer is dead before the first update, so that nothing reaches the output.</param>
/// <param name="Diverged">The share of runs whose loss was not finite at some step.</param>
/// <param name="Steps">Updates done, all seeds together.</param>
/// <param name="Weights">A hash of the weights that the first seed ended with: the same bits give the same one.</param>
public sealed record SweepPoint(
    int Index, double? Score, double? Loss, double? Dead, double? BornDead, double? BornDeadNetworks, double Diverged, long Steps, string Weights);
