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
/// scale·(x − mean)/√(variance + ε) + bias, with the statistics of each channel of each sample (ONNX
/// InstanceNormalization; Ulyanov, Vedaldi &amp; Lempitsky 2016, arXiv:1607.08022). Inputs: x [N, C, …], scale, bias.
/// </summary>
/// <param name="Epsilon">ε.</param>
public sealed record InstanceNormalization(float Epsilon = 1e-5f) : Op, IFloatLoop<BackwardContext>, IFloatLoop<ForwardContext>
{
    /// <inheritdoc/>
    public override string Type => "InstanceNormalization";

    /// <inheritdoc/>
    public override (int Fewest, int Most) InputCount => (3, 3);

    /// <inheritdoc/>
    public override int FormSince(IReadOnlyList<ElementType?> inputs) => 6;

    /// <inheritdoc/>
    public override Op Read(NodeReader reader) => new InstanceNormalization(reader.Float("epsilon", 1e-5f));

    /// <inheritdoc/>
    public override void Write(NodeWriter writer)
    {
        if (Epsilon != 1e-5f)
        {
            writer.Float("epsilon", Epsilon);
        }
    }

    /// <inheritdoc/>
    public override void Infer(InferenceContext context)
    {
        var (type, shape) = context.Need(0, Kinds.Float);
        var channels = new Shape(shape.Rank > 2 ? shape[1] : throw context.Fail("the input must be [N, C, D1, …]"));
        if (!context.NeedLikeFirst(1).Shape.Equals(channels) || !context.NeedLikeFirst(2).Shape.Equals(channels))
        {
            throw context.Fail($"scale and bias must be of shape {channels}, a number for each channel");
        }

        context.Output(0, type, shape);
    }

    /// <inheritdoc/>
    public override InputRole RoleOf(int input) => input switch { 0 => InputRole.Data, 1 => InputRole.Weight, _ => InputRole.Bias };

    internal override int? KeptAxis(Node node, IShapes shapes, int input, int axis) =>
        input > 0 ? 1 : axis < 2 ? axis : null;

    internal override Interval? Bounds(BoundsContext context) => Normalization.Bounds(context, context.ShapeOf(0).Product(2, context.ShapeOf(0).Rank), Epsilon);

    internal override ICarrier? Carrier(Node node, IShapes shapes) =>
        new NormalizationCarrier();

    /// <inheritdoc/>
    public override void Forward(ForwardContext context) => FloatLoop.Run(this, context);

    void IFloatLoop<ForwardContext>.Run<T>(ForwardContext context)
    {
        var x = context.Input(0);
        ReadOnlySpan<T> from = x.Values<T>();
        ReadOnlySpan<T> factors = context.Input(1).Values<T>();
        ReadOnlySpan<T> shifts = context.Input(2).Values<T>();
        var to = context.Output(0).Values<T>();
        var size = x.Shape.Product(2, x.Shape.Rank);
        for (int at = 0, channel = 0; at < from.Length; at += size, channel = (channel + 1) % factors.Length)
        {
            var plane = to.Slice(at, size);
            Normalization.Group(from.Slice(at, size), plane, Epsilon, centre: true);
            TensorPrimitives.Multiply(plane, factors[channel], plane);
            TensorPrimitives.Add(plane, shifts[channel], plane);
        }
    }

    /// <inheritdoc/>
    public override BackwardNeeds? GradientNeeds(Kink kink) => BackwardNeeds.Input(0) | BackwardNeeds.Input(1);

    /// <inheritdoc/>
    public override void Backward(BackwardContext context) => FloatLoop.Run(this, context);

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0);

    void IFloatLoop<BackwardContext>.Run<T>(BackwardContext context)
    {
        var shape = context.Input(0).Shape;
        var x = context.Input(0).Values<T>();
        ReadOnlySpan<T> scale = context.Input(1).Values<T>();
        var g = context.Upstream<T>();
        var size = shape.Product(2, shape.Rank);
        Clear(context, 1);
        Clear(context, 2);
        var memory = context.Scratch<T>(2 * size);
        var normal = memory[..size];
        var u = memory[size..];
        for (int at = 0, channel = 0; at < x.Length; at += size, channel = (channel + 1) % scale.Length)
        {
            var inverse = Normalization.Group(x.Slice(at, size), normal, Epsilon, centre: true).Inverse;
            if (context.Wants(0))
            {
                TensorPrimitives.Multiply(g.Slice(at, size), scale[channel], u);
                NormalizationGradient.Group<T>(normal, u, inverse, true, 0, 0, context.InputGradient(0).Values<T>().Slice(at, size));
            }

            if (context.Wants(1))
            {
                TensorPrimitives.Multiply(g.Slice(at, size), normal, u);
                context.InputGradient(1).Values<T>()[channel] += T.CreateTruncating(Accumulate.Sum<T>(u));
            }

            if (context.Wants(2))
            {
                context.InputGradient(2).Values<T>()[channel] += T.CreateTruncating(Accumulate.Sum(g.Slice(at, size)));
            }
        }
    }

    private static void Clear(BackwardContext context, int i)
    {
        if (context.Wants(i))
        {
            context.InputGradient(i).Bytes.Clear();
        }
    }
}
