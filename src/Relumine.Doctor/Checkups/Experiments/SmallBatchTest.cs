using Relumine.Doctor.Causes;
using Relumine.Doctor.Checkups.State;
using Relumine.Doctor.Cures;
using Relumine.Doctor.Runs;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Recipes;
using Relumine.Recipes.Layers;

namespace Relumine.Doctor.Checkups.Experiments;

/// <summary>
/// Learns one small batch by heart, which tells a fault of the network from data that hold no answer (Karpathy 2019, A Recipe for
/// Training Neural Networks: "overfit one batch").
/// </summary>
internal static class SmallBatchTest
{
    /// <summary>Makes it.</summary>
    /// <param name="checkup">Where.</param>
    /// <param name="recipe">The sick recipe.</param>
    /// <param name="share">What it may cost.</param>
    /// <returns>Null where it would cost more.</returns>
    public static SmallBatch? Make(CheckupCase checkup, Recipe recipe, double share)
    {
        var limits = checkup.Thresholds.Experiments;
        var plain = Unregularized(recipe);
        var cost = checkup.CostOfSmallBatch(plain, limits.SmallBatch, limits.SmallBatchSteps);
        if (cost > share)
        {
            return null;
        }

        Metrics Learned(Recipe r, string how) => checkup.RunSmallBatch(r, limits.SmallBatch, limits.SmallBatchSteps, $"one small batch alone{how}");
        bool ByHeart(Metrics m) => m.Skill >= checkup.Thresholds.Training.GoodSkill;
        var first = Learned(plain, "");
        var second = ByHeart(first) || 2 * cost > share ? null : Learned(UseAdam.Treat(plain, checkup.Thresholds.Treatments), ", with adam");
        return new(
            first.Samples, limits.SmallBatchSteps, first.Score, second?.Score,
            ByHeart(first) ? SmallBatchLearning.AsItIs : second is not null && ByHeart(second) ? SmallBatchLearning.WithAdam : SmallBatchLearning.Not);
    }

    // What keeps a network from learning by heart is left out.
    private static Recipe Unregularized(Recipe recipe) => recipe.Map(l => l is DropoutLayer or AlphaDropoutLayer ? [] : [l]) with
    {
        Optimizer = recipe.Optimizer switch
        {
            Sgd o => o with { WeightDecay = 0 },
            Adam o => o with { WeightDecay = 0 },
            AdamW o => o with { WeightDecay = 0 },
            RmsProp o => o with { WeightDecay = 0 },
            var other => other,
        },
    };
}
