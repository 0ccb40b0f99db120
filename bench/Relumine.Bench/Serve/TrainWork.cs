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
/// is a small convolutional network.
/// </summary>
internal static class TrainWork
{
    private const int Batches = 16;

    public static Action Make(string[] words)
    {
        var batch = int.Parse(words[1], CultureInfo.InvariantCulture);
        var rate = double.Parse(words[2], CultureInfo.InvariantCulture);
        var network = words[0] == "cnn" ? Convolutional() : Dense(Array.ConvertAll(words[0].Split(','), w => int.Parse(w, CultureInfo.InvariantCulture)));
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
}
