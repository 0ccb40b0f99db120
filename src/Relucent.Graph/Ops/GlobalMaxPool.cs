namespace Relucent.Operators;

/// <summary>The largest element of every channel (ONNX GlobalMaxPool).</summary>
public sealed record GlobalMaxPool : GlobalPoolOp
{
    /// <inheritdoc/>
    public override string Type => "GlobalMaxPool";

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<ReduceMax.Function>(context, Spatial);
}
