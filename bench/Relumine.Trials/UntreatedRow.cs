namespace Relumine.Trials;

/// <summary>The untreated runs of one recipe of a suite, and those of its clean recipe.</summary>
/// <param name="Patient">The recipe's name.</param>
/// <param name="Healthy">Whether there is nothing to treat.</param>
/// <param name="Written">What is written about it.</param>
/// <param name="Seeds">The runs, one for each seed.</param>
/// <param name="Within">In how many of them the measures lie within the band.</param>
/// <param name="CleanWithin">In how many the clean recipe's do; null if there is none.</param>
internal sealed record UntreatedRow(string Patient, bool Healthy, string Written, IReadOnlyList<UntreatedSeed> Seeds, int Within, int? CleanWithin);

/// <summary>One seed of an untreated run.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Within">Whether all measures lie within the band.</param>
/// <param name="Measures">What was measured.</param>
/// <param name="Clean">What was measured of the clean recipe; null if there is none.</param>
internal sealed record UntreatedSeed(ulong Seed, bool Within, IReadOnlyDictionary<string, double> Measures, IReadOnlyDictionary<string, double>? Clean);
