using Google.Protobuf;
using Relumine.Graph.Files;
using Relumine.Graph.Models;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Export;

/// <summary>Writes a model to a file.</summary>
internal static class ModelExport
{
    /// <summary>The first version of the format in which weights need not be inputs too: older programs can read it than any later one.</summary>
    private const int FormatVersion = 4;

    /// <summary>Writes the model, and its external data if there are any.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="maxEmbeddedBytes">The most bytes that weights may take inside the file.</param>
    /// <param name="lowestOpset">The lowest opset to write.</param>
    /// <param name="origin">What the file is to say of itself; null for what Relumine says.</param>
    /// <returns>The opset and the version of the format.</returns>
    public static (int Opset, long Format) Write(Model model, string path, long maxEmbeddedBytes, int lowestOpset, ModelOrigin? origin)
    {
        GraphCheck.Check(model);
        var dataPath = path + ".data";
        var weights = new WeightExport(model.Weights.Values, Path.GetFileName(dataPath), maxEmbeddedBytes);
        var graph = new GraphExport(model, weights, lowestOpset);
        var proto = new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "relumine",
            ProducerVersion = typeof(ModelExport).Assembly.GetName().Version!.ToString(fieldCount: 3),
            Graph = graph.Proto,
        };
        if (origin is not null)
        {
            Origins.Write(origin, model, proto);
        }

        proto.OpsetImport.Add(new OperatorSetIdProto { Version = graph.Opset });
        foreach (var (key, value) in model.Metadata)
        {
            proto.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = value });
        }

        AtomicFile.Write(path, stream =>
        {
            proto.WriteTo(stream);
            if (weights.HasExternal)
            {
                // Inside, so that both files are complete before either gets its name.
                AtomicFile.Write(dataPath, weights.WriteExternal, durable: true);
            }
        }, durable: true);
        return (graph.Opset, proto.IrVersion);
    }
}
