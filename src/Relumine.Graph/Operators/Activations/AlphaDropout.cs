using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Graph.Operators.Activations;

/// <summary>
/// Dropout for networks of SELU, which keeps mean 0 and variance 1: while learning, every number becomes α′ = −λα with a
/// probability, and all are then scaled and shifted (Klambauer et al. 2017, NeurIPS). Afterwards the input as it is; in
/// files Identity.
/// </summary>
public sealed record AlphaDropout : ReshapingOp, ITrainingOp
{
    // λα of SELU, rounded to double.
    private const double SaturationOfSelu = 1.75809934084737686;

    /// <summary>Alpha dropout with a probability.</summary>
    /// <param name="ratio">The probability, from 0 to less than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ratio"/> is not such a number.</exception>
    public AlphaDropout(double ratio) => Ratio = ratio is >= 0 and < 1 ? ratio
        : throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "The ratio of alpha dropout must be from 0 to less than 1.");

    /// <summary>The probability of being dropped.</summary>
    public double Ratio { get; }

    /// <inheritdoc/>
    public override string Type => "AlphaDropout";

    /// <inheritdoc/>
    public override Op Lower() => new Identity();

    /// <inheritdoc/>
    public BackwardNeeds TrainingNeeds => BackwardNeeds.Nothing;

    /// <inheritdoc/>
    public void TrainForward(TrainingContext context)
    {
        var (scale, shift) = Correction;
        new Masking(1 - Ratio, scale, shift, shift - scale * SaturationOfSelu).Run(context.Random, context.Forward.Input(0), context.Forward.Output(0));
    }

    /// <inheritdoc/>
    public void TrainBackward(BackwardContext context, TrainingContext training) =>
        new Masking(1 - Ratio, Correction.Scale, 0, 0).Run(training.Random, context.OutputGradient(0), context.InputGradient(0));

    private protected override Shape Reshaped(InferenceContext context, Shape input) => input;

    // With q kept: a = 1/√(q·(1 + α′²·(1 − q))) and b = −a·(1 − q)·α′, so that mean 0 and variance 1 stay.
    private (double Scale, double Shift) Correction
    {
        get
        {
            var keep = 1 - Ratio;
            var scale = 1 / Math.Sqrt(keep * (1 + SaturationOfSelu * SaturationOfSelu * Ratio));
            return (scale, scale * Ratio * SaturationOfSelu);
        }
    }

    /// <inheritdoc/>
    public override bool IsElementwise => true;

    internal override NumberWork WorkOfNumber => NumberWork.Drawn;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        ElementwiseCarrier.For(node, shapes);

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 ? axis : null;
}
