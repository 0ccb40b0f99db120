using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Gradients;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Bounds;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Activations;

/// <summary>
/// The randomised leaky rectifier: while learning, the slope of the negative side is drawn anew for every element (Xu,
/// Wang, Chen &amp; Li 2015, arXiv:1505.00853). Afterwards, and in files, the leaky rectifier with the mean slope.
/// </summary>
/// <param name="Function">The bounds between which slopes are drawn.</param>
public sealed record RRelu(Kernels.Rows.RRelu Function) : ElementwiseOp, ITrainingOp
{
    /// <inheritdoc/>
    public override string Type => "RRelu";

    /// <inheritdoc/>
    public override Op Lower() => new Activate(Activation.Of(Function.Evaluation));

    private protected override Kinds Accepts => Kinds.Float;

    /// <inheritdoc/>
    public override bool IsActivation => true;

    internal override Interval? Bounds(BoundsContext context) =>
        context.Rounded(context[0].Positive().Hull(context[0].Negative() * new Interval(Function.Lower, Function.Upper)));

    /// <inheritdoc/>
    public override void Forward(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        if (x.Type == ElementType.Float32)
        {
            Relumine.Kernels.Sweeps.Elementwise.Value(Function.Evaluation, x.Values<float>(), y.Values<float>());
        }
        else
        {
            Relumine.Kernels.Sweeps.Elementwise.Value(Function.Evaluation, x.Values<double>(), y.Values<double>());
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context)
    {
        var (x, g, dx) = (context.Input(0), context.OutputGradient(0), context.InputGradient(0));
        if (x.Type == ElementType.Float32)
        {
            Relumine.Kernels.Sweeps.Elementwise.Gradient(Function.Evaluation, context.Kink, x.Values<float>(), g.Values<float>(), dx.Values<float>());
        }
        else
        {
            Relumine.Kernels.Sweeps.Elementwise.Gradient(Function.Evaluation, context.Kink, x.Values<double>(), g.Values<double>(), dx.Values<double>());
        }
    }

    /// <inheritdoc/>
    public BackwardNeeds TrainingNeeds => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public void TrainForward(TrainingContext context)
    {
        var (x, y) = (context.Forward.Input(0), context.Forward.Output(0));
        if (x.Type == ElementType.Float32)
        {
            Function.Value<float>(x.Values<float>(), context.Random, y.Values<float>());
        }
        else
        {
            Function.Value<double>(x.Values<double>(), context.Random, y.Values<double>());
        }
    }

    /// <inheritdoc/>
    public void TrainBackward(BackwardContext context, TrainingContext training)
    {
        var (x, g, dx) = (context.Input(0), context.OutputGradient(0), context.InputGradient(0));
        if (x.Type == ElementType.Float32)
        {
            Function.Gradient<float>(x.Values<float>(), training.Random, context.Kink, g.Values<float>(), dx.Values<float>());
        }
        else
        {
            Function.Gradient<double>(x.Values<double>(), training.Random, context.Kink, g.Values<double>(), dx.Values<double>());
        }
    }
}
