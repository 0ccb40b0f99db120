using System.Globalization;
using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Learning.Initializers;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Kernels;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Causes;

/// <summary>Changes recipes, layers inside of others included.</summary>
internal static class RecipeEdit
{
    /// <summary>The recipe with every layer replaced by what a function makes of it.</summary>
    public static Recipe Map(this Recipe recipe, Func<RecipeLayer, IEnumerable<RecipeLayer>> change) => recipe with { Model = Map(recipe.Model, change) };

    /// <summary>He's normal weights, scaled for the activations that follow, in all layers.</summary>
    public static Recipe Reinitialized(this Recipe recipe, Initializer initializer) =>
        (recipe with { Init = recipe.Init with { Weights = initializer } }).Map(l => [l is WeightedLayer w ? w with { Init = null } : l]);

    /// <summary>No layer with a bias of its own at the beginning.</summary>
    public static Recipe WithoutBias(this Recipe recipe) =>
        (recipe with { Init = recipe.Init with { Bias = 0, Biases = null } }).Map(l => [l is WeightedLayer w ? w with { Bias = default, BiasInit = null } : l]);

    /// <summary>Another base rate.</summary>
    public static Recipe WithRate(this Recipe recipe, double rate) => recipe with { Optimizer = recipe.Optimizer with { LearningRate = rate } };

    /// <summary>Every activation between the layers replaced; an activation behind the last layer stays.</summary>
    public static Recipe Activated(this Recipe recipe, Func<Activation, Activation> change)
    {
        var last = recipe.Model[^1];
        return recipe.Map(l => [l is ActivationLayer a && !ReferenceEquals(l, last) ? a with { Function = change(a.Function) } : l]);
    }

    /// <summary>Whether an activation between the layers is flat on both sides.</summary>
    public static bool Saturates(this Recipe recipe, UnitThresholds limits) =>
        recipe.Model.SkipLast(1).Flat().Any(l => l is ActivationLayer a && Saturates(a.Function, limits));

    /// <summary>Whether an activation is flat on both sides, as sigmoid and tanh are.</summary>
    public static bool Saturates(Activation function, UnitThresholds limits) =>
        Math.Abs(function.SlopeFromLeft(-50)) < limits.SaturatedSlope && Math.Abs(function.SlopeFromRight(50)) < limits.SaturatedSlope;

    /// <summary>Whether an activation has a side on which nothing is passed on, as ReLU has.</summary>
    public static bool DiesOut(Activation function) => function.SlopeFromLeft(-1) == 0;

    /// <summary>A number with three significant digits, e.g. <c>0.003</c>.</summary>
    public static string Text(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>A number without the noise of binary fractions: 0.3 · 0.1 as 0.03.</summary>
    public static double Round(double value) => double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static ValueArray<RecipeLayer> Map(ValueArray<RecipeLayer> layers, Func<RecipeLayer, IEnumerable<RecipeLayer>> change) =>
        layers
            .SelectMany(l =>
                l switch
                {
                    ResidualLayer r => [r with { Body = Map(r.Body, change), Shortcut = r.Shortcut.Count == 0 ? r.Shortcut : Map(r.Shortcut, change) }],
                    ConcatLayer c => [c with { Branches = c.Branches.Select(b => Map(b, change)).ToArray() }],
                    _ => change(l),
                }
            )
            .ToArray();
}
