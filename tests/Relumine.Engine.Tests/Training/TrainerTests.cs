using Relumine.Data.Datasets;
using Relumine.Data.Generators;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Training;
using Relumine.Engine.Training.Examining;
using Relumine.Engine.Training.Replay;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Testing;

namespace Relumine.Engine.Tests.Training;

/// <summary>What a trainer promises: it learns, it repeats itself bit for bit, and it can be stopped and resumed anywhere.</summary>
public class TrainerTests
{
    private static readonly TrainerOptions Options = new()
    {
        Loss = new SoftmaxCrossEntropy(),
        Optimizer = new Adam(0.01),
        Batch = 32,
        Epochs = 6,
        Seed = 3,
    };

    [Fact]
    public void ItLearnsBlobs()
    {
        using var trainer = new Trainer(Networks.Mlp(1, 20, 64, 64, 10), Dataset.Of(new Blobs(1000, seed: 1)), null, Options);
        foreach (var _ in trainer.Steps())
        {
        }

        trainer.History.Count.ShouldBe(7);
        trainer.History[0].Score.ShouldBeLessThan(0.4);
        trainer.History[^1].Score.ShouldBeGreaterThan(0.97);
        trainer.History[^1].Loss.ShouldBeLessThan(trainer.History[1].Loss);
        trainer.Divergence.ShouldBeNull();
    }

    [Fact]
    public void LayersAreExaminedBeforeTheFirstUpdate()
    {
        // A bias of −30 on every unit of the second layer: all of it is born dead, nothing is killed.
        var model = Networks.Mlp(1, 20, 32, 32, 10);
        model.Weights["b1"].Values<float>().Fill(-30);
        using var trainer = new Trainer(model, Dataset.Of(new Blobs(500, seed: 1)), null, Options with { Epochs = 1 });
        trainer.Begin();
        var layer = trainer.History[0].Layers[1];
        (layer.Dead, layer.BornDead, layer.Killed).ShouldBe((32, 32, 0));
        trainer.History[0].Layers[0].Dead.ShouldBe(0);
        layer.GradientRms.ShouldBe(0);
        foreach (var _ in trainer.Steps())
        {
        }

        (trainer.History[1].Layers[1].BornDead, trainer.History[1].Layers[1].Killed).ShouldBe((32, 0));
        trainer.Layers[1].LastFired.ShouldAllBe(step => step == 0);
    }

