using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Bounds;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;
using Relumine.Graph.Operators.Rules;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Carriers;
using Relumine.Kernels;

namespace Relumine.Graph.Operators.Normalizations;

/// <summary>
/// scale·(x − mean)/√(var + ε) + bias for each channel, axis 1, with running statistics (ONNX BatchNormalization
/// ; Ioffe &amp; Szegedy 2015, ICML). Inputs: x, scale, bias, mean, var.
/// </summary>
/// <remarks>
/// In training the statistics are those of the batch, over samples and positions, and the running ones, which are
/// changed in place, move towards them: running = momentum·running + (1 − momentum)·batch, with the variance of the
/// population, as ONNX says (PyTorch takes that of a sample, and its momentum is 1 − ours).
/// </remarks>
/// <param name="Epsilon">ε.</param>
/// <param name="Momentum">How much of the running statistics a training step keeps.</param>
public sealed record BatchNormalization(float Epsilon = 1e-5f, float Momentum = 0.9f) : Op, ITrainingOp,
    IFloatLoop<BackwardContext>, IFloatLoop<ForwardContext>, IFloatLoop<TrainingContext>, IFloatLoop<(BackwardContext, TrainingContext)>
{
    private const int ChannelAxis = 1;

    /// <inheritdoc/>
    public override string Type => "BatchNormalization";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (5, 5);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 9;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader)
    {
        if (reader.Flag("training_mode"))
        {
            throw reader.Refuse("training_mode is 1", "Export the model in evaluation mode.");
        }

        if (reader.Version < 7 && !reader.Flag("is_test", true))
        {
            throw reader.Refuse("is_test is 0, so it normalizes by each batch as in training", "Export the model in evaluation mode.");
        }

        if (reader.Version < 9 && !reader.Flag("spatial", true) && reader.Rank(0) is not 2)
        {
            throw reader.Refuse("spatial is 0, which newer opsets do not have", "Export the model with opset 9 or later.");
        }

        return reader.Outputs.Skip(1).Any(o => o.Length > 0)
            ? throw reader.Refuse("it has outputs that exist in training only", "Export the model in evaluation mode.")
            : new BatchNormalization(reader.Float("epsilon", 1e-5f), reader.Float("momentum", 0.9f));
    }

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Epsilon != 1e-5f)
        {
            writer.Float("epsilon", Epsilon);
        }

        if (Momentum != 0.9f)
        {
            writer.Float("momentum", Momentum);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Float);
        var channels = new Shape(shape.Rank > 1 ? shape[1] : 1);
        for (var i = 1; i < 5; i++)
        {
            if (!context.NeedLikeFirst(i).Shape.Equals(channels))
            {
                throw context.Fail($"input {i} must be of shape {channels}, a number for each channel");
            }
        }

        context.Output(0, type, shape);
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input switch { 0 => InputRole.Data, 1 => InputRole.Weight, 2 => InputRole.Bias, _ => InputRole.Statistic };

    internal override NumberWork WorkOfNumber => NumberWork.NormalizedByBatch;

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input == 0 ? axis : ChannelAxis;

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new NormalizationCarrier();

    // The factor and the term of each unit are known as numbers.
    internal override ValueRange Ranges(RangeContext context)
    {
        if (context.Along is not { } along || Enumerable.Range(1, 4).Any(i => context.Map.Shapes.Constant(context.Node.Inputs[i]) is null))
        {
            return context.ByElement();
        }

        var x = context.ByUnit(0);
        var p = Enumerable.Range(1, 4).Select(i => context.Map.Shapes.Constant(context.Node.Inputs[i])!.ToDoubles()).ToArray();
        return ValueRange.Of(along.Length, i => Scaled(x[i], p[0][i], p[1][i], p[2][i], p[3][i], context.Rounding));
    }

    private Interval Deviation(Interval variance) => new(Math.Sqrt(variance.Low + Epsilon), Math.Sqrt(variance.High + Epsilon));

    private Interval Scaled(Interval x, double scale, double bias, double mean, double variance, double rounding)
    {
        var factor = scale / Math.Sqrt(variance + Epsilon);
        var product = x * Interval.Point(factor);
        var size = (double.IsFinite(product.Low) ? Math.Abs(product.Low) : 0) + (double.IsFinite(product.High) ? Math.Abs(product.High) : 0);
        var margin = 8 * rounding * (size + Math.Abs(bias) + Math.Abs(factor * mean));
        var sum = product + Interval.Point(bias - (factor * mean));
        return new(sum.Low - margin, sum.High + margin);
    }

    internal override Interval? Bounds(BoundsContext context) => context[4].Low + Epsilon > 0
            ? context.Rounded(((context[0] - context[3]) * context[1] * Deviation(context[4]).Inverse()) + context[2], 16)
            : Interval.Everything;

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context) => Run<T>(context);

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.AllInputs;

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public BackwardNeeds TrainingNeeds => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public void TrainForward(TrainingContext context) => FloatLoop.Run(this, context.Forward.Input(0).Type, context);

    void IFloatLoop<TrainingContext>.Run<T>(TrainingContext context) => BatchStatistics.Forward<T>(context, Epsilon, Momentum);

    /// <inheritdoc/>
    public void TrainBackward(BackwardContext context, TrainingContext training) =>
        FloatLoop.Run(this, training.Forward.Input(0).Type, (context, training));

    void IFloatLoop<(BackwardContext, TrainingContext)>.Run<T>((BackwardContext, TrainingContext) contexts) =>
        BatchStatistics.Backward<T>(contexts.Item1, contexts.Item2);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0) && context.Input(0).Rank > 1;

    private void Run<T>(ForwardContext context) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var mean = context.Input(3).Values<T>();
        var factor = context.Scratch<T>(mean.Length);
        Factor<T>(context.Input(1), context.Input(4), factor);
        Channels.Affine<T>(
            context.Input(0).Values<T>(),
            mean,
            factor,
            context.Input(2).Values<T>(),
            Channels.Positions(context.Input(0).Shape),
            context.Output(0).Values<T>()
        );
    }

    private void Factor<T>(ModelTensor scale, ModelTensor variance, Span<T> factor) where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Add(variance.Values<T>(), T.CreateTruncating(Epsilon), factor);
        TensorPrimitives.Sqrt(factor, factor);
        TensorPrimitives.Divide(scale.Values<T>(), factor, factor);
    }

    // With f = scale/√(var + ε): dx = dy·f, and for a channel dbias = Σ dy, dmean = −f·Σ dy, dscale = Σ dy·(x − mean)/√(var + ε),
    // dvar = −½·scale/(var + ε)^(3/2)·Σ dy·(x − mean).
    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var variance = context.Input(4).Values<T>();
        var (channels, positions) = (variance.Length, Channels.Positions(context.Input(0).Shape));
        var g = context.Upstream<T>();
        var memory = context.Scratch<T>(4 * channels);
        var factor = memory[..channels];
        var sums = memory.Slice(channels, channels);
        var products = memory.Slice(2 * channels, channels);
        Factor(context.Input(1), context.Input(4), factor);
        Channels.Sum(g, positions, sums);
        Channels.Products(context.Input(0).Values<T>(), g, context.Input(3).Values<T>(), positions, products, memory[(3 * channels)..]);
        if (context.Wants(0))
        {
            var dx = context.InputGradient(0).Values<T>();
            dx.Clear();
            Channels.AddScaled<T>(g, factor, positions, dx);
        }

        for (var i = 1; i < 5; i++)
        {
            if (!context.Wants(i))
            {
                continue;
            }

            var gradient = context.InputGradient(i).Values<T>();
            for (var c = 0; c < channels; c++)
            {
                var root = T.Sqrt(variance[c] + T.CreateTruncating(Epsilon));
                gradient[c] = i switch
                {
                    1 => products[c] / root,
                    2 => sums[c],
                    3 => -factor[c] * sums[c],
                    _ => -factor[c] * products[c] / (T.CreateTruncating(2) * root * root),
                };
            }
        }
    }
}
