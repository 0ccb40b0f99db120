using Relumine.Doctor.Checkups.Experiments;

namespace Relumine.Doctor.Checkups.Protocol;

/// <summary>A stage of a checkup.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Begins">When it is done at all.</param>
/// <param name="Cost">What it may cost; it is left out where less is left than it needs.</param>
/// <param name="Ends">When it stops, in words; the rule itself is in what it does.</param>
/// <param name="Do">Does it, within its cost.</param>
internal sealed record Stage(string Name, Func<SeedCheckup, bool> Begins, StageCost Cost, string Ends, Action<SeedCheckup, StageCost> Do);
