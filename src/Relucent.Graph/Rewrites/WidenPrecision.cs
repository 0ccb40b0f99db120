namespace Relucent.Rewrites;

/// <summary>
/// Makes every <see cref="ElementType.Float32"/> of a model a <see cref="ElementType.Float64"/>: the same function in
/// double precision, up to rounding. Inputs and outputs change their type too.
/// </summary>
public static class WidenPrecision
{
    /// <summary>The model in double precision; the given one is not changed.</summary>
    public static Model Apply(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var graph = model.Graph;
        return model with
        {
            Graph = graph with
            {
                Inputs = graph.Inputs.Select(Widen).ToArray(),
                Outputs = graph.Outputs.Select(Widen).ToArray(),
                Nodes = graph.Nodes.Select(n => n with { Op = n.Op.Widened }).ToArray(),
            },
            Weights = model.Weights.ToDictionary(w => w.Key, w => Widen(w.Value)),
        };
    }

    private static ValueInfo Widen(ValueInfo value) => value.Type == ElementType.Float32 ? value with { Type = ElementType.Float64 } : value;

    private static Tensor Widen(Tensor tensor) =>
        tensor.Type == ElementType.Float32 ? Tensor.Of<double>(tensor.Shape, tensor.ToDoubles()) : tensor;
}
