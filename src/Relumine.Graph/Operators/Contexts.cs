using System.Diagnostics.CodeAnalysis;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
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

/// <summary>The memory that an operator reads and writes.</summary>
public sealed class ForwardContext
{
    private readonly ModelTensor?[] _inputs;
    private readonly ModelTensor?[] _outputs;
    private byte[] _scratch = [];
    private object? _kept;

    /// <summary>Binds tensors; null for an input that is left out or an output that nobody wants.</summary>
    public ForwardContext(ModelTensor?[] inputs, ModelTensor?[] outputs) => (_inputs, _outputs) = (inputs, outputs);

    /// <summary>The number of inputs, those left out included.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>The number of outputs, those that nobody wants included.</summary>
    public int OutputCount => _outputs.Length;

    /// <summary>Whether input <paramref name="i"/> is given.</summary>
    public bool HasInput(int i) => i < _inputs.Length && _inputs[i] is not null;

    /// <summary>Whether output <paramref name="i"/> is wanted.</summary>
    public bool HasOutput(int i) => i < _outputs.Length && _outputs[i] is not null;

    /// <summary>Input <paramref name="i"/>, which must be given.</summary>
    public ModelTensor Input(int i) => _inputs[i]!;

    /// <summary>Output <paramref name="i"/>, which must be wanted.</summary>
    public ModelTensor Output(int i) => _outputs[i]!;

    /// <summary>An object that is the same at every call: for memory that an operator lays out itself. One type an operator.</summary>
    public T Kept<T>() where T : class, new() => _kept as T ?? (T)(_kept = new T());

    /// <summary>Working memory of <paramref name="length"/> elements with arbitrary contents, the same at every call.</summary>
    public Span<T> Scratch<T>(int length) where T : unmanaged
    {
        var bytes = checked(length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
        if (_scratch.Length < bytes)
        {
            _scratch = new byte[bytes];
        }

        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, T>(_scratch.AsSpan(0, bytes));
    }
}

/// <summary>What an operator knows when it says whether samples may be stacked.</summary>
public sealed class StackingContext
{
    private readonly Shape?[] _inputs;
    private readonly bool[] _varies;
    private readonly Shape?[] _outputs;
    private readonly ModelTensor?[] _constants;

    /// <summary>Describes one node.</summary>
    /// <param name="inputs">The inputs' shapes for one sample; null for one that is left out.</param>
    /// <param name="varies">Which inputs differ from sample to sample.</param>
    /// <param name="outputs">The outputs' shapes for one sample.</param>
    /// <param name="constants">The values of the inputs that are shared; null for others. Without them fewer nodes can be stacked.</param>
    public StackingContext(Shape?[] inputs, bool[] varies, Shape?[] outputs, ModelTensor?[]? constants = null) =>
        (_inputs, _varies, _outputs, _constants) = (inputs, varies, outputs, constants ?? []);

    /// <summary>The number of inputs, those left out included.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>Whether input <paramref name="i"/> is given.</summary>
    public bool HasInput(int i) => i < _inputs.Length && _inputs[i] is not null;

    /// <summary>The shape of input <paramref name="i"/> for one sample.</summary>
    public Shape Input(int i) => _inputs[i]!;

    /// <summary>Whether input <paramref name="i"/> differs from sample to sample; otherwise it is shared by all.</summary>
    public bool Varies(int i) => i < _varies.Length && _varies[i];

    /// <summary>Whether output <paramref name="i"/> is wanted.</summary>
    public bool HasOutput(int i) => i < _outputs.Length && _outputs[i] is not null;

    /// <summary>The value of input <paramref name="i"/> if it is shared and known, otherwise null.</summary>
    public ModelTensor? Constant(int i) => i < _constants.Length ? _constants[i] : null;

    /// <summary>The shape of output <paramref name="i"/> for one sample.</summary>
    public Shape Output(int i) => _outputs[i]!;

    /// <summary>
    /// The rule for operators that work element by element with broadcasting: every varying input has the output's
    /// rank and its first dimension, and every shared one is constant along axis 0.
    /// </summary>
    public bool StacksElementwise
    {
        get
        {
            var output = Output(0);
            if (output.Rank == 0)
            {
                return false;
            }

            for (var i = 0; i < InputCount; i++)
            {
                if (HasInput(i) && !(Varies(i) ? Input(i).Rank == output.Rank && Input(i)[0] == output[0] : Input(i).Rank < output.Rank || Input(i)[0] == 1))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>Whether only input <paramref name="i"/> differs from sample to sample.</summary>
    public bool OnlyVaries(int i)
    {
        for (var j = 0; j < InputCount; j++)
        {
            if (Varies(j) != (j == i))
            {
                return false;
            }
        }

        return true;
    }
}
