using Google.Protobuf;
using Relumine.Graph.Errors;
using Relumine.Graph.Files;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Export;
using Relumine.Onnx.Format;
using Relumine.Onnx.Import;

namespace Relumine.Onnx;

/// <summary>Reads and writes single tensors in the form that ONNX test data have (<c>TensorProto</c>, <c>.pb</c>).</summary>
public static class OnnxTensor
{
    /// <summary>
    /// Reads a tensor. Numbers of types that Relumine does not compute with are held in the smallest one that has them all: float16
    /// in float32, uint8 in int32.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensor and its name, which may be empty.</returns>
    /// <exception cref="RelumineException">The file is missing, unreadable, or not a tensor.</exception>
    /// <exception cref="UnsupportedException">Relumine does not compute with the tensor's element type.</exception>
    public static (string Name, ModelTensor Tensor) Load(string path)
    {
        var proto = ProtobufFile.Parse(TensorProto.Parser, path, "an ONNX tensor");
        return (proto.Name, TensorImport.Read(proto, $"The tensor in {path}", external: null));
    }

    /// <summary>Writes a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="path">The file; it is replaced if it exists.</param>
    /// <param name="name">The name of the value that the tensor is for; may be empty.</param>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    public static void Save(ModelTensor tensor, string path, string name = "")
    {
        ArgumentNullException.ThrowIfNull(tensor);
        AtomicFile.Write(path, stream => WeightExport.Embedded(name, tensor).WriteTo(stream));
    }
}
