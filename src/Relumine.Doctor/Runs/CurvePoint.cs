namespace Relumine.Doctor.Runs;

/// <summary>A point of a run.</summary>
/// <param name="Step">After how many updates.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Score">The score.</param>
/// <param name="Dead">The share of dead units in the layer that has most, from 0 to 1.</param>
public readonly record struct CurvePoint(long Step, double Loss, double Score, double Dead);
