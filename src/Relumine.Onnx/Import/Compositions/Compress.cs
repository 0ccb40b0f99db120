using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Shapes;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>The places of an axis, or the elements, for which a condition holds (ONNX Compress); the condition decides the shape and is constant.</summary>
internal sealed class Compress : IComposition
{
    public string Type => "Compress";

    public int Since => 9;

    public void Compose(Composer node)
    {
        var places = node.Node(new Squeeze(), node.Node(new NonZero(), node[1]), node.Ints(0));
        var x = node.Reader.Has("axis") ? node[0] : node.Node(new Reshape(), node[0], node.Ints(-1));
        node.Result(0, new Gather((int)node.Reader.Int("axis", 0)), x, places);
    }
}
