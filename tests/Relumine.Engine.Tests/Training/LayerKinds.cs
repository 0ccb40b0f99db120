using Relumine.Data.Datasets;
using Relumine.Data.Generators;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Kernels;

namespace Relumine.Engine.Tests.Training;

/// <summary>Small networks with every kind of layer, for what training promises of all of them.</summary>
internal static class LayerKinds
{
    private static readonly Dictionary<string, Func<Network>> s_networks = new()
    {
        ["perceptron"] = () => Network.Input(1, 8, 8).Flatten().Dense(40).Relu().Dense(24).Elu().Dense(4),
        ["convolutions"] = () => Network.Input(1, 8, 8).Conv(8, 3, padding: 1).Relu().MaxPool(2).Conv(12, 3).LeakyRelu().Flatten().Dense(16).Relu().Dense(4),
        ["convolutions, normalised"] = () =>
            Network
                .Input(1, 8, 8)
                .Conv(8, 3, padding: 1)
                .BatchNormalization()
                .Relu()
                .Dropout(0.2)
                .Conv(9, 3, stride: 2)
                .BatchNormalization()
                .Relu()
                .GlobalAveragePool()
                .Dense(4),
        ["residual, convolutional"] = () =>
            Network
                .Input(1, 8, 8)
                .Conv(8, 3, padding: 1)
                .Relu()
                .Residual(x => x.Conv(8, 3, padding: 1).BatchNormalization().Relu().Conv(8, 3, padding: 1).BatchNormalization())
                .Relu()
                .Residual(x => x.Conv(12, 3, stride: 2, padding: 1).Relu(), x => x.Conv(12, 1, stride: 2))
                .Relu()
                .AveragePool(2)
                .Flatten()
                .Dense(4),
        ["maxout"] = () => Network.Input(1, 8, 8).Flatten().Maxout(20, 3).Dropout(0.1).Maxout(12).Dense(4),
        ["learned slopes"] = () =>
            Network.Input(1, 8, 8).Conv(6, 3).Prelu().Flatten().Dense(30).BatchNormalization().Prelu().Dropout(0.3).Dense(20).Prelu(shared: true).Dense(4),
        ["noise"] = () => Network.Input(1, 8, 8).Flatten().Dense(30).Selu().AlphaDropout(0.1).Dense(20).RandomizedRelu().LayerNormalization().Dense(4),
        ["branches"] = () => Network.Input(1, 8, 8).Flatten().Dense(24).CRelu().Residual(x => x.Dense(48).Gelu()).Dense(20).Relu(Kink.Middle).Dense(4),
    };

    public static IEnumerable<string> Names => s_networks.Keys;

    /// <summary>A trainer of one of them on 256 samples, 16 a step.</summary>
    public static Trainer Trainer(string name, int threads, int epochs)
    {
        var network = s_networks[name]();
        return new(network.Build(2), Dataset.Of(new Bars(256, seed: 3)), null, new TrainerOptions
        {
            Loss = new SoftmaxCrossEntropy(),
            Optimizer = new Adam(0.003),
            Batch = 16,
            Epochs = epochs,
            Seed = 5,
            Threads = threads,
            KinkOfLayer = network.KinkOfLayer,
            MeasuredSteps = 3,
        });
    }
}
