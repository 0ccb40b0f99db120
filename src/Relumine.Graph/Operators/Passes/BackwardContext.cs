using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Passes;

/// <summary>
/// The memory that a backward pass reads and writes: dL/d(input) from dL/d(output) for a scalar L. Under stacking the
/// tensors hold samples along axis 0, and the gradient of an input that all samples share is the sum over them.
/// </summary>
public sealed class BackwardContext
{
    private readonly ModelTensor?[] _inputs;
    private readonly ModelTensor?[] _outputs;
    private readonly ModelTensor?[] _outputGradients;
    private readonly ModelTensor?[] _inputGradients;
    private byte[] _scratch = [];
    private object? _kept;

    /// <summary>Binds tensors.</summary>
    /// <param name="inputs">The inputs of the forward pass; null for one that is left out. Elements only of those that the operator said it needs.</param>
    /// <param name="outputs">The outputs of the forward pass, likewise.</param>
    /// <param name="outputGradients">dL/d(output); null where nothing depends on that output.</param>
    /// <param name="inputGradients">Where dL/d(input) is to be written; null where nobody wants it.</param>
    /// <param name="kink">The derivative where none exists.</param>
    public BackwardContext(ModelTensor?[] inputs, ModelTensor?[] outputs, ModelTensor?[] outputGradients, ModelTensor?[] inputGradients, Kink kink)
    {
        (_inputs, _outputs, _outputGradients, _inputGradients) = (inputs, outputs, outputGradients, inputGradients);
        Kink = kink;
    }

    /// <summary>The derivative where none exists: left + λ·(right − left).</summary>
    public Kink Kink { get; }

    /// <summary>The number of inputs, those left out included.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>Whether input <paramref name="i"/> is given.</summary>
    public bool HasInput(int i) => i < _inputs.Length && _inputs[i] is not null;

    /// <summary>Input <paramref name="i"/>. Its shape is always there, its elements only if the operator said that it needs them.</summary>
    public ModelTensor Input(int i) => _inputs[i]!;

    /// <summary>Output <paramref name="i"/>. Its shape is always there, its elements only if the operator said that it needs them.</summary>
    public ModelTensor Output(int i) => _outputs[i]!;

    /// <summary>Whether anything depends on output <paramref name="i"/>.</summary>
    public bool HasOutputGradient(int i) => i < _outputGradients.Length && _outputGradients[i] is not null;

    /// <summary>dL/d(output <paramref name="i"/>), of the output's shape.</summary>
    public ModelTensor OutputGradient(int i) => _outputGradients[i]!;

    /// <summary>Whether dL/d(input <paramref name="i"/>) is wanted.</summary>
    public bool Wants(int i) => i < _inputGradients.Length && _inputGradients[i] is not null;

    /// <summary>Where dL/d(input <paramref name="i"/>) is to be written, of the input's shape. Its contents are arbitrary before: every element must be
    /// written. Overlaps nothing else.</summary>
    public ModelTensor InputGradient(int i) => _inputGradients[i]!;

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
