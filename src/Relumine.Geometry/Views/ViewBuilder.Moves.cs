using Relumine.Geometry.Maps;
using Relumine.Graph.Operators;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Comparisons;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Geometry.Views;

/// <content>Operators that only move numbers. Which number goes where is asked of the operator itself, by giving it indices instead.</content>
internal sealed partial class ViewBuilder
{
    private bool ReadMovement(Node node)
    {
        var moves = node.Op is ReshapingOp or Identity or Transpose or Concat or Slice or Split or Pad or Expand or Tile
            || (node.Op is Gather or GatherElements && !_shapes.Varies(node.Inputs[1]))
            || (node.Op is Where && !_shapes.Varies(node.Inputs[0]))
            || node.Op is Trilu
            || (node.Op is Cast && _shapes[node.Outputs[0]].Type == ElementType.Float64);
        if (!moves)
        {
            return false;
        }

        var parts = node.Inputs.Where(_shapes.Varies).Distinct().ToArray();
        var size = parts.Sum(p => Form(p).Size);
        var (here, there) = (Moved(node, parts, 0), Moved(node, parts, size));
        var whole = AffineForm.Stack([.. parts.Select(Form)]);
        for (var o = 0; o < node.Outputs.Count; o++)
        {
            if (here[o] is not { } first || there[o] is not { } second || _shapes[node.Outputs[o]].Type != ElementType.Float64)
            {
                continue;
            }

            var source = new int[first.Length];
            var constant = new double[first.Length];
            for (var i = 0; i < source.Length; i++)
            {
                // An element that is the same wherever the indices begin is a number of the operator's own.
                (source[i], constant[i]) = second[i] == first[i] ? (-1, first[i]) : ((int)first[i], 0);
            }

            _forms[node.Outputs[o]] = whole.Then(LinearMap.Pick(size, source)).Plus(AffineForm.Of(constant));
        }

        return true;
    }

    private double[]?[] Moved(Node node, string[] parts, int begin)
    {
        var inputs = new ModelTensor?[node.Inputs.Count];
        for (var i = 0; i < inputs.Length; i++)
        {
            var name = node.Inputs[i];
            if (name.Length == 0)
            {
                continue;
            }

            if (_shapes.Constant(name) is { } constant)
            {
                inputs[i] = constant;
                continue;
            }

            var first = begin + parts.TakeWhile(p => p != name).Sum(p => Form(p).Size);
            var shape = _shapes[name].Shape;
            inputs[i] = ModelTensor.Of<double>(shape, [.. Enumerable.Range(first, shape.ElementCount).Select(k => (double)k)]);
        }

        var outputs = new ModelTensor?[node.Outputs.Count];
        for (var o = 0; o < outputs.Length; o++)
        {
            outputs[o] = node.Outputs[o].Length == 0 ? null : ModelTensor.Zeros(_shapes[node.Outputs[o]].Type, _shapes[node.Outputs[o]].Shape);
        }

        node.Op.Forward(new ForwardContext(inputs, outputs));
        return Array.ConvertAll(outputs, o => o?.ToDoubles());
    }

    /// <summary>For each element of the larger shape, which one of the smaller it repeats.</summary>
    private static int[] Repeated(Shape from, Shape to)
    {
        var indices = ModelTensor.Of<double>(from, [.. Enumerable.Range(0, from.ElementCount).Select(i => (double)i)]);
        var sum = ModelTensor.Zeros(ElementType.Float64, to);
        new Add().Forward(new ForwardContext([indices, ModelTensor.Zeros(ElementType.Float64, to)], [sum]));
        return Array.ConvertAll(sum.ToDoubles(), d => (int)d);
    }

    /// <summary>For each element of the input of a reduction, which result it goes into; and how many results there are.</summary>
    private (int Groups, int[] Target) ReducedTo(Node node, ReducingOp op)
    {
        var shape = _shapes[node.Inputs[0]].Shape;
        var given = node.Inputs.Count > 1 && node.Inputs[1].Length > 0 ? _shapes.Constant(node.Inputs[1])!.ToInt64() : [];
        var axes = given.Length > 0 ? given.Select(a => (int)(a < 0 ? a + shape.Rank : a)).ToHashSet()
            : op.NoopWithEmptyAxes ? [] : Enumerable.Range(0, shape.Rank).ToHashSet();
        var kept = new Shape([.. shape.Dims.ToArray().Select((d, axis) => axes.Contains(axis) ? 1 : d)]);
        return (kept.ElementCount, Repeated(kept, shape));
    }

    // What may stand behind a network without being part of it.
    private static bool IsSmoothTail(Op op) => op is Activate or Softmax or LogSoftmax or Hardmax or ArgMax or Exp or Log;

    private static string WhyNot(Node node) => node.Op switch
    {
        Activate activate => ActivationSegments.Of(activate.Function).WhyNot ?? "it is not understood",
        Softmax or LogSoftmax => "it divides exponentials by their sum, which is smooth",
        ArgMax or ArgMin or Hardmax => "it jumps",
        _ => "the operator is smooth, jumps, or is not known to be piecewise linear",
    };
}
