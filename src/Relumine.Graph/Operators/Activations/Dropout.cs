using System.Globalization;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Activations;

/// <summary>
/// The input as it is, with a mask of nothing but true if asked for (ONNX Dropout; Srivastava et al. 2014, JMLR 15).
/// Input 1, the ratio, plays a role in training only: then every number becomes 0 with that probability, and the
/// others are divided by that of being kept.
/// </summary>
public sealed record Dropout : ReshapingOp, ITrainingOp
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
        if (reader.Version < 7 && !reader.Flag("is_test", true))
        {
            throw reader.Refuse("is_test is 0, so it drops numbers by chance as in training", "Export the model in evaluation mode.");
        }

        if (reader.Version < 12 && reader.Float("ratio", CustomaryRatio) is var ratio && ratio != CustomaryRatio)
        {
            reader.Lift(1, ModelTensor.Scalar(ratio));
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
    public override bool IsElementwise => true;

    internal override NumberWork WorkOfNumber => NumberWork.Drawn;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        ElementwiseCarrier.For(node, shapes);

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 ? axis : null;

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input == 0 ? InputRole.Data : InputRole.Setting;

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

    /// <inheritdoc/>
    public BackwardNeeds TrainingNeeds => BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public void TrainForward(TrainingContext context)
    {
        var forward = context.Forward;
        var masking = Mask(forward.HasInput(1) ? forward.Input(1).NumberAt(0) : CustomaryRatio);
        if (forward.HasOutput(0))
        {
            masking.Run(context.Random, forward.Input(0), forward.Output(0));
        }

        if (forward.HasOutput(1))
        {
            masking.Show(context.Random, forward.Output(1).Values<bool>());
        }
    }

    /// <inheritdoc/>
    public void TrainBackward(BackwardContext context, TrainingContext training)
    {
        // The mask is a function of the index: drawn again, it need not be kept.
        if (context.HasOutputGradient(0))
        {
            Mask(context.HasInput(1) ? context.Input(1).NumberAt(0) : CustomaryRatio).Run(training.Random, context.OutputGradient(0), context.InputGradient(0));
        }
        else
        {
            Derivative.OfSteps(context);
        }
    }

    private static Masking Mask(double ratio) =>
        ratio is >= 0 and <= 1
            ? new Masking(1 - ratio, ratio < 1 ? 1 / (1 - ratio) : 0, 0, 0)
            : throw new GraphException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Dropout has a ratio of {ratio}, which is no probability; expected a number from 0 to 1. Correct input 1 of the node."
                )
            );

    private protected override Shape Reshaped(InferenceContext context, Shape input) => input;
}
