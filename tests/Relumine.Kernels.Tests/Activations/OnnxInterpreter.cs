using System.Globalization;
using MathNet.Numerics;

namespace Relumine.Kernels.Tests.Activations;

/// <summary>Evaluates an ONNX form at one number, operator by operator, from the definitions in ONNX's documentation.</summary>
internal static class OnnxInterpreter
{
    public static double Evaluate(OnnxForm form, Activation f, double x)
    {
        var names = new Dictionary<string, double> { ["x"] = x };
        foreach (var (parameter, value) in f.Card.Parameters.Zip(f.Parameters))
        {
            names[parameter.Name] = value;
        }

        foreach (var step in form.Steps)
        {
            var inputs = step.Inputs.Select(i => names.TryGetValue(i, out var v) ? v : double.Parse(i, CultureInfo.InvariantCulture)).ToArray();
            names[step.Output] = Run(step, inputs, names);
        }

        return names[form.Steps[^1].Output];
    }

    private static double Run(OnnxStep step, double[] inputs, Dictionary<string, double> names)
    {
        var x = inputs[0];
        return step.Operator switch
        {
            "Relu" => Math.Max(x, 0),
            "LeakyRelu" => x < 0 ? A("alpha", 0.01) * x : x,
            "ThresholdedRelu" => x > A("alpha", 1) ? x : 0,
            "Elu" => x < 0 ? A("alpha", 1) * (Math.Exp(x) - 1) : x,
            "Selu" => A("gamma", 1.05070102214813232421875) * (x > 0 ? x : A("alpha", 1.67326319217681884765625) * (Math.Exp(x) - 1)),
            "Celu" => Math.Max(0, x) + Math.Min(0, A("alpha", 1) * (Math.Exp(x / A("alpha", 1)) - 1)),
            "Softplus" => Math.Log(Math.Exp(x) + 1),
            "Softsign" => x / (1 + Math.Abs(x)),
            "Sigmoid" => Sigmoid(x),
            "Tanh" => Math.Tanh(x),
            "Erf" => SpecialFunctions.Erf(x),
            "HardSigmoid" => Math.Max(0, Math.Min(1, A("alpha", 0.2) * x + A("beta", 0.5))),
            "HardSwish" => x * Math.Max(0, Math.Min(1, x / 6 + 0.5)),
            "Mish" => x * Math.Tanh(Math.Log(1 + Math.Exp(x))),
            "Swish" => x * Sigmoid(A("alpha", 1) * x),
            "Gelu" when Text("approximate", "none") == "none" => 0.5 * x * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2))),
            "Gelu" when Text("approximate", "none") == "tanh" => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
            "Clip" => Math.Min(Math.Max(x, inputs[1]), inputs[2]),
            "Mul" => x * inputs[1],
            "Add" => x + inputs[1],
            "Div" => x / inputs[1],
            "Max" => Math.Max(x, inputs[1]),
            "PRelu" => x < 0 ? inputs[1] * x : x,
            "Neg" => -x,
            "Abs" => Math.Abs(x),
            "Exp" => Math.Exp(x),
            "Log" => Math.Log(x),
            "Reciprocal" => 1 / x,
            _ => throw new InvalidOperationException($"The interpreter does not know {step.Operator}."),
        };

        double A(string name, double otherwise)
        {
            var attribute = step.Attributes.SingleOrDefault(a => a.Name == name);
            return attribute is null ? otherwise : attribute.Constant ?? names[attribute.Parameter!];
        }

        string Text(string name, string otherwise) => step.Attributes.SingleOrDefault(a => a.Name == name)?.Text ?? otherwise;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
