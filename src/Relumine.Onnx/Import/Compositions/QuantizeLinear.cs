using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Tensors;
using Relumine.Onnx.Format;

namespace Relumine.Onnx.Import.Compositions;

/// <summary>x/scale + zero, rounded to the nearest and to even in the middle, cut off at the limits of its type (ONNX QuantizeLinear).</summary>
internal sealed class QuantizeLinear : IComposition
{
    public string Type => "QuantizeLinear";

    public int Since => 10;

    public void Compose(Composer node)
    {
        var reader = node.Reader;
        var (axis, block) = (reader.Int("axis", 1), reader.Int("block_size", 0));
        _ = reader.Has("precision");
        var given = reader.Int("output_dtype", 0);
        var type = given == 0 ? Quantization.TypeOf(node, 2)
            : DataTypes.Narrow((int)given) ?? throw DataTypes.Refuse($"The output of QuantizeLinear '{reader.Name}'", (int)given);
        var (x, scale, zero) = (node[0], node[1], node.Has(2) ? node[2] : "");
        if (block > 0 && node.ShapeOf(0) is { } shape)
        {
            (scale, zero) = (Quantization.Spread(node, scale, axis, block, shape), Quantization.Spread(node, zero, axis, block, shape));
        }
        else
        {
            var rank = reader.Rank(0);
            (scale, zero) = (Quantization.Along(node, scale, axis, rank), Quantization.Along(node, zero, axis, rank));
        }

        if (!type.IsInteger())
        {
            // The zero of floating-point numbers is 0.
            var quotient = node.Node(new Div(), node.Like(x, scale), scale);
            node.Result(0, node.Node(new Cast(type.Holder(), type, Cast.RoundingOf(reader)), quotient), type);
            return;
        }

        _ = reader.Has("saturate");
        Quantization.Quantize(node, 0, node.Like(x, scale), scale, zero, type, Quantization.IsSum(node, x));
    }
}
