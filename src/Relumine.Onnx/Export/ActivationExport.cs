using System.Globalization;
using Google.Protobuf;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Export;

/// <summary>Decides how an activation is written, and writes those that are composed of several operators, as their cards say.</summary>
internal static class ActivationExport
{
    /// <summary>The lowest opset that can say the activation in one way or another.</summary>
    public static int LowestOpset(Card card) => Math.Min(card.Onnx.SinceVersion, card.Decomposed?.SinceVersion ?? int.MaxValue);

    /// <summary>
    /// How the activation is written: as its own operator where the opset has it, else composed of older ones, so that
    /// a model with a modern activation still runs where it came from.
    /// </summary>
    public static OnnxForm Form(Card card, int opset) => card.Decomposed is { } older && card.Onnx.SinceVersion > opset ? older : card.Onnx;

    /// <summary>Writes the steps of a composed form.</summary>
    /// <param name="node">The node, whose operator is <see cref="Activate"/>.</param>
    /// <param name="form">The form.</param>
    /// <param name="type">The type of the numbers, which constants must have.</param>
    /// <param name="graph">Receives nodes and constants.</param>
    public static void Write(Node node, OnnxForm form, ElementType type, GraphExport graph)
    {
        var function = ((Activate)node.Op).Function;
        var steps = form.Steps;
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
            return graph.AddWeight($"{node.Name}/{text}", type == ElementType.Float64 ? ModelTensor.Scalar(number) : ModelTensor.Scalar((float)number));
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
