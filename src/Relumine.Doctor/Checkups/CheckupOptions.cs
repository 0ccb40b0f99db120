using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes;

namespace Relumine.Doctor.Checkups;

/// <summary>How a checkup is to be made.</summary>
public sealed record CheckupOptions
{
    /// <summary>What a checkup may cost for each seed, everything included, in multiples of the full configured training. Null for
    /// <see cref="CustomaryBudget"/>, or, where the training is so short that a larger one is soon spent, for as much as takes a processor
    /// <see cref="CustomarySeconds"/>.</summary>
    public double? Budget { get; init; }

    /// <summary>What a checkup may cost where nothing else is said.</summary>
    public static double CustomaryBudget => 4;

    /// <summary>The seconds of a processor that it may cost in any case where nothing else is said, by a reckoning that is the same on every machine: what
    /// nobody minds to wait for.</summary>
    public static double CustomarySeconds => 3;

    /// <summary>How many seeds to examine: the recipe's, and those that follow it.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>A recipe that is known to be good, to compare with; it is run with the same seeds, and its cost is not counted. Null for none.</summary>
    public Recipe? Clean { get; init; }

    /// <summary>The number of threads; 0 is one a core. The results do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// The folder for what a checkup writes: <c>treated.json</c>, whose paths are relative to the folder, and the state from which it
    /// is resumed. Null writes nothing.
    /// </summary>
    public string? Output { get; init; }

    /// <summary>Whether to go on from the state that an earlier checkup left in <see cref="Output"/>; otherwise it is overwritten.</summary>
    public bool Resume { get; init; }

    /// <summary>Who sees the runs while they are made; null for nobody.</summary>
    internal IRunObserver? Observer { get; init; }

    /// <summary>What counts as much and as little.</summary>
    public Thresholds Thresholds { get; init; } = Thresholds.Default;
}

/// <summary>How far a checkup is.</summary>
/// <param name="Seed">Which seed it is at, from 1.</param>
/// <param name="Seeds">Of how many.</param>
/// <param name="Activity">What is being done, e.g. <c>experiment: lr 0.3 → 0.03</c>.</param>
/// <param name="Spent">What this seed has cost so far, in multiples of the full training.</param>
/// <param name="Budget">What it may cost.</param>
public readonly record struct CheckupProgress(int Seed, int Seeds, string Activity, double Spent, double Budget);
