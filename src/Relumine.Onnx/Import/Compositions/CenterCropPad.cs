using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>The middle of a tensor, or the tensor in the middle of zeros, so that axes get given sizes (ONNX CenterCropPad).</summary>
internal sealed class CenterCropPad : IComposition
{
    public string Type => "CenterCropPad";

    public int Since => 18;

    public void Compose(Composer node)
    {
        var x = node[0];
        var rank = node.Rank(0);
        var axes = node.Ints(node.Reader.Ints("axes") ?? [.. Enumerable.Range(0, rank).Select(a => (long)a)]);
        var size = node.Node(new Gather(), node.Node(new ShapeOf(), x), axes);
        var wanted = node.TypeOf(node[1]) == ElementType.Int64 ? node[1] : node.Node(new Cast(ElementType.Int64), node[1]);
        var (none, two) = (node.Ints(0), node.Ints(2));
        var start = node.Node(new Div(), node.Node(new Max(), node.Node(new Sub(), size, wanted), none), two);
        var middle = node.Node(new Slice(), x, start, node.Node(new Add(), start, node.Node(new Min(), size, wanted)), axes);
        var missing = node.Node(new Max(), node.Node(new Sub(), wanted, size), none);
        var before = node.Node(new Div(), missing, two);
        node.Result(0, new Pad(), middle, node.Node(new Concat(), before, node.Node(new Sub(), missing, before)), node.Number(0, x), axes);
    }
}
