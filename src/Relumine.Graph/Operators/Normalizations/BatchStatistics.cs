using System.Numerics;
using System.Numerics.Tensors;
using Relumine.Graph.Operators.Loops;
using Relumine.Graph.Operators.Passes;

namespace Relumine.Graph.Operators.Normalizations;

/// <summary>
/// BatchNormalization with the statistics of the batch, and its gradient through them. With M elements a channel,
/// x̂ = (x − mean)·r and r = 1/√(variance + ε): dx = scale·r·(dy − Σdy/M − x̂·Σ(dy·x̂)/M), dscale = Σ dy·x̂, dbias = Σ dy.
/// </summary>
internal static class BatchStatistics
{
    /// <summary>Normalises, saves mean and r of every channel, and moves the running statistics, inputs 3 and 4, towards those of the batch.</summary>
    public static void Forward<T>(TrainingContext training, double epsilon, double momentum) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var context = training.Forward;
        var scale = context.Input(1).Values<T>();
        var (channels, positions) = (scale.Length, Channels.Positions(context.Input(0).Shape));
        var x = context.Input(0).Values<T>();
        var saved = training.Saved<T>(2 * channels);
        var mean = saved[..channels];
        var inverse = saved[channels..];
        var memory = context.Scratch<T>(2 * channels);
        var factor = memory[..channels];
        var count = T.CreateTruncating(x.Length / Math.Max(1, channels));
        Channels.Sum(x, positions, mean);
        TensorPrimitives.Divide(mean, count, mean);
        Channels.Products<T>(x, [], mean, positions, inverse, memory[channels..]);
        TensorPrimitives.Divide(inverse, count, inverse);
        Move(context.Input(3).Values<T>(), mean, momentum);
        Move(context.Input(4).Values<T>(), inverse, momentum);
        for (var c = 0; c < channels; c++)
        {
            inverse[c] = T.One / T.Sqrt(inverse[c] + T.CreateTruncating(epsilon));
            factor[c] = scale[c] * inverse[c];
        }

        Channels.Affine<T>(x, mean, factor, context.Input(2).Values<T>(), positions, context.Output(0).Values<T>());
    }

    /// <summary>The gradients of x, scale and bias; that of the running statistics, which play no role, is 0.</summary>
    public static void Backward<T>(BackwardContext context, TrainingContext training) where T : unmanaged, IFloatingPointIeee754<T>
    {
        var scale = context.Input(1).Values<T>();
        var (channels, positions) = (scale.Length, Channels.Positions(context.Input(0).Shape));
        var x = context.Input(0).Values<T>();
        var g = context.Upstream<T>();
        var saved = training.Saved<T>(2 * channels);
        var mean = saved[..channels];
        var inverse = saved[channels..];
        var memory = context.Scratch<T>(3 * channels);
        var sums = memory[..channels];
        var products = memory.Slice(channels, channels);
        var factor = memory[(2 * channels)..];
        Channels.Sum(g, positions, sums);
        Channels.Products(x, g, mean, positions, products, factor);
        TensorPrimitives.Multiply(products, inverse, products);
        Give<T>(context, 1, products);
        Give<T>(context, 2, sums);
        Give<T>(context, 3, []);
        Give<T>(context, 4, []);
        if (!context.Wants(0))
        {
            return;
        }

        // dx = (x − mean)·slope + shift + dy·factor.
        var count = T.CreateTruncating(x.Length / Math.Max(1, channels));
        for (var c = 0; c < channels; c++)
        {
            factor[c] = scale[c] * inverse[c];
            products[c] = -factor[c] * inverse[c] * products[c] / count;
            sums[c] = -factor[c] * sums[c] / count;
        }

        var dx = context.InputGradient(0).Values<T>();
        Channels.Affine<T>(x, mean, products, sums, positions, dx);
        Channels.AddScaled<T>(g, factor, positions, dx);
    }

    private static void Move<T>(Span<T> running, ReadOnlySpan<T> batch, double momentum) where T : unmanaged, INumber<T>
    {
        for (var c = 0; c < running.Length; c++)
        {
            running[c] = T.CreateTruncating(momentum) * running[c] + T.CreateTruncating(1 - momentum) * batch[c];
        }
    }

    private static void Give<T>(BackwardContext context, int i, ReadOnlySpan<T> gradient) where T : unmanaged
    {
        if (context.Wants(i))
        {
            var target = context.InputGradient(i).Values<T>();
            target.Clear();
            gradient.CopyTo(target);
        }
    }
}
