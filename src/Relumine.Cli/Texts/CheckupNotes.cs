using System.Diagnostics;
using System.Globalization;
using Relumine.Cli.Sessions;
using Relumine.Doctor.Checkups;

namespace Relumine.Cli.Texts;

/// <summary>Tells on standard error what a checkup is doing: a line for each run it makes, with what was spent of the budget.</summary>
/// <param name="session">Where to.</param>
internal sealed class CheckupNotes(Session session) : IProgress<CheckupProgress>
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public void Report(CheckupProgress value)
    {
        var seed = value.Seeds > 1 ? string.Create(CultureInfo.InvariantCulture, $"seed {value.Seed}/{value.Seeds}, ") : "";
        session.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"[{Stopwatch.GetElapsedTime(_start).TotalSeconds,5:0.0} s, {seed}{value.Spent:0.0} of {value.Budget:0.#} × the training] {value.Activity}"));
    }
}
