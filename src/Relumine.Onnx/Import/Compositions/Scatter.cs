using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Rules;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>ScatterElements before it was called so (ONNX Scatter).</summary>
internal sealed class Scatter : IComposition
{
    public string Type => "Scatter";

    public int Since => 9;

    public void Compose(Composer node) =>
        node.Result(0, new ScatterElements(node.Reader.Axis("axis", 0)), node[0], node[1], node[2]);
}
