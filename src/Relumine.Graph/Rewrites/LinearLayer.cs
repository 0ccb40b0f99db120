using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Rewrites;

/// <summary>A Gemm, Conv, or MatMul with an Add behind it or not, whose weights are constant: W·x + b, unit by unit.</summary>
internal sealed class LinearLayer
{
    private readonly Node _product;
    private readonly Node? _sum;
    private readonly ModelTensor _weights;
    private readonly ModelTensor? _bias;
    private readonly int _unitAxis;

    private LinearLayer(Node product, Node? sum, ModelTensor weights, ModelTensor? bias, int unitAxis) =>
        (_product, _sum, _weights, _bias, _unitAxis) = (product, sum, weights, bias, unitAxis);

    /// <summary>The name of the node that multiplies.</summary>
    public string Name => _product.Name;

    /// <summary>The number of units.</summary>
    public int Units => _weights.Shape[_unitAxis];

    /// <summary>The values that the layer makes, from the product to its result.</summary>
    public IEnumerable<string> Values => _sum is null ? [_product.Outputs[0]] : [_product.Outputs[0], _sum.Outputs[0]];

    /// <summary>The layer that makes a value with its units along axis 1, or null.</summary>
    public static LinearLayer? Before(string value, GraphEdit edit, KnownValues values)
    {
        var maker = edit.Maker(value);
        if (maker is { Op: Gemm gemm } && values.Constant(maker.Inputs[1]) is { } matrix)
        {
            var bias = maker.Inputs.Count > 2 && maker.Inputs[2].Length > 0 ? values.Constant(maker.Inputs[2]) : null;
            var isKnown = maker.Inputs.Count < 3 || maker.Inputs[2].Length == 0 || bias is { Shape.Rank: < 2 };
            return gemm.Alpha == 1 && gemm.Beta == 1 && isKnown ? new LinearLayer(maker, null, matrix, bias, gemm.TransB ? 0 : 1) : null;
        }

        if (maker is { Op: Conv } && values.Constant(maker.Inputs[1]) is { } kernel)
        {
            var bias = maker.Inputs.Count > 2 && maker.Inputs[2].Length > 0 ? values.Constant(maker.Inputs[2]) : null;
            return maker.Inputs.Count < 3 || bias is not null ? new LinearLayer(maker, null, kernel, bias, 0) : null;
        }

        // Axis 1 is that of the units only if the product is a matrix.
        if (values.Type(value) is not { Shape.Rank: 2 })
        {
            return null;
        }

        if (maker is { Op: Add } && maker.Inputs.FirstOrDefault(i => values.Constant(i) is not null) is { } added
            && edit.Maker(maker.Inputs.First(i => i != added)) is { Op: MatMul } behind
            && values.Constant(behind.Inputs[1]) is { Shape.Rank: 2 } weights && values.Constant(added) is { Shape.Rank: < 2 } sum)
        {
            return new LinearLayer(behind, maker, weights, sum, 1);
        }

        return maker is { Op: MatMul } && values.Constant(maker.Inputs[1]) is { Shape.Rank: 2 } only ? new LinearLayer(maker, null, only, null, 1) : null;
    }

    /// <summary>Lets unit i give factor[i]·(W·x + b)[i] + offset[i] in place of <paramref name="last"/>, the node behind the layer.</summary>
    public void Scale(double[] factor, double[] offset, Node last, GraphEdit edit)
    {
        var weights = _weights.Clone();
        var inner = _weights.Shape.Product(_unitAxis + 1, _weights.Shape.Rank);
        Map(weights, i => factor[i / inner % Units]);
        var bias = ModelTensor.Zeros(_weights.Type, new Shape(Units));
        for (var i = 0; i < Units; i++)
        {
            var old = _bias is null ? 0 : _bias.NumberAt(_bias.Length == 1 ? 0 : i);
            bias.SetNumber(i, old * factor[i] + offset[i]);
        }

        var w = edit.AddWeight(_product.Inputs[1] + "/folded", weights);
        var b = edit.AddWeight((_product.Op is MatMul ? last.Name : _product.Name) + "/bias", bias);
        if (_product.Op is not MatMul)
        {
            var merged = _product with { Inputs = new[] { _product.Inputs[0], w, b }, Outputs = last.Outputs };
            edit.Remove(_product);
            edit.Replace(last, merged);
            return;
        }

        edit.Replace(_product, _product with { Inputs = new[] { _product.Inputs[0], w } });
        if (_sum is not null)
        {
            edit.Remove(_sum);
        }

        edit.Replace(last, new Node(_sum?.Name ?? last.Name, new Add(), new[] { _product.Outputs[0], b }, last.Outputs));
    }

    private static void Map(ModelTensor tensor, Func<int, double> factor)
    {
        for (var i = 0; i < tensor.Length; i++)
        {
            tensor.SetNumber(i, tensor.NumberAt(i) * factor(i));
        }
    }
}
