using Relumine.Graph.Errors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import;

/// <summary>Which operator sets a model imports, and which of its operators may be read.</summary>
internal sealed class Opsets
{
    /// <summary>The other name of ONNX's own domain, whose usual name is empty.</summary>
    private const string LongName = "ai.onnx";

    /// <summary>The oldest opset that is read.</summary>
    private const int Oldest = 1;

    /// <summary>The oldest opset that is written: the first with broadcasting as NumPy has it.</summary>
    public const int OldestWritten = 7;

    /// <summary>The newest opset that is read.</summary>
    private const int Newest = 27;

    /// <summary>The domain kept for nodes that exist while training only and never leave in a file.</summary>
    private const string Reserved = "relumine";

    /// <summary>Reads the imports of a model.</summary>
    /// <exception cref="UnsupportedException">The opset is too old or too new.</exception>
    public Opsets(ModelProto model)
    {
        var own = model.OpsetImport.Where(o => Domain(o.Domain).Length == 0).Select(o => o.Version).ToArray();
        if (own.Length == 0)
        {
            // Operator sets came with version 3 of the format; a file from before means the first.
            Version = model.IrVersion < 3 && model.OpsetImport.Count == 0 ? Oldest : 0;

            // Correct as long as no node is of ONNX's own operators, which is seen when they are read.
            return;
        }

        var version = own.Max();
        if (version is < Oldest or > Newest)
        {
            throw new UnsupportedException($"The model is written in opset {version}; Relumine reads opset {Oldest} to {Newest}. {Upgrade}");
        }

        Version = (int)version;
    }

    /// <summary>The version of ONNX's own operator set; 0 if the model does not say.</summary>
    public int Version { get; }

    private static string Upgrade => $"Export the model again with an opset between, or convert it with onnx.version_converter.";

    /// <summary>Refuses a node that is not of ONNX's own operators.</summary>
    /// <exception cref="UnsupportedException">Its operator is from another domain.</exception>
    /// <exception cref="GraphException">It has no operator, or the model does not say which version of it.</exception>
    public void Require(NodeProto node, string name)
    {
        if (node.OpType.Length == 0)
        {
            throw new GraphException($"The node '{name}' has no operator. The file is damaged; export it again.");
        }

        var domain = Domain(node.Domain);
        if (domain.Length > 0)
        {
            throw domain == Reserved
                ? Refuse(node, name, "is in the domain 'relumine', which is reserved and never appears in files", "Export the model again")
                : Refuse(node, name, $"is in the domain '{domain}'; Relumine reads ONNX's own operators", "Export the model without it");
        }

        if (Version == 0)
        {
            throw new GraphException(
                $"The model does not say which opset it is written in, so {node.OpType} '{name}' has no meaning; "
                    + $"expected an import of the domain 'ai.onnx' with a version from {Oldest} to {Newest}. Export it again."
            );
        }
    }

    /// <summary>The refusal of a node whose operator is not known.</summary>
    /// <param name="node">The node.</param>
    /// <param name="name">Its name.</param>
    /// <param name="others">Other operators of the model that are not known, so that they need not be found out one by one.</param>
    public UnsupportedException Unknown(NodeProto node, string name, IReadOnlyList<string> others) =>
        node.OpType switch
        {
            _ when node.OpType.StartsWith("Sequence", StringComparison.Ordinal)
                    || node.OpType.StartsWith("Optional", StringComparison.Ordinal)
                    || node.OpType is "SplitToSequence" or "ConcatFromSequence" => Refuse(
                node,
                name,
                "works on sequences or optional values; Relumine has tensors only",
                "Export the model with tensors only"
            ),
            _ => Refuse(
                node,
                name,
                "is not known to Relumine"
                    + (others.Count == 0 ? "" : $" (nor {(others.Count == 1 ? "is" : "are")} {string.Join(", ", others)}, which the model uses too)"),
                "Cut the model in front of it or behind it, or export it composed of simpler operators"
            ),
        };

    /// <summary>The refusal of a node whose operator is newer than the model's opset.</summary>
    public UnsupportedException TooNew(NodeProto node, string name, int since) =>
        Refuse(node, name, $"exists since opset {since} only", $"Export the model with opset {since} or later");

    /// <summary>The name of a domain; ONNX's own has two.</summary>
    public static string Domain(string domain) => domain == LongName ? "" : domain;

    private UnsupportedException Refuse(NodeProto node, string name, string what, string next) =>
        new($"Operator {node.OpType} ({(Version == 0 ? "of no opset" : $"opset {Version}")}), node '{name}', {what}. {next}.");
}
