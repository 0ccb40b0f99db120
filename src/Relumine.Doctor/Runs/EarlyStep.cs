namespace Relumine.Doctor.Runs;

/// <summary>One of the first steps of a run.</summary>
/// <param name="Step">Which, from 1.</param>
/// <param name="Loss">The loss of its batch.</param>
/// <param name="UpdateRatio">The largest ‖Δw‖ ÷ ‖w‖ of any weight matrix.</param>
/// <param name="GradientNorm">The norm of the gradients of all parameters together.</param>
public readonly record struct EarlyStep(long Step, double Loss, double UpdateRatio, double GradientNorm);
