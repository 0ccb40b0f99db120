using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Normalizations;

namespace Relumine.Graph.Rewrites;

/// <summary>
/// Folds a batch normalisation with running statistics into the layer in front of it: with a = scale/√(var + ε), the
/// weights of unit i become a_i·W_i and its bias a_i·(b_i − mean_i) + bias_i.
/// </summary>
public sealed class FoldBatchNormalization : IRewrite
{
    private const string Wish = "export the model without the constant being computed, or leave the normalisation as it is";

    /// <inheritdoc/>
    public string Name => "fold-batch-normalization";

    /// <inheritdoc/>
    public string Summary =>
        "Multiplies the factor of a batch normalisation into the weights of the Gemm, MatMul or Conv in front of it and adds its shift to the bias: "
            + "a·(Wx + b − mean) + bias = (aW)x + (a(b − mean) + bias).";

    /// <inheritdoc/>
    public RewritePromise Promise => RewritePromise.SameFunction;

    /// <inheritdoc/>
    public RewriteResult Apply(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var edit = new GraphEdit(model);
        var values = KnownValues.Of(model);
        foreach (var node in edit.Forwards())
        {
            if (node.Op is BatchNormalization normalization)
            {
                Fold(node, normalization, edit, values);
            }
        }

        return edit.Finish();
    }

    private static void Fold(Node node, BatchNormalization normalization, GraphEdit edit, KnownValues values)
    {
        if (LinearLayer.Before(node.Inputs[0], edit, values) is not { } layer)
        {
            edit.Refuse(node, "there is no Gemm, MatMul or Conv with constant weights in front of it");
            return;
        }

        if (layer.Values.FirstOrDefault(v => edit.IsOutput(v) || edit.Readers(v).Count != 1) is { } shared)
        {
            edit.Refuse(node, $"'{shared}', in front of it, is read elsewhere too");
            return;
        }

        var statistics = Enumerable.Range(1, 4).Select(i => values.Constant(node.Inputs[i])?.ToDoubles()).ToArray();
        if (statistics is not [{ } scale, { } shift, { } mean, { } variance])
        {
            edit.Refuse(node, "its parameters are not constant: " + Wish);
            return;
        }

        if (scale.Length != layer.Units)
        {
            edit.Refuse(node, $"it normalises {scale.Length} channels, but the layer in front of it has {layer.Units} units");
            return;
        }

        var factor = scale.Zip(variance, (s, v) => s / Math.Sqrt(v + normalization.Epsilon)).ToArray();
        var offset = Enumerable.Range(0, factor.Length).Select(i => shift[i] - factor[i] * mean[i]).ToArray();
        layer.Scale(factor, offset, node, edit);
        edit.Changed($"'{node.Name}' is folded into '{layer.Name}'");
    }
}
