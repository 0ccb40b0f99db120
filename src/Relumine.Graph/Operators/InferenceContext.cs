using System.Diagnostics.CodeAnalysis;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators;

/// <summary>What an operator knows of its inputs when shapes are derived.</summary>
public sealed class InferenceContext
{
    private readonly TensorType?[] _inputs;
    private readonly ModelTensor?[] _constants;
    private readonly TensorType?[] _outputs;

    /// <summary>Prepares the derivation for one node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">The types of its inputs; null for one that is left out.</param>
    /// <param name="constants">The values of those inputs that are known; null for others.</param>
    public InferenceContext(Node node, TensorType?[] inputs, ModelTensor?[] constants)
    {
        Node = node;
        _inputs = inputs;
        _constants = constants;
        _outputs = new TensorType?[node.Outputs.Count];
    }

    /// <summary>The node, for messages.</summary>
    public Node Node { get; }

    /// <summary>The number of inputs, those left out included.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>The number of outputs.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>The outputs' types as far as they have been derived.</summary>
    public IReadOnlyList<TensorType?> Outputs => _outputs;

    /// <summary>Whether input <paramref name="i"/> is given.</summary>
    public bool HasInput(int i) => i < _inputs.Length && _inputs[i] is not null;

    /// <summary>The type and shape of input <paramref name="i"/>.</summary>
    /// <exception cref="GraphException">It is left out.</exception>
    public TensorType Input(int i) => i < _inputs.Length && _inputs[i] is { } type ? type : throw Fail($"input {i} is missing");

    /// <summary>The value of input <paramref name="i"/> if it is a weight or can be computed at compile time, otherwise null.</summary>
    public ModelTensor? Constant(int i) => i < _constants.Length ? _constants[i] : null;

    /// <summary>The value of an input that decides the output's shape and must therefore be known.</summary>
    /// <exception cref="UnsupportedException">It depends on the data.</exception>
    public ModelTensor NeedConstant(int i, string meaning) =>
        Constant(i)
        ?? throw new UnsupportedException(
            $"{Node.Op.Type} '{Node.Name}': {meaning} (input {i}) depends on the data, so shapes cannot be known in advance. "
                + $"Export the model with a constant there."
        );

    /// <summary>Declares output <paramref name="i"/>.</summary>
    public void Output(int i, ElementType type, Shape shape)
    {
        if (i < _outputs.Length)
        {
            _outputs[i] = new TensorType(type, shape);
        }
    }

    /// <summary>The error that the inputs do not fit.</summary>
    public GraphException Fail(string what) =>
        new(
            $"{Node.Op.Type} '{Node.Name}': {what}. Its inputs are "
                + $"{string.Join(", ", _inputs.Select((t, i) => t is null ? "(left out)" : $"'{Node.Inputs[i]}' {t}"))}. The model is inconsistent; "
                + $"check how it was exported."
        );
}
