using Relumine.Data.Arrays;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Inference.Feed;

/// <summary>What a model says of samples in memory.</summary>
public static class Prediction
{
    /// <summary>Runs a model with one input over samples and gives its first output.</summary>
    /// <param name="model">The model. For many calls compile a <see cref="Plan"/> once.</param>
    /// <param name="samples">Float32 [N, sample…], as the model was trained on them; of a table or of pictures the prepared numbers.</param>
    /// <param name="threads">The threads; 0 for one a core. The result does not depend on it.</param>
    /// <returns>[N, output…], of the output's type.</returns>
    /// <exception cref="RelumineException">The samples do not fit the model, or are not finite.</exception>
    public static ModelTensor Predict(this Model model, ModelTensor samples, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(samples);
        using var source = samples.AsData();
        var feed = new SampleFeed(model.Graph, [source]);
        using var plan = feed.Compile(model, new PlanOptions { Threads = threads, Outputs = [model.Graph.Outputs[0].Name] });
        var first = plan.Outputs[0];
        var whole = ModelTensor.Zeros(first.Type, new Shape((int)feed.Samples, first.SampleLength));
        var at = 0;
        foreach (var (count, inputs) in feed.Blocks(plan))
        {
            var output = ModelTensor.Zeros(first.Type, new Shape(count, first.SampleLength));
            plan.Run(count, inputs, [output]);
            output.Bytes.CopyTo(whole.Bytes[at..]);
            at += output.Bytes.Length;
        }

        // A plan's sample has the model's batch of 1 in front.
        int[] sample = [.. first.Shape.Skip(first.Shape is [1, ..] ? 1 : 0)];
        return whole.Reshape(new Shape([(int)feed.Samples, .. sample]));
    }

    /// <summary>Runs a model with one input over the rows of an array.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">A sample in each row.</param>
    /// <returns>A row of outputs for each sample.</returns>
    /// <exception cref="RelumineException">As <see cref="Predict(Model, ModelTensor, int)"/>; or the output is no Float32.</exception>
    public static float[,] Predict(this Model model, float[,] rows)
    {
        var outputs = Predict(model, Samples.Of(rows));
        if (outputs.Type != ElementType.Float32)
        {
            throw new RelumineException(ErrorKind.InvalidRequest, $"The output is {outputs}, not Float32. Ask for it as a tensor.");
        }

        var numbers = outputs.Values<float>();
        var width = outputs.Length / outputs.Shape[0];
        var result = new float[outputs.Shape[0], width];
        for (var i = 0; i < numbers.Length; i++)
        {
            result[i / width, i % width] = numbers[i];
        }

        return result;
    }
}
