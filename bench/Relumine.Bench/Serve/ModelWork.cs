using System.Globalization;
using Relumine.Engine.Inference;
using Relumine.Engine.Program;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Bench.Serve;

/// <summary>Inference of an ONNX file: <c>model PATH SAMPLES none|firing|full THREADS</c>, with random inputs in memory.</summary>
internal static class ModelWork
{
    public static Action Make(string[] words)
    {
        var samples = int.Parse(words[1], CultureInfo.InvariantCulture);
        var plan = Plan.Compile(OnnxModel.Load(words[0]), new PlanOptions
        {
            Observe = Enum.Parse<Observation>(words[2], ignoreCase: true),
            Threads = int.Parse(words[3], CultureInfo.InvariantCulture),
        });
        var random = new Random(1);
        ModelTensor[] inputs = [.. plan.Inputs.Select(Memory)];
        ModelTensor?[] outputs = [.. plan.Outputs.Select(Memory)];
        foreach (var input in inputs)
        {
            foreach (ref var x in input.Values<float>())
            {
                x = random.NextSingle() - 0.5f;
            }
        }

        return () => plan.Run(samples, inputs, outputs);

        ModelTensor Memory(PlanValue value) => ModelTensor.Zeros(value.Type, value.Shape.Prepend(samples));
    }
}
