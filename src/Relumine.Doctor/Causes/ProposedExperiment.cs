using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes;

namespace Relumine.Doctor.Causes;

/// <summary>An experiment that a cause proposes: the recipe with one thing changed.</summary>
/// <param name="Cause">The cause that it tests.</param>
/// <param name="Change">What is changed, e.g. <c>lr 0.3 → 0.03</c>.</param>
/// <param name="Do">The same as an instruction, e.g. <c>set lr to 0.03</c>.</param>
/// <param name="Recipe">The changed recipe.</param>
/// <param name="Evidence">How much speaks for it before it is tried, from 0 to 1; from 0.5 it is tried first.</param>
public sealed record ProposedExperiment(ICause Cause, string Change, string Do, Recipe Recipe, double Evidence)
{
    /// <summary>Whether what speaks for it was there before the first update, so that nothing that happened later can have caused it.</summary>
    public bool ShowsAtStart { get; init; }

    /// <summary>Where the experiment stands among others that restore health: an architecture that fails before the first update fails at the
    /// beginning.</summary>
    public CauseKind Standing => ShowsAtStart && Cause.Kind > CauseKind.Initialization ? CauseKind.Initialization : Cause.Kind;

    /// <summary>Further causes that it removes at once, where one change alone could not show anything.</summary>
    public IReadOnlyList<ICause> Also { get; init; } = [];

    /// <summary>What it is made of, where it makes several changes at once that each have an experiment of their own; otherwise empty.</summary>
    public IReadOnlyList<ProposedExperiment> Parts { get; init; } = [];

    /// <summary>Whether it is among the first two that are made, whatever else shows.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Whether the recipe and the data show the cause to be there, whatever an experiment says: it is removed first, and named in any case.</summary>
    public bool IsProven { get; init; }

    /// <summary>Whether it is made to the end of the training: what it is about shows only there.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether the trained weights still fit, so that training can go on from them.</summary>
    public bool KeepsWeights { get; init; }
}
