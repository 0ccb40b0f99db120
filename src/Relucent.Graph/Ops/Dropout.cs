namespace Relucent.Operators;

/// <summary>
/// The input as it is, with a mask of nothing but true if asked for (ONNX Dropout outside training; Srivastava et al.
/// 2014, JMLR 15). Input 1, the ratio, plays no role then.
/// </summary>
public sealed record Dropout : ReshapingOp
{
    private const float CustomaryRatio = 0.5f;

    /// <inheritdoc/>
    public override string Type => "Dropout";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (1, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => inputs.Count > 1 ? 12 : 10;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        // A seed matters in training only.
        _ = reader.Has("seed");
        if (reader.Version < 12 && reader.Float("ratio", CustomaryRatio) is var ratio && ratio != CustomaryRatio)
        {
            reader.Lift(1, Tensor.Scalar(ratio));
        }

        if (reader.Inputs.Count > 2 && reader.Inputs[2].Length > 0)
        {
            if (reader.Constant(2) is not { Type: ElementType.Bool, Length: 1 } training || training.Values<bool>()[0])
            {
                throw reader.Refuse("training_mode is, or may become, true", "Export the model in evaluation mode.");
            }

            reader.Inputs.RemoveAt(2);
        }

        return this;
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        base.Infer(context);
        context.Output(1, ElementType.Bool, context.Input(0).Shape);
    }

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        if (context.HasOutput(0))
        {
            base.Forward(context);
        }

        if (context.HasOutput(1))
        {
            context.Output(1).Values<bool>().Fill(true);
        }
    }

    private protected override Shape Reshaped(InferenceContext context, Shape input) => input;
}
