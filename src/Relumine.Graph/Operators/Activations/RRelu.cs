using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Activations;

/// <summary>
/// The randomised leaky rectifier: while learning, the slope of the negative side is drawn anew for every element (Xu,
/// Wang, Chen &amp; Li 2015, arXiv:1505.00853). Afterwards, and in files, the leaky rectifier with the mean slope.
/// </summary>
/// <param name="Function">The bounds between which slopes are drawn.</param>
public sealed record RRelu(Kernels.Rows.RRelu Function) : ElementwiseOp, ITrainingOp,
    IFloatLoop<ForwardContext>, IFloatLoop<BackwardContext>, IFloatLoop<TrainingContext>, IFloatLoop<(BackwardContext, TrainingContext)>
{
    /// <inheritdoc/>
    public override string Type => "RRelu";

    /// <inheritdoc/>
    public override Op Lower() => new Activate(Activation.Of(Function.Evaluation));

    private protected override Kinds Accepts => Kinds.Float;

    /// <inheritdoc/>
    public override bool IsActivation => true;

    internal override NumberWork WorkOfNumber => NumberWork.Drawn;

    internal override Interval? Bounds(BoundsContext context) =>
        context.Rounded(context[0].Positive().Hull(context[0].Negative() * new Interval(Function.Lower, Function.Upper)));

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var (x, y) = (context.Input(0), context.Output(0));
        Relumine.Kernels.Sweeps.Elementwise.Value(Function.Evaluation, x.Values<T>(), y.Values<T>());
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var (x, g, dx) = (context.Input(0), context.OutputGradient(0), context.InputGradient(0));
        Relumine.Kernels.Sweeps.Elementwise.Gradient(Function.Evaluation, context.Kink, x.Values<T>(), g.Values<T>(), dx.Values<T>());
    }

    /// <inheritdoc/>
    public BackwardNeeds TrainingNeeds => BackwardNeeds.Input(0);

    /// <inheritdoc/>
    public void TrainForward(TrainingContext context) => FloatLoop.Run(this, context.Forward.Input(0).Type, context);

    void IFloatLoop<TrainingContext>.Run<T>(TrainingContext context) =>
        Function.Value<T>(context.Forward.Input(0).Values<T>(), context.Random, context.Forward.Output(0).Values<T>());

    /// <inheritdoc/>
    public void TrainBackward(BackwardContext context, TrainingContext training) =>
        FloatLoop.Run(this, context.Input(0).Type, (context, training));

    void IFloatLoop<(BackwardContext, TrainingContext)>.Run<T>((BackwardContext, TrainingContext) contexts)
    {
        var (context, training) = contexts;
        Function.Gradient<T>(context.Input(0).Values<T>(), training.Random, context.Kink, context.Upstream<T>(), context.InputGradient(0).Values<T>());
    }
}
