using System.Diagnostics;
using System.Globalization;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Checkups;

namespace Relumine.Cli.Texts;

/// <summary>Tells on standard error what a checkup is doing: what it may cost, once the training is known, and a line for each run it makes, with how much of
/// that was spent.</summary>
/// <param name="session">Where to.</param>
/// <param name="given">The budget that was asked for; null for the customary one.</param>
internal sealed class CheckupNotes(Session session, double? given) : IProgress<CheckupProgress>
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private bool _knowsBudget;

    /// <inheritdoc/>
    public void Report(CheckupProgress value)
    {
        var seed = value.Seeds > 1 ? string.Create(CultureInfo.InvariantCulture, $", seed {value.Seed} of {value.Seeds}") : "";
        if (value.Spent == 0)
        {
            Note(seed, value.Activity);
            return;
        }

        if (!_knowsBudget)
        {
            _knowsBudget = true;
            Note(seed, string.Create(CultureInfo.InvariantCulture, $"the budget is {value.Budget:0.#} times what this training takes{Reason(value.Budget)}"));
        }

        Note($"{seed}, {Share(value.Spent / value.Budget)} of the budget", value.Activity);
    }

    private void Note(string place, string what) =>
        session.Note(string.Create(CultureInfo.InvariantCulture, $"[{Stopwatch.GetElapsedTime(_start).TotalSeconds,5:0.0} s{place}] {what}"));

    // What nobody asked for is explained: a short training leaves time for many experiments.
    private string Reason(double budget) => given is null && budget > CheckupOptions.CustomaryBudget
        ? string.Create(CultureInfo.InvariantCulture, $", since it is short; that is {CheckupOptions.CustomarySeconds:0.#} s on a slow processor") : "";

    private static string Share(double share) => (100 * Math.Min(1, share)).ToString("0", CultureInfo.InvariantCulture) + " %";
}
