using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>A convolution of integers without their zeros (ONNX ConvInteger).</summary>
internal sealed class ConvInteger : IComposition
{
    public string Type => "ConvInteger";

    public int Since => 10;

    public void Compose(Composer node)
    {
        var like = node.Constant(ModelTensor.Scalar(0f));
        var x = Quantization.Centred(node, node[0], node.Has(2) ? Quantization.Along(node, node[2], 1, node.Reader.Rank(0)) : "", like);
        var w = Quantization.Centred(node, node[1], node.Has(3) ? Quantization.Along(node, node[3], 0, node.Reader.Rank(1)) : "", like);
        node.Result(0, new Cast(ElementType.Int32), node.Node(new Conv().Read(node.Reader), x, w));
    }
}
