using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>A matrix product of integers without their zeros (ONNX MatMulInteger).</summary>
internal sealed class MatMulInteger : IComposition
{
    public string Type => "MatMulInteger";

    public int Since => 10;

    public void Compose(Composer node)
    {
        var like = node.Constant(ModelTensor.Scalar(0f));
        var a = Quantization.Centred(node, node[0], node.Has(2) ? Quantization.Along(node, node[2], -2, node.Reader.Rank(0)) : "", like);
        var b = Quantization.Centred(node, node[1], node.Has(3) ? Quantization.Along(node, node[3], -1, node.Reader.Rank(1)) : "", like);
        node.Result(0, new Cast(ElementType.Int32), node.Node(new MatMul(), a, b));
    }
}
