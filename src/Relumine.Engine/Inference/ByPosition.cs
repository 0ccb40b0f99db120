using Relumine.Engine.Program;
using Relumine.Graph.Models;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;
using Relumine.Kernels.Products.Convolutions;

namespace Relumine.Engine.Inference;

/// <summary>
/// An operator that can be computed as well where the channels of a position are side by side, so that nobody has to make planes between two convolutions.
/// </summary>
/// <param name="Data">The inputs whose channels have to be side by side; the others are numbers that hold everywhere.</param>
/// <param name="Output">The output.</param>
/// <param name="Pooling">The windows, if it pools by the maximum.</param>
/// <param name="Sources">The position from which each is taken, if it only moves positions.</param>
/// <param name="From">Its input, where that has the channels of a position side by side already, as other frameworks have it: then nothing is to do.</param>
/// <param name="Leaves">Whether its output has, so that nothing is to do either.</param>
internal sealed record ByPosition(
    IReadOnlyList<string> Data, string Output, WindowGeometry? Pooling = null, int[]? Sources = null, string? From = null, bool Leaves = false)
{
    /// <summary>What <paramref name="node"/> is by position, or null.</summary>
    public static ByPosition? Of(Node node, ShapeInference shapes)
    {
        var output = node.Outputs[0];
        if (node.Outputs.Skip(1).Any(o => o.Length > 0) || !shapes.Varies(output) || !shapes[output].Type.IsFloat()
            || shapes[output].Shape is not { Rank: >= 3 } to || to[0] != 1)
        {
            return null;
        }

        return node.Op switch
        {
            MaxPool pool when pool.Geometry(shapes[node.Inputs[0]].Shape, pool.KernelShape.Span, pool.CeilMode) is { } window =>
                new([node.Inputs[0]], output, window),
            Resize resize when node.Inputs.Skip(1).All(i => i.Length == 0 || shapes.Constant(i) is not null) => Moved(node, resize, shapes),
            Transpose transpose => Turned(node, transpose, shapes[node.Inputs[0]].Shape),
            { IsElementwise: true } => Elementwise(node, shapes),
            _ => null,
        };
    }

    private static ByPosition? Turned(Node node, Transpose transpose, Shape from)
    {
        int[] inner = [.. Enumerable.Range(1, from.Rank - 2)], enters = [0, from.Rank - 1, .. inner], leaves = [0, .. inner.Select(d => d + 1), 1];
        return transpose.Perm.SequenceEqual(leaves) ? new([node.Inputs[0]], node.Outputs[0], Leaves: true)
            : transpose.Perm.SequenceEqual(enters) ? new([], node.Outputs[0], From: node.Inputs[0])
            : null;
    }

    private static ByPosition? Elementwise(Node node, ShapeInference shapes)
    {
        var type = shapes[node.Outputs[0]];
        var inputs = node.Inputs.Where(i => i.Length > 0).ToArray();
        var data = inputs.Where(shapes.Varies).ToArray();
        var fits = data.All(i => shapes[i].Type == type.Type && shapes[i].Shape.Equals(type.Shape))
            && inputs.Except(data).All(i => shapes.Constant(i) is { } constant && constant.Type == type.Type && IsForAll(constant.Shape, type.Shape));
        return fits && data.Length > 0 ? new(data, node.Outputs[0]) : null;
    }

    /// <summary>What an operator that goes element by element is given where the channels of a position are side by side.</summary>
    /// <param name="value">The value, or a constant that is one number or one a channel.</param>
    /// <param name="draft">Makes values.</param>
    public static Value SideBySide(Value value, PlanDraft draft)
    {
        if (value.Constant is { } constant)
        {
            var shape = constant.Length == 1 ? Shape.Scalar : new Shape(constant.Length);
            return draft.NewConstant(value.Name, ModelTensor.View(constant.Type, shape, constant.Storage, constant.Offset));
        }

        var (rank, dims) = (value.Type.Shape.Rank, value.Type.Shape);
        return draft.NewValue(value.Name, value.Type with { Shape = new Shape([dims[0], .. dims.Dims[2..rank], dims[1]]) }).Sharing(value);
    }

    // One number for all, or one a channel.
    private static bool IsForAll(Shape constant, Shape data) =>
        constant.ElementCount == 1 || constant.ElementCount == data[1] && constant.Rank >= data.Rank - 1 && constant[constant.Rank - data.Rank + 1] == data[1];

    private static ByPosition? Moved(Node node, Resize resize, ShapeInference shapes)
    {
        var (from, to) = (shapes[node.Inputs[0]].Shape, shapes[node.Outputs[0]].Shape);
        if (!resize.IsNearest || from[0] != to[0] || from[1] != to[1])
        {
            return null;
        }

        ModelTensor? Given(int i) => node.Inputs.Count > i && node.Inputs[i].Length > 0 ? shapes.Constant(node.Inputs[i]) : null;
        int[] sources = [0];
        for (var d = 2; d < to.Rank; d++)
        {
            var scale = ResizeScale.Of(resize, from, d, Given(2), Given(3)).Scale;
            var (size, line) = (from[d], new int[to[d]]);
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = Resizing.NearestSource(resize, i, size, line.Length, scale);
            }

            sources = [.. sources.SelectMany(s => line, (s, at) => s * size + at)];
        }

        return new([node.Inputs[0]], node.Outputs[0], Sources: sources);
    }
}
