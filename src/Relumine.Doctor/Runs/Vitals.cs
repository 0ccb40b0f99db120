namespace Relumine.Doctor.Runs;

/// <summary>The vital signs of a run at one moment.</summary>
/// <param name="Dead">The share of dead units in the layer that has most, from 0 to 1.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Score">The score.</param>
/// <param name="Diverged">Whether a number was not finite by then.</param>
public sealed record Vitals(double Dead, double Loss, double Score, bool Diverged);
