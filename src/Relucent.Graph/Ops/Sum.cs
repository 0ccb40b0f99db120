namespace Relucent.Operators;

/// <summary>The sum of any number of broadcast tensors, element by element, from the first to the last (ONNX Sum).</summary>
public sealed record Sum : BroadcastingOp
{
    /// <inheritdoc/>
    public override string Type => "Sum";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, int.MaxValue);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 8;

    private protected override Kinds Accepts => Kinds.Float;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => Binary.Fold<Add.Function>(context);
}
