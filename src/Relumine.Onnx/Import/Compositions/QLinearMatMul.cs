using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>A matrix product of quantized numbers, quantized (ONNX QLinearMatMul): of what they mean.</summary>
internal sealed class QLinearMatMul : IComposition
{
    public string Type => "QLinearMatMul";

    public int Since => 10;

    public void Compose(Composer node)
    {
        var (left, right) = (node.Reader.Rank(0), node.Reader.Rank(3));
        var a = Quantization.Centred(node, node[0], Quantization.Along(node, node[2], -2, left), node[1]);
        var b = Quantization.Centred(node, node[3], Quantization.Along(node, node[5], -1, right), node[1]);
        var scale = node.Node(new Mul(), Quantization.Along(node, node[1], -2, left), Quantization.Along(node, node[4], -1, right));
        var y = node.Node(new Mul(), node.Node(new MatMul(), a, b), scale);
        Quantization.Quantize(node, 0, y, node[6], node[7], Quantization.TypeOf(node, 7), true);
    }
}
