using Google.Protobuf;
using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Onnx.Format;
using Relumine.Onnx.Import;

namespace Relumine.Onnx;

/// <summary>A model whose rectifiers' inputs are outputs too, so that another program may run it and hand them out.</summary>
/// <param name="Model">The model as far as Relumine reads it.</param>
/// <param name="Rectifiers">The rectifiers whose inputs are values of the file, from input to output.</param>
/// <param name="File">The bytes of the file with the further outputs.</param>
/// <param name="Folder">Where weights in other files lie.</param>
public sealed record ExposedModel(Model Model, IReadOnlyList<Node> Rectifiers, byte[] File, string Folder)
{
    /// <summary>
    /// Reads a model, and adds outputs: for every rectifier of the graph itself, however it is spelled out. Those inside of loops, functions and
    /// operators that are read as several have no input in the file.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RelumineException">The file is missing, unreadable or damaged.</exception>
    public static ExposedModel Load(string path)
    {
        var model = OnnxModel.Load(path, new OnnxLoadOptions { KeepUnread = true });
        var proto = ProtobufFile.Parse(ModelProto.Parser, path, "an ONNX model");
        var made = proto.Graph.Node.SelectMany(n => n.Output).Where(o => o.Length > 0).ToHashSet(StringComparer.Ordinal);
        Node[] rectifiers = [.. model.Graph.Nodes.Where(n => n.Op.IsActivation && made.Contains(n.Inputs[0]))];
        var known = proto.Graph.Output.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        var more = new ModelProto { Graph = new GraphProto() };
        foreach (var name in rectifiers.Select(r => r.Inputs[0]).Where(known.Add))
        {
            more.Graph.Output.Add(new ValueInfoProto { Name = name });
        }

        // Two messages, one behind the other, are one with the lists of both: so nothing of the file is lost.
        return new(model, rectifiers, [.. ReadAll(path), .. more.ToByteArray()], Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static byte[] ReadAll(string path)
    {
        try
        {
            return System.IO.File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RelumineException(ErrorKind.BrokenFile, $"{path} cannot be read: {e.Message.TrimEnd('.')}. Check its permissions.", e);
        }
    }
}
