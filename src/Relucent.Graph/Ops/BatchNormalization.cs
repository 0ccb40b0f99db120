using System.Numerics;
using System.Numerics.Tensors;

namespace Relucent.Operators;

/// <summary>
/// scale·(x − mean)/√(var + ε) + bias for each channel, axis 1, with running statistics (ONNX BatchNormalization
/// outside training; Ioffe &amp; Szegedy 2015, ICML). Inputs: x, scale, bias, mean, var.
/// </summary>
/// <param name="Epsilon">ε.</param>
/// <param name="Momentum">How much of the running statistics a training step keeps.</param>
public sealed record BatchNormalization(float Epsilon = 1e-5f, float Momentum = 0.9f) : Op
{
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

        if (reader.Version < 9 && !reader.Flag("spatial", true))
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
    public override void Forward(ForwardContext context)
    {
        if (context.Input(0).Type == ElementType.Float32)
        {
            Run<float>(context);
        }
        else
        {
            Run<double>(context);
        }
    }

    /// <inheritdoc/>
    public override bool StacksSamples(StackingContext context) => context.OnlyVaries(0) && context.Input(0).Rank > 1;

    private void Run<T>(ForwardContext context) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shape = context.Input(0).Shape;
        var bias = context.Input(2).Values<T>();
        var mean = context.Input(3).Values<T>();
        var factor = context.Scratch<T>(mean.Length);
        TensorPrimitives.Add(context.Input(4).Values<T>(), T.CreateTruncating(Epsilon), factor);
        TensorPrimitives.Sqrt(factor, factor);
        TensorPrimitives.Divide(context.Input(1).Values<T>(), factor, factor);
        var inner = shape.Rank > 2 ? shape.Product(2, shape.Rank) : 1;
        var x = context.Input(0).Values<T>();
        var y = context.Output(0).Values<T>();
        if (inner == 1)
        {
            for (var at = 0; at < x.Length; at += factor.Length)
            {
                var row = y.Slice(at, factor.Length);
                TensorPrimitives.Subtract(x.Slice(at, factor.Length), mean, row);
                TensorPrimitives.Multiply(row, factor, row);
                TensorPrimitives.Add(row, bias, row);
            }

            return;
        }

        for (int at = 0, channel = 0; at < x.Length; at += inner, channel = (channel + 1) % factor.Length)
        {
            var plane = y.Slice(at, inner);
            TensorPrimitives.Subtract(x.Slice(at, inner), mean[channel], plane);
            TensorPrimitives.Multiply(plane, factor[channel], plane);
            TensorPrimitives.Add(plane, bias[channel], plane);
        }
    }
}
