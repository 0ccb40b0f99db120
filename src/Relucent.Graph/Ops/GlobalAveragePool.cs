namespace Relucent.Operators;

/// <summary>The mean of every channel (ONNX GlobalAveragePool).</summary>
public sealed record GlobalAveragePool : GlobalPoolOp
{
    /// <inheritdoc/>
    public override string Type => "GlobalAveragePool";

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Reduction.Run<ReduceMean.Function>(context, Spatial);
}
