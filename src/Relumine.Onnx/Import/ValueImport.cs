using Relumine.Graph.Errors;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>Reads what a model declares about an input or an output.</summary>
internal static class ValueImport
{
    /// <summary>Reads one declaration.</summary>
    /// <param name="proto">What the file says.</param>
    /// <param name="role"><c>input</c> or <c>output</c>, for messages.</param>
    /// <exception cref="GraphException">It is incomplete or impossible.</exception>
    /// <exception cref="UnsupportedException">It is not a tensor, or not of a type that Relumine computes with.</exception>
    public static ValueInfo Read(ValueInfoProto proto, string role)
    {
        if (proto.Name.Length == 0)
        {
            throw new GraphException($"The graph has an {role} without a name. The file is damaged; export it again.");
        }

        var what = $"The {role} '{proto.Name}'";
        var kind = proto.Type?.ValueCase ?? TypeProto.ValueOneofCase.None;
        if (kind != TypeProto.ValueOneofCase.TensorType)
        {
            throw kind == TypeProto.ValueOneofCase.None
                ? new GraphException($"{what} has no type. The file is damaged; export it again.")
                : new UnsupportedException($"{what} is {Kind(kind)}; Relumine has tensors only. Export a model whose inputs and outputs are tensors.");
        }

        var tensor = proto.Type!.TensorType;
        if (tensor.ElemType <= 0)
        {
            throw new GraphException($"{what} has no element type. The file is damaged; export it again.");
        }

        var type = DataTypes.Computed(tensor.ElemType) ?? throw DataTypes.Refuse(what, tensor.ElemType);
        var dims = tensor.Shape?.Dim.Select(d => Read(d, what)).ToArray() ?? [];
        return new ValueInfo(proto.Name, type, dims) { RankKnown = tensor.Shape is not null, Stored = DataTypes.Narrow(tensor.ElemType) };
    }

    /// <summary>Whether a declaration says no element type.</summary>
    public static bool SaysNothing(ValueInfoProto proto) => proto.Type?.ValueCase switch
    {
        null or TypeProto.ValueOneofCase.None => true,
        TypeProto.ValueOneofCase.TensorType => proto.Type.TensorType.ElemType <= 0,
        _ => false,
    };

    private static Dimension Read(TensorShapeProto.Types.Dimension dim, string what) => dim.ValueCase switch
    {
        // Some exporters write -1 for a dimension that may be anything.
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue => dim.DimValue switch
        {
            -1 => default,
            < 0 or > int.MaxValue => throw new GraphException($"{what} declares a dimension of {dim.DimValue}; it must be from 0 to {int.MaxValue}. "
                + $"The file is damaged; export it again."),
            _ => (int)dim.DimValue,
        },
        TensorShapeProto.Types.Dimension.ValueOneofCase.DimParam when dim.DimParam.Length > 0 => dim.DimParam,
        _ => default,
    };

    private static string Kind(TypeProto.ValueOneofCase kind) => kind switch
    {
        TypeProto.ValueOneofCase.SequenceType => "a sequence",
        TypeProto.ValueOneofCase.MapType => "a map",
        TypeProto.ValueOneofCase.OptionalType => "optional",
        TypeProto.ValueOneofCase.SparseTensorType => "a sparse tensor",
        _ => "of an opaque type",
    };
}
