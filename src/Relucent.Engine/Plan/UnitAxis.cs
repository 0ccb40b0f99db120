namespace Relucent;

/// <summary>
/// Finds which axis of a pre-activation counts units, by going back to the weights that made it: the columns of a
/// matrix product, the channels of a convolution. Where that fails: axis 1 from rank 3 on, else the last axis.
/// </summary>
internal sealed class UnitAxis(ShapeInference shapes, IReadOnlyDictionary<string, Node> producers)
{
    /// <summary>The axis and the kind of the units of <paramref name="value"/>.</summary>
    public (int Axis, LayerKind Kind) Of(string value)
    {
        var rank = shapes[value].Shape.Rank;
        return Trace(value) ?? (rank >= 3 ? (1, LayerKind.Channel) : (Math.Max(0, rank - 1), LayerKind.Dense));
    }

    private (int Axis, LayerKind Kind)? Trace(string value)
    {
        if (!producers.TryGetValue(value, out var node))
        {
            return null;
        }

        var rank = shapes[value].Shape.Rank;
        switch (node.Op.Type)
        {
            case "Conv" or "ConvTranspose":
                return (1, LayerKind.Channel);
            case "Gemm":
                return (1, LayerKind.Dense);
            case "MatMul":
                var weightsLeft = !shapes.Varies(node.Inputs[0]) && shapes[node.Inputs[1]].Shape.Rank >= 2;
                return (Math.Max(0, weightsLeft ? rank - 2 : rank - 1), LayerKind.Dense);
            case "Transpose":
                var perm = ((Operators.Transpose)node.Op).Perm;
                return Trace(node.Inputs[0]) is { } before ? (perm.Count == 0 ? rank - 1 - before.Axis : perm.ToList().IndexOf(before.Axis), before.Kind) : null;
            default:
                // Element by element, and pooling: the axes stay. Follow the input that has them all.
                var same = node.Inputs.FirstOrDefault(i => shapes.Varies(i) && shapes[i].Shape.Rank == rank && Trace(i) is { } t && shapes[i].Shape[t.Axis] == shapes[value].Shape[t.Axis]);
                return same is null ? null : Trace(same);
        }
    }
}
