using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Training.Planning;
using Relumine.Graph.Errors;

namespace Relumine.Engine.Training;

/// <summary>Whether a network, a loss and data fit each other.</summary>
internal static class DataFit
{
    /// <summary>Throws if they do not.</summary>
    /// <exception cref="RelumineException">The message says what was given and what was expected.</exception>
    public static void Check(TrainingPlan plan, Loss loss, Dataset training, Dataset? validation)
    {
        if (plan.Inputs.Count != 1)
        {
            throw Wrong(
                $"The network has {plan.Inputs.Count} inputs ({string.Join(", ", plan.Inputs.Select(i => i.Name))}); "
                    + $"data of one kind can train a network with one input."
            );
        }

        Check(plan, loss, training);
        if (validation is not null)
        {
            Check(plan, loss, validation);
        }
    }

    private static void Check(TrainingPlan plan, Loss loss, Dataset data)
    {
        if (plan.Inputs[0].SampleLength != data.SampleShape.ElementCount)
        {
            throw Wrong(
                $"The network expects samples of {plan.Inputs[0].Shape} ({plan.Inputs[0].SampleLength} numbers), but those of '{data.Name}' are "
                    + $"{data.SampleShape} ({data.SampleShape.ElementCount} numbers). Change the network's input or the data."
            );
        }

        if (loss.Objection(plan.Output.SampleLength, data.Labels is null ? 0 : data.Classes, data.TargetWidth) is { } objection)
        {
            throw Wrong($"The loss {loss.Name} {objection} The data are '{data.Name}'.");
        }
    }

    private static RelumineException Wrong(string message) => new(ErrorKind.InvalidRequest, message);
}
