using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Comparisons;

/// <summary>Elements of one tensor where a condition holds and of another elsewhere, all three broadcast (ONNX Where).</summary>
public sealed record Where : Op, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Where";

    /// <inheritdoc/>
    public override int Since => 9;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (3, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 9;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var condition = context.Need(0, Kinds.Bool).Shape;
        var (type, x) = context.Input(1);
        if (context.Input(2).Type != type)
        {
            throw context.Fail("the two choices must be of the same type");
        }

        var choices = Shape.Broadcast(x, context.Input(2).Shape);
        context.Output(
            0,
            type,
            (choices is null ? null : Shape.Broadcast(condition, choices)) ?? throw context.Fail("the shapes do not broadcast to one another")
        );
    }

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => InputRole.Data;

    internal override Interval? Bounds(BoundsContext context) => context[1].Hull(context[2]);

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (condition, x, z, y) = (context.Input(0), context.Input(1), context.Input(2), context.Output(0));
        var nest = Nest.Broadcast(y.Shape, condition.Shape, x.Shape, z.Shape);
        switch (y.Type.Size())
        {
            case 8:
                Run<ulong>(condition.Values<bool>(), Copying.Cast<ulong>(x), Copying.Cast<ulong>(z), Copying.Cast<ulong>(y), ref nest);
                break;
            case 4:
                Run<uint>(condition.Values<bool>(), Copying.Cast<uint>(x), Copying.Cast<uint>(z), Copying.Cast<uint>(y), ref nest);
                break;
            default:
                Run<byte>(condition.Values<bool>(), x.Bytes, z.Bytes, y.Bytes, ref nest);
                break;
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.StacksElementwise;

    private static void Run<T>(ReadOnlySpan<bool> condition, ReadOnlySpan<T> then, ReadOnlySpan<T> otherwise, Span<T> y, ref Nest nest)
    {
        if (nest.IsEmpty)
        {
            return;
        }

        var (length, at) = (nest.Length, 0);
        var (strideA, strideB, strideC) = nest.Strides;
        nest.Start();
        do
        {
            for (var i = 0; i < length; i++)
            {
                y[at++] = condition[nest.A + i * strideA] ? then[nest.B + i * strideB] : otherwise[nest.C + i * strideC];
            }
        }
        while (nest.Next());
    }

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var shape = context.OutputGradient(0).Shape;
        for (var i = 1; i < 3; i++)
        {
            if (!context.Wants(i))
            {
                continue;
            }

            var whole = context.Whole<T>(i);
            var nest = Nest.Broadcast(shape, context.Input(0).Shape, shape);
            Choose(context.Input(0).Values<bool>(), i == 1, context.Upstream<T>(), whole, ref nest);
            context.Fold<T>(i, whole);
        }
    }

    private static void Choose<T>(ReadOnlySpan<bool> condition, bool wanted, ReadOnlySpan<T> g, Span<T> whole, ref Nest nest) where T : unmanaged, INumber<T>
    {
        if (nest.IsEmpty)
        {
            return;
        }

        var (stride, at) = (nest.Strides.A, 0);
        nest.Start();
        do
        {
            for (var i = 0; i < nest.Length; i++, at++)
            {
                whole[at] = condition[nest.A + i * stride] == wanted ? g[at] : T.Zero;
            }
        }
        while (nest.Next());
    }
}
