using Relumine.Graph.Models;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Rewrites;

/// <summary>
/// Makes every <see cref="ElementType.Float32"/> of a model a <see cref="ElementType.Float64"/>. Inputs and outputs
/// change their type too.
/// </summary>
public sealed class WidenPrecision : IRewrite
{
    /// <inheritdoc/>
    public string Name => "widen-precision";

    /// <inheritdoc/>
    public string Summary => "Computes everything that is float32 in float64: the same function, with smaller rounding errors.";

    /// <inheritdoc/>
    public RewritePromise Promise => RewritePromise.SameFunction;

    /// <inheritdoc/>
    public RewriteResult Apply(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var graph = model.Graph;
        var nodes = graph.Nodes.Select(n => n with { Op = n.Op.Widen() }).ToArray();
        string[] changes =
        [
            .. graph.Inputs.Concat(graph.Outputs).Where(v => v.Type == ElementType.Float32).Select(v => $"'{v.Name}' is Float64"),
            .. model.Weights.Where(w => w.Value.Type == ElementType.Float32).Select(w => $"the weight '{w.Key}' is Float64"),
            .. graph.Nodes.Zip(nodes).Where(p => !p.First.Op.Equals(p.Second.Op)).Select(p => $"'{p.First.Name}' gives Float64"),
        ];
        var wide = model with
        {
            Graph = graph with { Inputs = graph.Inputs.Select(Widen).ToArray(), Outputs = graph.Outputs.Select(Widen).ToArray(), Nodes = nodes },
            Weights = model.Weights.ToDictionary(w => w.Key, w => Widen(w.Value)),
        };
        return new RewriteResult(changes.Length > 0 ? wide : model, changes, default);
    }

    private static ValueInfo Widen(ValueInfo value) => value.Type == ElementType.Float32 ? value with { Type = ElementType.Float64 } : value;

    private static ModelTensor Widen(ModelTensor tensor) =>
        tensor.Type == ElementType.Float32 ? ModelTensor.Of<double>(tensor.Shape, tensor.ToDoubles()) : tensor;
}
