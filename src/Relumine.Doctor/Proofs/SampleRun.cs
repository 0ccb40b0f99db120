using Relumine.Engine.Inference;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Proofs;

/// <summary>Runs a network on one sample after the other, as users run it.</summary>
internal sealed class SampleRun : IDisposable
{
    private readonly Plan _plan;

    /// <summary>Compiles the network.</summary>
    public SampleRun(Model model, ElementType? precision)
    {
        _plan = Plan.Compile(model, new PlanOptions { Precision = precision });
        Outputs = [.. _plan.Outputs.Select(o => o.Name)];
    }

    /// <summary>The names of the outputs.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>The elements of all inputs for one sample.</summary>
    public int InputLength => _plan.Inputs.Sum(i => i.SampleLength);

    /// <summary>The elements of an output for one sample.</summary>
    public int OutputLength(int output) => _plan.Outputs[output].SampleLength;

    /// <summary>An output for a sample.</summary>
    /// <param name="x">The elements of all inputs, one input behind the other.</param>
    /// <param name="output">Which output.</param>
    public double[] Of(ReadOnlySpan<double> x, int output)
    {
        var (inputs, at) = (new ModelTensor[_plan.Inputs.Count], 0);
        for (var i = 0; i < inputs.Length; i++)
        {
            var length = _plan.Inputs[i].SampleLength;
            inputs[i] = ModelTensor.Zeros(_plan.Inputs[i].Type, new Shape(length));
            for (var k = 0; k < length; k++)
            {
                Set(inputs[i], k, x[at++]);
            }
        }

        var outputs = new ModelTensor?[_plan.Outputs.Count];
        var result = outputs[output] = ModelTensor.Zeros(_plan.Outputs[output].Type, new Shape(_plan.Outputs[output].SampleLength));
        _plan.Run(1, inputs, outputs);
        return result.ToDoubles();
    }

    /// <inheritdoc/>
    public void Dispose() => _plan.Dispose();

    private static void Set(ModelTensor tensor, int index, double value)
    {
        if (tensor.Type == ElementType.Float32)
        {
            tensor.Values<float>()[index] = (float)value;
        }
        else
        {
            tensor.Values<double>()[index] = value;
        }
    }
}
