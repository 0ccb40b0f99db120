using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Passes;

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
