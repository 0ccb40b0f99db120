using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Tensors;
using Relumine.Recipes;
using Relumine.Recipes.Runs;

namespace Relumine.Doctor.Cures;

/// <summary>Revives the dead units of a trained network (<see cref="UnitRevival"/>), with incoming weights as they began in the treated recipe.</summary>
internal static class Revival
{
    /// <summary>The state from which to go on.</summary>
    /// <param name="recipe">The treated recipe, which has the same layers.</param>
    /// <param name="end">The state in which the sick run ended.</param>
    /// <param name="thresholds">What counts as dead units, among others.</param>
    /// <param name="revived">How many units were revived.</param>
    public static TrainingState Of(Recipe recipe, TrainingState end, Thresholds thresholds, out int revived)
    {
        var prepared = PreparedRun.Of(recipe, []);
        var fresh = prepared.Model.Weights;
        var weights = end.Weights.ToDictionary(w => w.Key, w => w.Value.Clone());
        var slots = new Dictionary<(string, int), ModelTensor>();
        var model = prepared.Model with { Weights = fresh.ToDictionary(w => w.Key, w => weights.GetValueOrDefault(w.Key) ?? w.Value) };
        var look = new RunExamination(prepared.Training, thresholds).Examine(model);
        revived = look.Where(l => l.Dead > 0).Sum(l => UnitRevival.Apply(prepared.Model, weights, slots, fresh, l.Name, l.DeadUnits) ? l.DeadUnits.Count : 0);
        return new TrainingState { Step = 0, Weights = weights, Slots = slots };
    }
}
