using System.Globalization;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training.Planning;
using Relumine.Graph.Tensors;

namespace Relumine.Bench.Serve;

/// <summary>
/// A step of training of a dense network with ReLU but for the last layer, by SGD with momentum 0.9 and cross-entropy,
/// over 16 batches in turn: <c>train 784,256,256,10 BATCH RATE none|firing THREADS</c>. Instead of widths, <c>cnn</c>
/// is a small convolutional network, <c>resnet20</c> a residual one and <c>depthwise</c> one of separable convolutions, both of 32 × 32 pixels.
/// </summary>
internal static class TrainWork
{
    private const int Batches = 16;

    public static Action Make(string[] words)
    {
        var batch = int.Parse(words[1], CultureInfo.InvariantCulture);
        var rate = double.Parse(words[2], CultureInfo.InvariantCulture);
        var network = words[0] switch
        {
            "cnn" => Convolutional(),
            "resnet20" => Residual(),
            "depthwise" => Depthwise(),
            _ => Dense(Array.ConvertAll(words[0].Split(','), w => int.Parse(w, CultureInfo.InvariantCulture))),
        };
        var plan = TrainingPlan.Compile(network.Build(), new TrainingPlanOptions
        {
            Loss = new SoftmaxCrossEntropy(),
            Batch = batch,
            Observe = words[3] != "none",
            Threads = int.Parse(words[4], CultureInfo.InvariantCulture),
        });
        var random = new Random(1);
        var inputs = new ModelTensor[Batches][];
        var labels = new int[Batches][];
        for (var i = 0; i < Batches; i++)
        {
            inputs[i] = [ModelTensor.Zeros(ElementType.Float32, plan.Inputs[0].Shape.With(0, batch))];
            foreach (ref var x in inputs[i][0].Values<float>())
            {
                x = random.NextSingle() - 0.5f;
            }

            labels[i] = Array.ConvertAll(new int[batch], _ => random.Next(network.SampleShape[0]));
        }

        var optimizer = new Sgd(Momentum: 0.9);
        var step = 0L;
        return () =>
        {
            var turn = (int)(step++ % Batches);
            plan.Learn(batch, inputs[turn], Targets.OfLabels(labels[turn]), step, optimizer, rate);
        };
    }

    private static Network Dense(int[] widths)
    {
        var network = Network.Input(widths[0]);
        foreach (var width in widths[1..^1])
        {
            network = network.Dense(width).Relu();
        }

        return network.Dense(widths[^1]);
    }

    private static Network Convolutional() => Network.Input(1, 28, 28)
        .Conv(32, 3, padding: 1).Relu().MaxPool(2)
        .Conv(64, 3, padding: 1).Relu().MaxPool(2)
        .Flatten().Dense(128).Relu().Dense(10);

    // He et al. 2015, arXiv:1512.03385, section 4.2, n = 3; where the size halves, a convolution of 1 × 1 on the way around.
    private static Network Residual()
    {
        var network = Network.Input(3, 32, 32).Conv(16, 3, padding: 1).BatchNormalization().Relu();
        var from = 16;
        foreach (var channels in (int[])[16, 16, 16, 32, 32, 32, 64, 64, 64])
        {
            var stride = from == channels ? 1 : 2;
            network = network.Residual(
                n => n.Conv(channels, 3, stride, 1).BatchNormalization().Relu().Conv(channels, 3, padding: 1).BatchNormalization(),
                stride == 1 ? null : n => n.Conv(channels, 1, stride).BatchNormalization()).Relu();
            from = channels;
        }

        return network.GlobalAveragePool().Flatten().Dense(10);
    }

    // Howard et al. 2017, arXiv:1704.04861, cut down to 32 × 32: a plain convolution, then five pairs of depthwise and pointwise ones.
    private static Network Depthwise()
    {
        var network = Network.Input(3, 32, 32).Conv(32, 3, padding: 1).BatchNormalization().Relu();
        var from = 32;
        foreach (var (channels, stride) in ((int, int)[])[(64, 1), (128, 2), (128, 1), (256, 2), (256, 1)])
        {
            network = network.Conv(from, 3, stride, 1, groups: from).BatchNormalization().Relu().Conv(channels, 1).BatchNormalization().Relu();
            from = channels;
        }

        return network.GlobalAveragePool().Flatten().Dense(10);
    }
}
