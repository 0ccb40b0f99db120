using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Onnx;

namespace Relumine.Cli.Files;

/// <summary>An ONNX tensor file as data: the format that the data library leaves to the program, which knows ONNX.</summary>
internal sealed class OnnxTensorFormat : IDataFormat
{
    /// <inheritdoc/>
    public string Name => "ONNX TensorProto (.pb)";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".pb"];

    /// <inheritdoc/>
    public string Signature => "a TensorProto message";

    /// <inheritdoc/>
    public bool Recognizes(DataFile file) => file is { IsFolder: false, Extension: ".pb" };

    /// <inheritdoc/>
    public DataContents Open(DataFile file, DataOptions options, DataFormats formats)
    {
        var (name, tensor) = OnnxTensor.Load(file.Path);
        return new([DataSource.OfMemory(
            options.Name.Length > 0 ? options.Name : name, tensor.Type.Stored(), [.. tensor.Shape.Select(d => (long)d)], tensor.Bytes.ToArray(), file.Path)]);
    }
}
