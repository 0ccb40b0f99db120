using Relumine.Doctor.Causes;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Recipes;

namespace Relumine.Doctor.Cures;

/// <summary>Something that may help: what findings recommend, and what treatments try.</summary>
public interface ICure
{
    /// <summary>The name in JSON and on the command line, e.g. <c>lower-rate</c>; stable. See <see cref="Cure"/>.</summary>
    string Id { get; }

    /// <summary>What to do, in a sentence.</summary>
    string Explanation => ExplanationFor(Thresholds.Default);

    /// <summary>The same, with these thresholds.</summary>
    string ExplanationFor(Thresholds limits);

    /// <summary>When a treatment tries it: what changes less comes first.</summary>
    int Turn => int.MaxValue;

    /// <summary>
    /// What a treatment may try on a recipe whose cause of illness is removed already, where that alone does not make it learn
    /// well; each only if the one before helped.
    /// </summary>
    /// <returns>Nothing for what is no change of a recipe, or makes no sense here.</returns>
    IEnumerable<CureVariant> Vary(CureContext context) => [];
}

/// <summary>What cures look at.</summary>
/// <param name="Recipe">The recipe, as far as it is treated.</param>
/// <param name="Began">The recipe with which the treatment began.</param>
/// <param name="Cause">The cause that is removed in it.</param>
/// <param name="Run">What the recipe led to in a short run.</param>
/// <param name="Thresholds">What counts as much and as little.</param>
public sealed record CureContext(Recipe Recipe, Recipe Began, ICause Cause, CaseHistory Run, Thresholds Thresholds);

/// <summary>One thing that a treatment may try.</summary>
/// <param name="Do">As an instruction, e.g. <c>set lr to 0.003</c>.</param>
/// <param name="Recipe">The recipe with it.</param>
/// <param name="KeepsWeights">Whether trained weights still fit.</param>
public sealed record CureVariant(string Do, Recipe Recipe, bool KeepsWeights)
{
    /// <summary>Another rate.</summary>
    internal static CureVariant Rate(CureContext context, double factor)
    {
        var rate = RecipeEdit.Round(context.Recipe.Optimizer.LearningRate * factor);
        return new($"set lr to {RecipeEdit.Text(rate)}", context.Recipe.WithRate(rate), true);
    }
}
