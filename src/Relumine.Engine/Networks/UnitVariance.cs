using Relumine.Engine.Inference;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Networks;

/// <summary>
/// Scales weights layer after layer so that what each layer gives for samples has variance 1 (Mishkin &amp; Matas 2016,
/// ICLR, algorithm 1).
/// </summary>
internal static class UnitVariance
{
    private const double Tolerance = 0.001;
    private const int MostTries = 10;

    /// <summary>Scales weights in place.</summary>
    /// <param name="layers">The layers from input to output: the network as far as the layer, and its weights.</param>
    /// <param name="weights">All weights of the network.</param>
    /// <param name="samples">Samples [N, …] of the network's input.</param>
    public static void Scale(
        IEnumerable<(ModelGraph Network, ModelTensor Weight)> layers,
        IReadOnlyDictionary<string, ModelTensor> weights,
        ModelTensor samples
    )
    {
        foreach (var (network, weight) in layers)
        {
            // With biases one division is not always enough.
            for (var attempt = 0; attempt < MostTries; attempt++)
            {
                var variance = Variance(new Model(network, weights), samples);
                if (!(variance > 0 && double.IsFinite(variance)) || Math.Abs(variance - 1) < Tolerance)
                {
                    break;
                }

                var deviation = Math.Sqrt(variance);
                foreach (ref var w in weight.Values<float>())
                {
                    w = (float)(w / deviation);
                }
            }
        }
    }

    private static double Variance(Model model, ModelTensor samples)
    {
        using var plan = Plan.Compile(model);
        if (
            samples.Shape.Rank == 0
            || samples.Type != ElementType.Float32
            || samples.Length != (long)samples.Shape[0] * plan.Inputs[0].SampleLength
            || samples.Length == 0
        )
        {
            throw new ArgumentException(
                $"Samples {samples} do not fit the network's input {plan.Inputs[0].Name} {plan.Inputs[0].Shape}. Give Float32 [N, …] with at least one sample.",
                nameof(samples)
            );
        }

        var count = samples.Shape[0];
        var output = ModelTensor.Zeros(ElementType.Float32, plan.Outputs[0].Shape.With(0, count));
        plan.Run(count, [samples], [output]);
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in output.Values<float>())
        {
            sum += value;
            squares += (double)value * value;
        }

        var mean = sum / output.Length;
        return (squares / output.Length) - (mean * mean);
    }
}
