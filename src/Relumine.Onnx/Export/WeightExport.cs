using System.Globalization;
using Google.Protobuf;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Export;

/// <summary>Writes tensors as raw bytes, without copying them, into the model's file or into one beside it.</summary>
internal sealed class WeightExport
{
    /// <summary>External tensors begin at multiples of this, so that other programs can map them.</summary>
    private const int Alignment = 4096;

    /// <summary>Smaller ones (shapes, scalars) stay in the model, where tools expect to find them.</summary>
    private const int SmallestExternal = 1024;

    private readonly string _location;
    private readonly List<ReadOnlyMemory<byte>> _external = [];
    private readonly bool _moveOut;
    private long _end;

    /// <summary>Decides where weights go.</summary>
    /// <param name="weights">All of them.</param>
    /// <param name="location">The name of the file for external data.</param>
    /// <param name="maxEmbedded">The most bytes that may stay in the model.</param>
    public WeightExport(IEnumerable<ModelTensor> weights, string location, long maxEmbedded)
    {
        _location = location;
        _moveOut = weights.Sum(w => (long)w.Memory.Length) > maxEmbedded;
    }

    /// <summary>Whether anything goes into the other file.</summary>
    public bool HasExternal => _external.Count > 0;

    /// <summary>The message of one tensor.</summary>
    public TensorProto Write(string name, ModelTensor tensor)
    {
        if (!_moveOut || tensor.Memory.Length < SmallestExternal)
        {
            return Embedded(name, tensor);
        }

        var proto = Head(name, tensor);
        var offset = Aligned(_end);
        _end = offset + tensor.Memory.Length;
        _external.Add(tensor.Memory);
        proto.DataLocation = TensorProto.Types.Location.External;
        Add("location", _location);
        Add("offset", offset.ToString(CultureInfo.InvariantCulture));
        Add("length", tensor.Memory.Length.ToString(CultureInfo.InvariantCulture));
        return proto;

        void Add(string key, string value) => proto.ExternalData.Add(new StringStringEntryProto { Key = key, Value = value });
    }

    /// <summary>Writes the external data, in the order and at the places that <see cref="Write"/> has given out.</summary>
    public void WriteExternal(Stream stream)
    {
        long end = 0;
        Span<byte> padding = stackalloc byte[Alignment];
        padding.Clear();
        foreach (var bytes in _external)
        {
            stream.Write(padding[..(int)(Aligned(end) - end)]);
            stream.Write(bytes.Span);
            end = Aligned(end) + bytes.Length;
        }
    }

    /// <summary>A tensor's message with its bytes inside.</summary>
    public static TensorProto Embedded(string name, ModelTensor tensor)
    {
        var proto = Head(name, tensor);
        proto.RawData = UnsafeByteOperations.UnsafeWrap(tensor.Memory);
        return proto;
    }

    private static TensorProto Head(string name, ModelTensor tensor)
    {
        var proto = new TensorProto { Name = name, DataType = (int)tensor.Type };
        foreach (var dim in tensor.Shape.Dims)
        {
            proto.Dims.Add(dim);
        }

        return proto;
    }

    private static long Aligned(long offset) => (offset + Alignment - 1) / Alignment * Alignment;
}
