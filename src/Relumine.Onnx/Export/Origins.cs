using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;
using Relumine.Onnx.Import;

namespace Relumine.Onnx.Export;

/// <summary>What a file says about itself, read and written again.</summary>
internal static class Origins
{
    /// <summary>Reads it. What a file declares of values is no reason to refuse it, so that what cannot be read is left out.</summary>
    public static ModelOrigin Read(ModelProto proto) => new()
    {
        IrVersion = proto.IrVersion,
        ProducerName = proto.ProducerName,
        ProducerVersion = proto.ProducerVersion,
        Domain = proto.Domain,
        ModelVersion = proto.ModelVersion,
        Documentation = proto.DocString,
        GraphDocumentation = proto.Graph.DocString,
        Values = proto.Graph.ValueInfo.Select(Value).OfType<ValueInfo>().ToArray(),
    };

    /// <summary>Writes it for a model that may have changed: values that are gone are not declared, and the others as they are now.</summary>
    public static void Write(ModelOrigin origin, Model model, ModelProto proto)
    {
        proto.IrVersion = Math.Max(proto.IrVersion, origin.IrVersion);
        (proto.ProducerName, proto.ProducerVersion) = (origin.ProducerName, origin.ProducerVersion);
        (proto.Domain, proto.ModelVersion, proto.DocString) = (origin.Domain, origin.ModelVersion, origin.Documentation);
        proto.Graph.DocString = origin.GraphDocumentation;
        if (origin.Values.Count == 0 || Shapes(model) is not { } shapes)
        {
            return;
        }

        var made = proto.Graph.Node.SelectMany(n => n.Output).Except(model.Graph.Outputs.Select(o => o.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var value in origin.Values.Where(v => v.RankKnown && made.Contains(v.Name)))
        {
            if (Now(value, shapes) is { } now)
            {
                proto.Graph.ValueInfo.Add(GraphExport.Declare(now));
            }
        }
    }

    private static ValueInfo? Value(ValueInfoProto proto)
    {
        try
        {
            return ValueImport.Read(proto, "value");
        }
        catch (RelumineException)
        {
            return null;
        }
    }

    private static ShapeInference? Shapes(Model model)
    {
        try
        {
            return new ShapeInference(model, null);
        }
        catch (RelumineException)
        {
            return null;
        }
    }

    // Dimensions with a name keep it; of the others, those that units were taken from are smaller now.
    private static ValueInfo? Now(ValueInfo value, ShapeInference shapes)
    {
        TensorType type;
        try
        {
            type = shapes[value.Name];
        }
        catch (RelumineException)
        {
            return null;
        }

        return type.Shape.Rank != value.Dims.Count ? null
            : value with { Type = type.Type, Stored = null, Dims = value.Dims.Select((d, i) => d.Size is null ? d : type.Shape[i]).ToArray() };
    }
}
