namespace Relumine.Kernels;

/// <summary>What there is to know about an activation, apart from its formula: a page of the field guide.</summary>
/// <param name="Name">The name in code, in catalogues and on the command line (compared without case), e.g. <c>LeakyRelu</c>.</param>
/// <param name="Title">The name in prose, e.g. <c>Leaky ReLU</c>.</param>
/// <param name="Latex">The definition in LaTeX.</param>
/// <param name="Definition">The definition in plain text, e.g. <c>f(x) = x if x &gt; 0, α·x otherwise</c>.</param>
/// <param name="Source">Who proposed it, where and when.</param>
/// <param name="Onnx">How ONNX says it.</param>
public sealed record Card(string Name, string Title, string Latex, string Definition, string Source, OnnxForm Onnx)
{
    /// <summary>Other names by which it is found, e.g. <c>swish</c> for SiLU.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// The same function in operators of older opsets, where <see cref="Onnx"/> is one operator of a newer one: what an
    /// export for an old opset writes and an import recognises. Null if there is no need.
    /// </summary>
    public OnnxForm? Decomposed { get; init; }

    /// <summary>Other ways in which files spell the function out: an import recognises them, an export does not write them.</summary>
    public IReadOnlyList<OnnxForm> WrittenAs { get; init; } = [];

    /// <summary>
    /// For an operator that is no function of one number: what is held fixed where it is shown as one. Null for functions.
    /// </summary>
    public string? Held { get; init; }

    /// <summary>The gain for initialisation in words, where there is a closed form or a custom; the number itself is computed.</summary>
    public string? Gain { get; init; }

    /// <summary>The parameters with their customary values.</summary>
    public IReadOnlyList<CardParameter> Parameters { get; init; } = [];

    /// <summary>The range with customary parameters, e.g. <c>[0, ∞)</c>.</summary>
    public required string Range { get; init; }

    /// <summary>What is known of its course, by which what it gives between two arguments is bounded.</summary>
    public Course Course { get; init; }

    /// <summary>Where the function is flat, i.e. its slope is exactly 0, in words; null if nowhere.</summary>
    public string? Flat { get; init; }

    /// <summary>
    /// Whether the activation is a rectifier, i.e. a member of the family whose units are examined for death
    /// (ReLU and its relatives), in contrast to sigmoid and tanh.
    /// </summary>
    public bool IsRectifier { get; init; }

    /// <summary>What it is good at.</summary>
    public required string Good { get; init; }

    /// <summary>What it is bad at.</summary>
    public required string Bad { get; init; }

    /// <summary>What well-known frameworks return as the derivative at the kink, e.g. <c>("PyTorch", "0")</c>.</summary>
    public IReadOnlyList<(string Framework, string Derivative)> Frameworks { get; init; } = [];

    /// <summary>Whether <paramref name="name"/> is the name, the title or an alias, compared without case.</summary>
    public bool Answers(string name) =>
        Aliases.Append(Name).Append(Title).Contains(name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A parameter of an activation.</summary>
/// <param name="Name">The name, as in ONNX where ONNX has it, e.g. <c>alpha</c>.</param>
/// <param name="Default">The customary value.</param>
/// <param name="Meaning">What it does.</param>
public sealed record CardParameter(string Name, double Default, string Meaning);

/// <summary>How ONNX says an activation: one operator, or a few operators composed.</summary>
/// <param name="SinceVersion">The lowest opset that can say it.</param>
/// <param name="Steps">The operators in order; the last one's output is f(x).</param>
public sealed record OnnxForm(int SinceVersion, IReadOnlyList<OnnxStep> Steps)
{
    /// <summary>One operator whose attributes are the activation's parameters, under the same names.</summary>
    public static OnnxForm Operator(string name, int sinceVersion, params OnnxAttribute[] attributes) =>
        new(sinceVersion, [new OnnxStep("y", name, ["x"], attributes)]);

    /// <summary>The operator, if there is exactly one and it reads only x; otherwise null.</summary>
    public OnnxStep? Single => Steps is [{ Inputs: ["x"] } only] ? only : null;
}

/// <summary>One operator of a composed form.</summary>
/// <param name="Output">The name of the result.</param>
/// <param name="Operator">The ONNX operator.</param>
/// <param name="Inputs">
/// <c>x</c>, names of earlier results, names of the activation's parameters (scalars), or numbers for scalar constants, e.g. <c>0</c>.
/// </param>
/// <param name="Attributes">The operator's attributes.</param>
public sealed record OnnxStep(string Output, string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<OnnxAttribute> Attributes);

/// <summary>An attribute of an operator: a parameter of the activation, or a constant.</summary>
/// <param name="Name">The attribute's name in ONNX.</param>
/// <param name="Parameter">The name of the activation's parameter that it takes, or null.</param>
/// <param name="Constant">The number that it takes otherwise, or null.</param>
/// <param name="Text">The string that it takes otherwise, or null.</param>
public sealed record OnnxAttribute(string Name, string? Parameter = null, double? Constant = null, string? Text = null);
