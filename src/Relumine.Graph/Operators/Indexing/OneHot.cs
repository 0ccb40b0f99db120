using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Indexing;

/// <summary>
/// For every index a vector that holds one value at that index and another elsewhere, along a new axis (ONNX OneHot;
/// inputs: indices, depth, [value elsewhere, value at the index]). −1 is the last place; indices outside mark none.
/// </summary>
/// <param name="Axis">The new axis in the output; negative ones count from the end.</param>
public sealed record OneHot(int Axis = -1) : Op, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "OneHot";

    /// <inheritdoc/>
    public override int Since => 9;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (3, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 11;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new OneHot(reader.Axis("axis", -1));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Axis != -1)
        {
            writer.Int("axis", Axis);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var indices = context.Need(0, Kinds.Number).Shape;
        if (context.Need(1, Kinds.Number).Shape.ElementCount != 1 || context.Input(2).Shape.ElementCount != 2)
        {
            throw context.Fail("the depth must be one number and the values two");
        }

        var axis = context.Axis(Axis, indices.Rank + 1);
        var depth = context.NeedConstant(1, "the depth").IntegerAt(0);
        long[] dims = [.. indices.Select(d => (long)d)];
        context.Output(0, context.Input(2).Type, context.Possible([.. dims[..axis], depth, .. dims[axis..]]));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 2 ? InputRole.Data : InputRole.Setting;

    internal override Interval? Bounds(BoundsContext context) => context[2];

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (indices, values, y) = (context.Input(0), context.Input(2), context.Output(0));
        var axis = InferenceRules.Axis(Axis, y.Shape.Rank);
        var (depth, inner, size) = (y.Shape[axis], y.Shape.Product(axis + 1, y.Shape.Rank), y.Type.Size());
        var everywhere = default(Nest);
        everywhere.Add(y.Length, 0, 1);
        Copying.Strided(values, y, ref everywhere);
        switch (size)
        {
            case 4: Mark(indices, depth, inner, Copying.Cast<uint>(values)[1], Copying.Cast<uint>(y)); break;
            case 8: Mark(indices, depth, inner, Copying.Cast<ulong>(values)[1], Copying.Cast<ulong>(y)); break;
            case 2: Mark(indices, depth, inner, Copying.Cast<ushort>(values)[1], Copying.Cast<ushort>(y)); break;
            default: Mark(indices, depth, inner, values.Bytes[1], y.Bytes); break;
        }
    }

    private static void Mark<T>(ModelTensor indices, int depth, int inner, T marked, Span<T> y) where T : unmanaged
    {
        var whole = indices.Type == ElementType.Int64 ? indices.Values<long>() : default;
        for (int i = 0, line = 0, k = 0; i < indices.Length; i++)
        {
            var index = whole.IsEmpty ? indices.IntegerAt(i) : whole[i];
            index += index < 0 ? depth : 0;
            if (index >= 0 && index < depth)
            {
                y[line + (int)index * inner + k] = marked;
            }

            if (++k == inner)
            {
                (line, k) = (line + depth * inner, 0);
            }
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) =>
        context.OnlyVaries(0) && context.Input(0).Rank > 0 && Axis != 0 && Axis != -context.Output(0).Rank;

    // Each of the two values gets the sum over the places where it stands.
    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        if (!context.Wants(2))
        {
            return;
        }

        var (indices, shape) = (context.Input(0), context.OutputGradient(0).Shape);
        var axis = InferenceRules.Axis(Axis, shape.Rank);
        var (depth, inner) = (shape[axis], shape.Product(axis + 1, shape.Rank));
        var g = context.Upstream<T>();
        var marked = 0.0;
        for (var i = 0; i < indices.Length; i++)
        {
            var index = indices.IntegerAt(i);
            index += index < 0 ? depth : 0;
            if (index >= 0 && index < depth)
            {
                marked += double.CreateTruncating(g[(i / inner * depth + (int)index) * inner + i % inner]);
            }
        }

        var gradient = context.InputGradient(2).Values<T>();
        gradient[0] = T.CreateTruncating(Accumulate.Sum(g) - marked);
        gradient[1] = T.CreateTruncating(marked);
    }
}