    [Fact]
    public void UnitsThatDieAreToldApartFromThoseBornDead()
    {
        using var trainer = new Trainer(
            Networks.Mlp(1, 20, 64, 64, 10), Dataset.Of(new Blobs(1000, seed: 1)), null,
            Options with { Optimizer = new Adam(0.3), Epochs = 3 });
        foreach (var _ in trainer.Steps())
        {
        }

        var last = trainer.History[^1].Layers[^1];
        last.Killed!.Value.ShouldBeGreaterThan(20);
        last.BornDead.ShouldBe(0);
        trainer.Layers[1].LastFired.Count(step => step > 0 && step < 60).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void ADivergingRunStopsAndNamesWhatProducedTheFirstNumberThatIsNotFinite()
    {
        using var trainer = new Trainer(
            Networks.Mlp(1, 20, 64, 64, 10), Dataset.Of(new Blobs(1000, seed: 1)), null,
            Options with { Optimizer = new Sgd(1e6), Epochs = 3 });
        var steps = trainer.Steps().Count();
        trainer.Divergence.ShouldNotBeNull().Step.ShouldBe(steps + 1);
        trainer.Divergence!.Producer.ShouldContain("'g");
        Finite(trainer);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void AnUpdateThatOverflowsIsWhatIsNamedEvenInTheLastStep(int samples)
    {
        // The first update is beyond float. With 5 samples there are more steps, and the loss of the second is not finite.
        var data = Dataset.Of(new Blobs(samples * 32, seed: 1));
        using var trainer = new Trainer(Networks.Mlp(1, 20, 8, 10), data, null, Options with { Optimizer = new Sgd(1e39), Epochs = 1 });
        trainer.Steps().Count().ShouldBeLessThanOrEqualTo(1);
        trainer.Divergence.ShouldNotBeNull().ShouldBe(new Divergence(1, 1, "the update of 'w0' (g0)", trainer.Divergence!.Loss));
        double.IsFinite(trainer.Divergence!.Loss).ShouldBeFalse();
        trainer.Step.ShouldBe(0);
        trainer.History.Select(r => r.Step).ShouldBe([0]);
        Finite(trainer);
    }

    [Fact]
    public void AGradientThatOverflowsIsTracedToTheStepAndTheOperatorThatMadeIt()
    {
        // Forwards 1e30 and 1e-30 meet; backwards the gradient of the middle weights is 1e10 · 1e30.
        var model = Networks.Mlp(1, 4, 3, 3, 2);
        model.Weights["w0"].Values<float>().Fill(1e10f);
        model.Weights["w1"].Values<float>().Fill(1e-30f);
        model.Weights["w2"].Values<float>().Fill(1e30f);
        model.Weights["w2"].Values<float>()[0] = -1e30f;
        var features = ModelTensor.Zeros(ElementType.Float32, new Shape(64, 4));
        features.Values<float>().Fill(1);
        var data = Dataset.OfLabels("ones", features, [.. Enumerable.Range(0, 64).Select(i => i % 2)], 2);
        using var trainer = new Trainer(model, data, null, Options with { Optimizer = new Sgd(1e-30) });
        trainer.Steps().Count().ShouldBeLessThanOrEqualTo(1);
        (trainer.Divergence!.Step, trainer.Divergence.Producer).ShouldBe((1, "the gradient of Gemm 'g1' with Relu"));
        Finite(trainer);
    }

    private static void Finite(Trainer trainer) =>
        trainer.ToModel().Weights.Values.Where(w => w.Type.IsFloat()).ShouldAllBe(w => w.ToDoubles().All(double.IsFinite), "the weights are those before");

    [Fact]
    public void KilledAndResumedAtRandomStepsItEndsWithTheSameBits()
    {
        var data = Dataset.Of(new Blobs(300, seed: 2));
        var (training, validation) = data.Split(0.2, 1);
        var model = Networks.Mlp(5, 20, 24, 10);
        var whole = Run(model, training, validation, Options, []);
        var random = new Random(11);
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            for (var round = 0; round < 20; round++)
            {
                var stops = Enumerable.Range(0, 3).Select(_ => random.Next(1, 48)).Order().ToArray();
                var options = Options with { Threads = 1 + (round % 3) };
                var resumed = Run(model, training, validation, options, stops, Path.Combine(folder.FullName, "checkpoint"));
                foreach (var (name, tensor) in whole)
                {
                    resumed[name]
                        .Bytes.SequenceEqual(tensor.Bytes)
                        .ShouldBeTrue($"{name}, stopped after {string.Join(", ", stops)} with {options.Threads} threads");
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void AStepAllocatesNothing()
    {
        using var trainer = new Trainer(Networks.Mlp(1, 20, 64, 64, 10), Dataset.Of(new Blobs(1024, seed: 1)), null, Options with { Epochs = 1000 });
        var steps = trainer.Steps().GetEnumerator();
        for (var i = 0; i < 70; i++)
        {
            steps.MoveNext();
        }

        // Within an epoch, because its end makes a record. On one thread, whose own count other tests cannot disturb;
        // several threads run the same code.
        Allocations.Of(() =>
        {
            for (var i = 0; i < 4; i++)
            {
                steps.MoveNext();
            }
        }).ShouldBe(0);
    }

    private static IReadOnlyDictionary<string, ModelTensor> Run(
        Model model,
        Dataset training,
        Dataset validation,
        TrainerOptions options,
        int[] stops,
        string path = ""
    )
    {
        foreach (var stop in stops)
        {
            using var part = new Trainer(model, training, validation, options);
            if (File.Exists(path))
            {
                part.Restore(CheckpointFile.Read(path).State);
            }

            foreach (var step in part.Steps())
            {
                if (step.Number >= stop)
                {
                    break;
                }
            }

            CheckpointFile.Write(path, part.Snapshot(), "run");
        }

        using var trainer = new Trainer(model, training, validation, options);
        if (stops.Length > 0)
        {
            trainer.Restore(CheckpointFile.Read(path).State);
            File.Delete(path);
        }

        foreach (var _ in trainer.Steps())
        {
        }

        trainer.History.Count.ShouldBe(options.Epochs + 1);
        trainer.History[^1].Parameters.ShouldAllBe(p => p.UpdateRatio > 0);
        return trainer.ToModel().Weights;
    }
}
