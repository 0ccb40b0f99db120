using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Tests.Operators;

/// <summary>Runs one operator: shape rule, memory, forward. What a plan does, without the plan.</summary>
internal static class Apply
{
    /// <summary>The outputs of an operator; null inputs are left out.</summary>
    public static ModelTensor[] All(Op op, int outputs, params ModelTensor?[] inputs)
    {
        var types = Types(op, outputs, inputs);
        var results = types.Select(t => ModelTensor.Zeros(t.Type, t.Shape)).ToArray();
        foreach (var result in results)
        {
            // Forward must write every element: memory in a plan is never clean.
            result.Bytes.Fill(0xA5);
        }

        op.Forward(new ForwardContext(inputs, results));
        return results;
    }

    /// <summary>The only output.</summary>
    public static ModelTensor One(Op op, params ModelTensor?[] inputs) => All(op, 1, inputs)[0];

    /// <summary>The types that the shape rule gives.</summary>
    public static TensorType[] Types(Op op, int outputs, params ModelTensor?[] inputs)
    {
        var node = new Node(
            "node", op,
            inputs.Select((t, i) => t is null ? "" : $"x{i}").ToArray(),
            Enumerable.Range(0, outputs).Select(i => $"y{i}").ToArray());
        var context = new InferenceContext(node, [.. inputs.Select(t => t is null ? (TensorType?)null : new TensorType(t.Type, t.Shape))], inputs);
        op.Infer(context);
        return [.. context.Outputs.Select(t => t.ShouldNotBeNull())];
    }
}
