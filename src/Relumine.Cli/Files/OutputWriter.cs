using Relumine.Data.Writing;
using Relumine.Engine.Program;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Cli.Files;

/// <summary>Writes one output of a network, block by block, into a file that appears when it is complete.</summary>
internal sealed class OutputWriter : IDisposable
{
    private readonly string _path;
    private readonly PlanValue _value;
    private readonly Shape _sample;
    private readonly NpyWriter? _npy;
    private readonly List<byte[]> _blocks = [];
    private long _samples;

    /// <summary>Begins a file.</summary>
    /// <param name="folder">Where it is to appear.</param>
    /// <param name="value">The output.</param>
    /// <param name="format"><c>npy</c> or <c>pb</c>.</param>
    public OutputWriter(string folder, PlanValue value, string format)
    {
        _value = value;

        // A plan's sample has the model's batch of 1 in front; in a file the samples take its place.
        _sample = value.Shape is [1, ..] ? new Shape(value.Shape.Dims[1..]) : value.Shape;
        _path = Path.Combine(folder, FileName(value.Name) + "." + format);
        _npy = format == "npy" ? new NpyWriter(_path, value.Type, _sample) : null;
    }

    /// <summary>What was written, for the result.</summary>
    public string Description => $"{_path}: {_value.Type} {_sample.Prepend((int)_samples)}";

    /// <summary>Adds the outputs of whole samples.</summary>
    public void Add(ModelTensor block, int samples)
    {
        _samples += samples;
        switch (_npy)
        {
            case null: _blocks.Add(block.Bytes.ToArray()); break;
            case var npy when _value.Type == ElementType.Float32: npy.Add<float>(block.Values<float>()); break;
            case var npy when _value.Type == ElementType.Float64: npy.Add<double>(block.Values<double>()); break;
            case var npy when _value.Type == ElementType.Int64: npy.Add<long>(block.Values<long>()); break;
            case var npy when _value.Type == ElementType.Int32: npy.Add<int>(block.Values<int>()); break;
            case var npy: npy.Add<bool>(block.Values<bool>()); break;
        }
    }

    /// <summary>Gives the file its name.</summary>
    public void Complete()
    {
        if (_npy is not null)
        {
            _npy.Complete();
            return;
        }

        // One message holds the whole tensor, so this format is for results that fit into memory.
        var whole = ModelTensor.Zeros(_value.Type, _sample.Prepend(checked((int)_samples)));
        var at = 0;
        foreach (var block in _blocks)
        {
            block.CopyTo(whole.Bytes[at..]);
            at += block.Length;
        }

        OnnxTensor.Save(whole, _path, _value.Name);
    }

    /// <inheritdoc/>
    public void Dispose() => _npy?.Dispose();

    /// <summary>Writes a tensor as it is and describes the file.</summary>
    public static string Write(string folder, string name, ModelTensor tensor, string format)
    {
        var path = Path.Combine(folder, FileName(name) + "." + format);
        if (format == "npy")
        {
            NpyWriter.Write(path, tensor);
        }
        else
        {
            OnnxTensor.Save(tensor, path, name);
        }

        return $"{path}: {tensor}";
    }

    /// <summary>A name of the model as a file name: it is the model's author who chose it, so it must not lead anywhere else.</summary>
    internal static string FileName(string name)
    {
        var safe = string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_')).TrimStart('.');
        return safe.Length switch { 0 => "output", > 100 => safe[..100], _ => safe };
    }
}
