namespace Relucent.Operators;

/// <summary>x where x ≥ 0, otherwise slope·x, with a learned slope that is broadcast to x (ONNX PRelu; He et al. 2015, ICCV).</summary>
public sealed record PRelu : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "PRelu";

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => inputs[0] is ElementType.Int32 or ElementType.Int64 ? 9 : 7;

    private protected override Kinds Accepts => Kinds.Number;

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        base.Infer(context);
        if (!context.Outputs[0]!.Value.Shape.Equals(context.Input(0).Shape))
        {
            throw context.Fail("the slope does not broadcast to the shape of x");
        }
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Run<Function>(context);

    private readonly struct Function : IBinary<Function>
    {
        static T IBinary<Function>.Of<T>(T a, T b) => a < T.Zero ? a * b : a;
    }
}
