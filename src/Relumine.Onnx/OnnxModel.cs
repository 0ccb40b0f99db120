using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Rewrites;
using Relumine.Onnx.Export;
using Relumine.Onnx.Format;
using Relumine.Onnx.Import;

namespace Relumine.Onnx;

/// <summary>Reads and writes ONNX models (<c>.onnx</c>), see <see href="https://onnx.ai"/>.</summary>
public static class OnnxModel
{
    /// <summary>
    /// Reads a model of opset 1 to 27. Older forms of operators are lifted to <see cref="Op.InternalOpset"/>, nodes
    /// are sorted and named, constants become weights, weights that nothing reads are left away, and activations that
    /// the file spells out become one node (<see cref="RecognizeActivations"/>). Functions that the file defines are put in where they are called. Weights may
    /// lie in other files inside
    /// the model's folder.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="RelumineException">The file is missing, unreadable or damaged.</exception>
    /// <exception cref="GraphException">The model contradicts itself.</exception>
    /// <exception cref="UnsupportedException">The model is valid, but says something that Relumine does not support.</exception>
    public static Model Load(string path, OnnxLoadOptions? options = null)
    {
        ForeignFormat.Refuse(path);
        var proto = ProtobufFile.Parse(ModelProto.Parser, path, "an ONNX model");
        try
        {
            return Read(proto, Path.GetDirectoryName(Path.GetFullPath(path))!, options ?? new OnnxLoadOptions());
        }
        catch (UnsupportedException e)
        {
            throw new UnsupportedException($"{path}: {e.Message}");
        }
        catch (GraphException e)
        {
            throw new GraphException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>
    /// Writes a model at the lowest opset that can say its graph, with its weights and metadata. Activations that ONNX
    /// has no operator for, or none yet in the opset that the model came from, are written as the operators they are
    /// composed of. Reading the file gives a model that computes the same, bit for bit.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; it is replaced if it exists.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="GraphException">The graph contradicts itself.</exception>
    /// <exception cref="RelumineException">The file cannot be written.</exception>
    /// <returns>The versions that the file has.</returns>
    public static FileVersions Save(Model model, string path, OnnxSaveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new OnnxSaveOptions();
        if (options.LowestOpset is < Opsets.OldestWritten or > Op.InternalOpset)
        {
            throw new ArgumentOutOfRangeException(
                nameof(options),
                options.LowestOpset,
                $"The opset to write must be from {Opsets.OldestWritten} to {Op.InternalOpset}."
            );
        }

        var origin = options.KeepsOrigin ? model.Origin : null;
        var lowest = Math.Max(options.LowestOpset, origin is null ? 0 : Math.Min(model.Opset, Op.InternalOpset));
        var (opset, format) = ModelExport.Write(model, path, options.MaxEmbeddedBytes, lowest, origin);
        return new(opset, format);
    }

    private static Model Read(ModelProto proto, string folder, OnnxLoadOptions options)
    {
        if (proto.Graph is null)
        {
            throw new GraphException(
                "There is no graph in the file, so it is damaged or no ONNX model. Check that it was copied completely, or export it again."
            );
        }

        var opsets = new Opsets(proto);
        LocalFunctions.Inline(proto);
        var import = new GraphImport(proto.Graph, opsets, new ExternalData(folder), options.KeepUnread);
        import.Give(options.Constants);
        var (graph, weights) = import.Read();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in proto.MetadataProps)
        {
            metadata[entry.Key] = entry.Value;
        }

        var model = new Model(graph, weights)
        {
            Opset = opsets.Version,
            Producer = $"{proto.ProducerName} {proto.ProducerVersion}".Trim(),
            Metadata = metadata,
            Origin = Origins.Read(proto),
        };
        return new RecognizeActivations().Apply(model).Model;
    }
}
