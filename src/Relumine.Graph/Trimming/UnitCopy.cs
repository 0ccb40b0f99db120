namespace Relumine.Graph.Trimming;

/// <summary>A unit that is a multiple of another one of its layer for every input, because its weights are that multiple.</summary>
/// <param name="Unit">The index of the unit that is the same again.</param>
/// <param name="Of">The index of the unit that says it already.</param>
/// <param name="Factor">What the other is multiplied by: 1 for a duplicate, any positive number for parallel units of a function without a scale (ReLU).</param>
public readonly record struct UnitCopy(int Unit, int Of, double Factor);
