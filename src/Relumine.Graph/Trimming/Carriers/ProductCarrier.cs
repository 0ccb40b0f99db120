using Relumine.Graph.Operators;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Trimming.Carriers;

/// <summary>Gemm, MatMul and Conv with constant weights: the units of the data end here, and new ones begin.</summary>
internal sealed class ProductCarrier : ICarrier
{
    private static readonly ProductCarrier s_one = new();

    /// <summary>The carrier for a node that may be a product; null if it is none.</summary>
    public static ICarrier? For(Node node, IShapes shapes) => Product.Of(node, shapes) is null ? null : s_one;

    /// <inheritdoc/>
    public string? Trace(Node node, IUnitMap map)
    {
        var product = Product.Of(node, map.Shapes)!;
        if (!map.IsPrivate(product.WeightsName))
        {
            return $"shares its weights '{product.WeightsName}' with another node";
        }

        if (product.BiasName.Length > 0 && !map.IsPure(product.BiasName))
        {
            return $"adds '{product.BiasName}', which is no weight";
        }

        var weights = map.Shapes.Constant(product.WeightsName)!;
        map.Make(product, weights.Shape[product.OuterAxis]);
        if (map.SlotsOf(product.DataName) is { } along && along.Axis != product.DataAxis)
        {
            map.Pin(product.DataName, new(node, "multiplies along another axis than that of the units"));
        }

        return null;
    }

    /// <inheritdoc/>
    public void Edit(Node node, ITrimEdit edit)
    {
        var product = Product.Of(node, edit.Map.Shapes)!;
        var inputs = node.Inputs.ToArray();
        var (data, units) = (edit.KeptOf(product.DataName), edit.KeptOf(node.Outputs[0]));
        var weights = edit.Constant(product.WeightsName);
        var gone = BiasFold.Of(product, edit);
        weights = CopyFold.Apply(product, weights, edit);
        weights = data is null ? weights : weights.Keep(product.InnerAxis, data);
        weights = units is null ? weights : weights.Keep(product.OuterAxis, units);
        inputs[product.Weights] = edit.Store(product.WeightsName, weights);

        var bias = product.BiasName.Length > 0 ? edit.Constant(product.BiasName) : null;
        bias = gone is null ? bias : gone.AddTo(bias);
        if (bias is not null && units is not null)
        {
            bias = product.BiasForm == BiasForm.Vector ? bias.Keep(0, units) : edit.KeepAligned(bias, node.Outputs[0], units);
        }

        if (bias is not null && product.BiasForm != BiasForm.None)
        {
            var name = product.BiasName.Length > 0 ? edit.Store(product.BiasName, bias) : edit.Add(node.Name + "/bias", bias);
            inputs = [inputs[0], inputs[1], name];
        }

        edit.Replace(node with { Inputs = inputs }, product.BiasForm == BiasForm.None ? bias : null);
    }
}
