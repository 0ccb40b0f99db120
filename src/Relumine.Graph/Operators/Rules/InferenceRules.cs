using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Rules;

/// <summary>What shape rules ask again and again.</summary>
internal static class InferenceRules
{
    /// <summary>The type of input <paramref name="i"/>, which must be of one of the given kinds.</summary>
    public static TensorType Need(this InferenceContext context, int i, Kinds kinds)
    {
        var type = context.Input(i);
        var kind = type.Type.IsFloat() ? Kinds.Float : type.Type == ElementType.Bool ? Kinds.Bool : Kinds.Integer;
        return kinds.HasFlag(kind) ? type : throw context.Fail($"input {i} is {type.Type}, but the operator works on {kinds}");
    }

    /// <summary>Requires that input <paramref name="i"/> has the element type of input 0.</summary>
    public static TensorType NeedLikeFirst(this InferenceContext context, int i) =>
        context.Input(i).Type == context.Input(0).Type ? context.Input(i)
        : throw context.Fail($"input {i} is {context.Input(i).Type} and input 0 is {context.Input(0).Type}, but they must be of the same type");

    /// <summary>The shape that all inputs broadcast to; they must be of one type of the given kinds.</summary>
    public static Shape Broadcast(this InferenceContext context, Kinds kinds)
    {
        var shape = context.Need(0, kinds).Shape;
        for (var i = 1; i < context.InputCount; i++)
        {
            shape = Shape.Broadcast(shape, context.NeedLikeFirst(i).Shape) ?? throw context.Fail("the shapes do not broadcast to one another");
        }

        return shape;
    }

    /// <summary>An axis from 0 to <paramref name="rank"/> − 1, of one that may count from the end.</summary>
    public static int Axis(this InferenceContext context, long axis, int rank) =>
        axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis)
        : throw context.Fail($"axis {axis} is not from {-rank} to {rank - 1}");

    /// <summary>The axis that the shape rule accepted, when the operator runs.</summary>
    public static int Axis(long axis, int rank) => (int)(axis < 0 ? axis + rank : axis);

    /// <summary>The shape of dimensions that were computed; too many elements are the model's fault.</summary>
    public static Shape Possible(this InferenceContext context, ReadOnlySpan<long> dims)
    {
        try
        {
            return Shape.Of(dims);
        }
        catch (ArgumentException e)
        {
            throw context.Fail("the result has no possible shape: " + e.Message);
        }
    }
}
