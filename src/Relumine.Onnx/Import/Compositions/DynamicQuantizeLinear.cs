using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>Quantization to unsigned bytes of a range that is that of the numbers themselves, with 0 (ONNX DynamicQuantizeLinear).</summary>
internal sealed class DynamicQuantizeLinear : IComposition
{
    public string Type => "DynamicQuantizeLinear";

    public int Since => 11;

    public void Compose(Composer node)
    {
        var x = node[0];
        var zero = node.Number(0, x);
        var least = node.Node(new Min(), node.Node(new ReduceMin(false), x), zero);
        var most = node.Node(new Max(), node.Node(new ReduceMax(false), x), zero);
        var scale = node.Node(new Div(), node.Node(new Sub(), most, least), node.Number(255, x));
        var place = node.Node(new Div(), node.Node(new Sub(), zero, least), scale);
        var rounded = node.Node(new Round(), node.Node(new Clip(), place, zero, node.Number(255, x)));
        var shift = node.Node(new Cast(ElementType.Int32), rounded);
        Quantization.Quantize(node, 0, x, scale, shift, NarrowType.UInt8, false);
        node.Result(1, scale);
        node.Result(2, shift, NarrowType.UInt8);
    }
}
