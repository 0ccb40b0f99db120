namespace Relumine.Doctor.Audits;

/// <summary>What was seen of one output of floating-point numbers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Largest">The largest finite absolute value; 0 if there was none.</param>
/// <param name="Finite">Whether every number of it was finite.</param>
public sealed record OutputSummary(string Name, double Largest, bool Finite);
