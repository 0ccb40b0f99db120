namespace Relumine.Live.Sessions;

/// <summary>How one run of several ended.</summary>
/// <param name="Name">What it was for.</param>
/// <param name="Steps">How many steps it had.</param>
/// <param name="Loss">The loss; NaN where it was no finite number.</param>
/// <param name="Score">The score.</param>
/// <param name="Dead">How many units were dead.</param>
internal sealed record EndedRun(string Name, long Steps, double Loss, double Score, int Dead);
