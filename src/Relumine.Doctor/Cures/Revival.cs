using Relumine.Doctor.Runs;
using Relumine.Doctor.Units;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Recipes;

namespace Relumine.Doctor.Cures;

/// <summary>
/// Revives dead units of a trained network (after ReDo, Sokar et al. 2023): incoming weights drawn anew as they would begin,
/// bias 0, outgoing weights 0, and the optimizer's memory empty. The network computes the same as before at that moment.
/// </summary>
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
        var model = prepared.Model with { Weights = prepared.Model.Weights.ToDictionary(w => w.Key, w => weights.GetValueOrDefault(w.Key) ?? w.Value) };
        var look = new RunExamination(prepared.Training, thresholds).Examine(model);
        revived = 0;
        foreach (var layer in look.Where(l => l.Dead > 0))
        {
            var maker = prepared.Model.Graph.Nodes.First(n => n.Outputs.Contains(layer.Name));
            var product = prepared.Model.Graph.Nodes.FirstOrDefault(n => n.Outputs.Contains(maker.Inputs[0]) && n.Op is Gemm or Conv);
            if (product is null)
            {
                continue;
            }

            foreach (var unit in layer.DeadUnits)
            {
                Row(fresh[product.Inputs[1]], weights[product.Inputs[1]], unit);
                if (product.Inputs.Count > 2)
                {
                    weights[product.Inputs[2]].Values<float>()[unit] = 0;
                }

                revived++;
            }

            foreach (var reader in prepared.Model.Graph.Nodes.Where(n => n.Op is Gemm or Conv && n.Inputs[0] == layer.Name))
            {
                Silence(weights[reader.Inputs[1]], layer);
            }
        }

        return new TrainingState { Step = 0, Weights = weights, Slots = new Dictionary<(string, int), ModelTensor>() };
    }

    // The units of a product are the first axis of its weight.
    private static void Row(ModelTensor from, ModelTensor to, int unit)
    {
        var inputs = from.Length / from.Shape[0];
        from.Values<float>().Slice(unit * inputs, inputs).CopyTo(to.Values<float>().Slice(unit * inputs, inputs));
    }

    private static void Silence(ModelTensor outgoing, LayerResult layer)
    {
        var values = outgoing.Values<float>();
        var (rows, inner) = (outgoing.Shape[0], outgoing.Length / outgoing.Shape[0] / layer.Units);
        if (inner * rows * layer.Units != outgoing.Length)
        {
            return;
        }

        for (var row = 0; row < rows; row++)
        {
            foreach (var unit in layer.DeadUnits)
            {
                values.Slice(((row * layer.Units) + unit) * inner, inner).Clear();
            }
        }
    }
}
