using System.Globalization;
using Google.Protobuf;
using Relucent.Kernels;
using Relucent.Onnx.Format;
using Relucent.Operators;

namespace Relucent.Onnx.Export;

/// <summary>Writes an activation that ONNX composes of several operators, as its card says.</summary>
internal static class ActivationExport
{
    /// <summary>Whether the activation has no operator of its own.</summary>
    public static bool IsComposed(Op op) => op is Activate { Function.Card.Onnx.Single: null };

    /// <summary>Writes the steps.</summary>
    /// <param name="node">The node, whose operator <see cref="IsComposed"/>.</param>
    /// <param name="type">The type of the numbers, which constants must have.</param>
    /// <param name="graph">Receives nodes and constants.</param>
    public static void Write(Node node, ElementType type, GraphExport graph)
    {
        var function = ((Activate)node.Op).Function;
        var steps = function.Card.Onnx.Steps;
        var names = new Dictionary<string, string>(StringComparer.Ordinal) { ["x"] = node.Inputs[0] };
        foreach (var step in steps)
        {
            var last = ReferenceEquals(step, steps[^1]);
            var name = last ? node.Name : graph.FreeName($"{node.Name}/{step.Output}");
            var proto = new NodeProto { OpType = step.Operator, Name = name };
            proto.Input.AddRange(step.Inputs.Select(i => names.TryGetValue(i, out var value) ? value : Constant(i)));
            names[step.Output] = last ? node.Outputs[0] : name;
            proto.Output.Add(names[step.Output]);
            WriteAttributes(step, function, new NodeExport(proto));
            graph.Add(proto);
        }

        string Constant(string text)
        {
            var number = Number(text, function);
            return graph.AddWeight($"{node.Name}/{text}", type == ElementType.Float64 ? Tensor.Scalar(number) : Tensor.Scalar((float)number));
        }
    }

    private static void WriteAttributes(OnnxStep step, Activation function, NodeExport writer)
    {
        foreach (var attribute in step.Attributes)
        {
            if (attribute.Text is { } text)
            {
                writer.Text(attribute.Name, text);
            }
            else
            {
                writer.Float(attribute.Name, attribute.Constant ?? Number(attribute.Parameter!, function));
            }
        }
    }

    /// <summary>A parameter's value by its name, or a number as it is written.</summary>
    private static double Number(string text, Activation function)
    {
        for (var i = 0; i < function.Parameters.Count; i++)
        {
            if (function.Card.Parameters[i].Name == text)
            {
                return function.Parameters[i];
            }
        }

        return double.Parse(text, CultureInfo.InvariantCulture);
    }
}
