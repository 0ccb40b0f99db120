using Relumine.Data.Datasets;
using Relumine.Data.Generators;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Tests.Training;

/// <summary>What training promises for networks of every kind of layer: the same bits however it is run, and nothing allocated, with every unit watched.</summary>
public class TrainingPromiseTests
{
    private static readonly Dictionary<string, Func<Network>> s_networks = new()
    {
        ["perceptron"] = () => Network.Input(1, 8, 8).Flatten().Dense(40).Relu().Dense(24).Elu().Dense(4),
        ["convolutions"] = () => Network.Input(1, 8, 8).Conv(8, 3, padding: 1).Relu().MaxPool(2).Conv(12, 3).LeakyRelu().Flatten().Dense(16).Relu().Dense(4),
        ["convolutions, normalised"] = () => Network.Input(1, 8, 8).Conv(8, 3, padding: 1).BatchNormalization().Relu().Dropout(0.2).Conv(9, 3, stride: 2).BatchNormalization().Relu().GlobalAveragePool().Dense(4),
        ["residual, convolutional"] = () => Network.Input(1, 8, 8).Conv(8, 3, padding: 1).Relu()
            .Residual(x => x.Conv(8, 3, padding: 1).BatchNormalization().Relu().Conv(8, 3, padding: 1).BatchNormalization()).Relu()
            .Residual(x => x.Conv(12, 3, stride: 2, padding: 1).Relu(), x => x.Conv(12, 1, stride: 2)).Relu().AveragePool(2).Flatten().Dense(4),
        ["maxout"] = () => Network.Input(1, 8, 8).Flatten().Maxout(20, 3).Dropout(0.1).Maxout(12).Dense(4),
        ["learned slopes"] = () => Network.Input(1, 8, 8).Conv(6, 3).Prelu().Flatten().Dense(30).BatchNormalization().Prelu().Dropout(0.3).Dense(20).Prelu(shared: true).Dense(4),
        ["noise"] = () => Network.Input(1, 8, 8).Flatten().Dense(30).Selu().AlphaDropout(0.1).Dense(20).RandomizedRelu().LayerNormalization().Dense(4),
        ["branches"] = () => Network.Input(1, 8, 8).Flatten().Dense(24).CRelu().Residual(x => x.Dense(48).Gelu()).Dense(20).Relu(Kink.Middle).Dense(4),
    };

    public static TheoryData<string> Names => [.. s_networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Threads_do_not_change_a_bit(string name)
    {
        var one = Trained(name, 1, 0);
        foreach (var threads in (int[])[2, 3])
        {
            Compare(one, Trained(name, threads, 0), $"{threads} threads");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Being_stopped_and_resumed_does_not_change_a_bit(string name)
    {
        var whole = Trained(name, 1, 0);
        foreach (var stop in (int[])[1, 4, 11])
        {
            Compare(whole, Trained(name, 2, stop), $"stopped after {stop} steps");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_allocates_nothing(string name)
    {
        using var trainer = Trainer(name, 1, epochs: 1000);
        var steps = trainer.Steps().GetEnumerator();
        for (var i = 0; i < 9; i++)
        {
            steps.MoveNext();
        }

        // The steps 10 to 15 of 16 an epoch: its end makes a record, its beginning measures. One thread, whose own count no other test disturbs.
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 6; i++)
        {
            steps.MoveNext();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        trainer.Layers.ShouldAllBe(l => l.LastFired.Max() >= 14);
    }

    private static Trainer Trainer(string name, int threads, int epochs)
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

    private static IReadOnlyDictionary<string, ModelTensor> Trained(string name, int threads, int stop)
    {
        using var trainer = Trainer(name, threads, epochs: 1);
        if (stop > 0)
        {
            using var part = Trainer(name, 3, epochs: 1);
            _ = part.Steps().Take(stop).Count();
            trainer.Restore(part.Snapshot());
        }

        foreach (var _ in trainer.Steps())
        {
        }

        trainer.Step.ShouldBe(16);
        return trainer.ToModel().Weights;
    }

    private static void Compare(IReadOnlyDictionary<string, ModelTensor> expected, IReadOnlyDictionary<string, ModelTensor> actual, string how)
    {
        foreach (var (weight, tensor) in expected)
        {
            actual[weight].Bytes.SequenceEqual(tensor.Bytes).ShouldBeTrue($"{weight}, {how}");
        }
    }
}
