using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>A convolution of quantized numbers, quantized (ONNX QLinearConv): of what they mean.</summary>
internal sealed class QLinearConv : IComposition
{
    public string Type => "QLinearConv";

    public int Since => 10;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var scale = node[1];
        var x = Quantization.Centred(node, node[0], Quantization.Along(node, node[2], 1, reader.Rank(0)), scale);
        var rank = reader.Rank(3);
        var w = Quantization.Centred(node, node[3], Quantization.Along(node, node[5], 0, rank), scale);
        string[] bias = node.Has(8) ? [node.Like(node[8], scale)] : [];
        var sums = node.Node(new Conv().Read(reader), [x, w, .. bias]);

        // The scale of a unit's weights is along axis 1 of the sums.
        var unit = node.Node(new Mul(), scale, Quantization.Along(node, node[4], 0, rank - 1));
        var y = node.Node(new Mul(), sums, unit);
        Quantization.Quantize(node, 0, y, node[6], node[7], Quantization.TypeOf(node, 7), true);
    }
}
