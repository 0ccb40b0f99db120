using Relumine.Graph.Operators.Arithmetic;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>(x − zero)·scale (ONNX DequantizeLinear).</summary>
internal sealed class DequantizeLinear : IComposition
{
    public string Type => "DequantizeLinear";

    public int Since => 10;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var (axis, block) = (reader.Int("axis", 1), reader.Int("block_size", 0));
        _ = reader.Has("output_dtype");
        var (scale, zero) = (node[1], node.Has(2) ? node[2] : "");
        var rank = reader.Rank(0);
        if (block > 0 && node.ShapeOf(0) is { } shape)
        {
            (scale, zero) = (Quantization.Spread(node, scale, axis, block, shape), Quantization.Spread(node, zero, axis, block, shape));
        }
        else
        {
            (scale, zero) = (Quantization.Along(node, scale, axis, rank), Quantization.Along(node, zero, axis, rank));
        }

        node.Result(0, new Mul(), Quantization.Centred(node, node[0], zero, scale), scale);
    }
}
