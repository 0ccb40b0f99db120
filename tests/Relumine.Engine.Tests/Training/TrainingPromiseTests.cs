using Relumine.Graph.Tensors;

namespace Relumine.Engine.Tests.Training;

/// <summary>What training promises for networks of every kind of layer: the same bits however it is run.</summary>
public class TrainingPromiseTests
{
    public static TheoryData<string> Names => [.. LayerKinds.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void ThreadsDoNotChangeABit(string name)
    {
        var one = Trained(name, 1, 0);
        foreach (var threads in (int[])[2, 3])
        {
            Compare(one, Trained(name, threads, 0), $"{threads} threads");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BeingStoppedAndResumedDoesNotChangeABit(string name)
    {
        var whole = Trained(name, 1, 0);
        foreach (var stop in (int[])[1, 4, 11])
        {
            Compare(whole, Trained(name, 2, stop), $"stopped after {stop} steps");
        }
    }

    private static IReadOnlyDictionary<string, ModelTensor> Trained(string name, int threads, int stop)
    {
        using var trainer = LayerKinds.Trainer(name, threads, epochs: 1);
        if (stop > 0)
        {
            using var part = LayerKinds.Trainer(name, 3, epochs: 1);
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
