using System.Numerics;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Shapes;

/// <summary>The tensor broadcast against the shape that input 1 gives (ONNX Expand).</summary>
public sealed record Expand : Op, IFloatLoop<BackwardContext>
{
    /// <inheritdoc/>
    public override string Type => "Expand";

    /// <inheritdoc/>
    public override int Since => 8;

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (2, 2);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 8;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        context.Need(1, Kinds.Integer);
        var wanted = context.Possible(context.NeedConstant(1, "the shape").ToInt64());
        var (type, shape) = context.Input(0);
        context.Output(0, type, Shape.Broadcast(shape, wanted) ?? throw context.Fail($"the input does not broadcast to {wanted}"));
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

    internal override Interval? Bounds(BoundsContext context) => context[0];

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        var nest = Nest.Broadcast(y.Shape, x.Shape, y.Shape);
        Copying.Strided(x, y, ref nest);
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0) && context.StacksRows;

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context) => context.Fold(0, context.Upstream<T>());
}
