namespace Relucent.Kernels;

/// <summary>One double: plots, oracles and shape-free questions are answered by the same formulas that run on vectors.</summary>
/// <param name="Value">The number.</param>
public readonly record struct DoubleLane(double Value);
