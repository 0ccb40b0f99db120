using Relumine.Graph.Errors;

namespace Relumine.Graph.Operators.Recurrent;

/// <summary>A function of a gate or of a state: ONNX names them, and gives some of them parameters.</summary>
/// <param name="Name">The name.</param>
/// <param name="Alpha">The first parameter.</param>
/// <param name="Beta">The second parameter.</param>
internal readonly record struct GateFunction(string Name, double Alpha, double Beta)
{
    private static readonly Dictionary<string, (double Alpha, double Beta)> s_known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Relu"] = default,
        ["Tanh"] = default,
        ["Sigmoid"] = default,
        ["Affine"] = (1, 0),
        ["LeakyRelu"] = (0.01, 0),
        ["ThresholdedRelu"] = (1, 0),
        ["ScaledTanh"] = (1, 1),
        ["HardSigmoid"] = (0.2, 0.5),
        ["Elu"] = (1, 0),
        ["Softsign"] = default,
        ["Softplus"] = default,
    };

    private enum Parameters
    {
        None,
        Alpha,
        Both,
    }

    /// <summary>Whether there is a function of this name.</summary>
    public static bool Knows(string name) => s_known.ContainsKey(name);

    /// <summary>The functions of a node: parameters are listed for those functions alone that have some, in their order.</summary>
    public static GateFunction[] Of(IReadOnlyList<string> names, IReadOnlyList<float> alphas, IReadOnlyList<float> betas)
    {
        var (a, b) = (0, 0);
        var functions = new GateFunction[names.Count];
        for (var i = 0; i < functions.Length; i++)
        {
            var (alpha, beta) = s_known[names[i]];
            var takes = ParametersOf(names[i]);
            alpha = takes != Parameters.None && a < alphas.Count ? alphas[a++] : alpha;
            beta = takes == Parameters.Both && b < betas.Count ? betas[b++] : beta;
            functions[i] = new GateFunction(names[i].ToUpperInvariant(), alpha, beta);
        }

        return functions;
    }

    /// <summary>f(x).</summary>
    public double Of(double x) => Name switch
    {
        "RELU" => Math.Max(0, x),
        "TANH" => Math.Tanh(x),
        "SIGMOID" => 1 / (1 + Math.Exp(-x)),
        "AFFINE" => (Alpha * x) + Beta,
        "LEAKYRELU" => x < 0 ? Alpha * x : x,
        "THRESHOLDEDRELU" => x > Alpha ? x : 0,
        "SCALEDTANH" => Alpha * Math.Tanh(Beta * x),
        "HARDSIGMOID" => Math.Clamp((Alpha * x) + Beta, 0, 1),
        "ELU" => x < 0 ? Alpha * (Math.Exp(x) - 1) : x,
        "SOFTSIGN" => x / (1 + Math.Abs(x)),
        "SOFTPLUS" => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x)),
        _ => throw new GraphException($"There is no gate function '{Name}'."),
    };

    private static Parameters ParametersOf(string name) => name.ToUpperInvariant() switch
    {
        "AFFINE" or "SCALEDTANH" or "HARDSIGMOID" => Parameters.Both,
        "LEAKYRELU" or "THRESHOLDEDRELU" or "ELU" => Parameters.Alpha,
        _ => Parameters.None,
    };
}
