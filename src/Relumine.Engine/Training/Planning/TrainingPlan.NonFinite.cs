using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Training.Planning;

/// <content>Finding where numbers stopped being finite.</content>
public sealed partial class TrainingPlan
{
    /// <summary>
    /// Looks for the first number that is not finite, in the order in which a step computes: parameters, then the values
    /// of the forward pass on this batch.
    /// </summary>
    /// <returns>What produced it, for people, or null if all is finite.</returns>
    public string? FindNonFinite(int samples, ModelTensor[] inputs, long step)
    {
        if (NonFiniteParameter is { } parameter)
        {
            return $"the update of '{parameter.Name}' ({parameter.Layer})";
        }

        Turn(samples, inputs);
        (_pass.Learns, _pass.Measures, _pass.Observe, _pass.Step) = (true, false, Observation.None, step);
        foreach (var forward in _forward)
        {
            forward.Forward(_pass);
            foreach (var value in forward.Writes.Where(v => v.Type.Type.IsFloat()))
            {
                if (!_numbers.AreFinite(value))
                {
                    return forward.Name;
                }
            }
        }

        return null;
    }

    /// <summary>The first parameter with an element that is not finite; null if all are.</summary>
    internal Parameter? NonFiniteParameter => Parameters.FirstOrDefault(p => !p.IsFinite);

    /// <summary>Goes forward and backward through a batch whose loss is finite, and looks for the first gradient that is not.</summary>
    /// <returns>What produced it, for people, or null if all are finite.</returns>
    internal string? FindNonFiniteGradient(int samples, ModelTensor[] inputs, in Targets targets, long step)
    {
        foreach (var parameter in Parameters)
        {
            parameter.ClearGradient();
        }

        Forward(samples, inputs, targets, step, measure: false);
        if (_lossGradient is { } first && !_numbers.AreFinite(first))
        {
            return $"the gradient of the loss {Options.Loss.Name}";
        }

        foreach (var backward in _backward)
        {
            backward.Run(_pass);
            if (!backward.Writes.All(_numbers.AreFinite) || Parameters.Any(p => !p.IsGradientFinite))
            {
                return $"the gradient of {backward.Step}";
            }
        }

        return null;
    }
}
