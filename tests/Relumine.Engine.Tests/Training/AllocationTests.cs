using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Training.Planning;
using Relumine.Graph.Tensors;

namespace Relumine.Engine.Tests.Training;

/// <summary>
/// That learning allocates nothing once it is under way, with every unit observed. Counts of allocated bytes are not only the
/// measured code's: those of the process hold what other tests allocate, and a garbage collection that another test sets off
/// may count what is left of a thread's allocation buffer (up to 256 KiB). So nothing runs beside these tests, and the least
/// of several windows counts: what a step allocates is in all of them.
/// </summary>
[Collection(nameof(Undisturbed))]
public class AllocationTests
{
    private const int Windows = 20;

    public static TheoryData<string> Names => [.. LayerKinds.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepAllocatesNothing(string name)
    {
        using var trainer = LayerKinds.Trainer(name, 1, epochs: 1000);
        OfSteps(trainer, () => { }).ShouldBe(0);
        trainer.Layers.ShouldAllBe(l => l.LastFired.Max() >= trainer.Step - 2);
    }

    [Fact]
    public void WhatAStepAllocatesIsSeen()
    {
        using var trainer = LayerKinds.Trainer("learned slopes", 1, epochs: 1000);
        var step = 0;
        OfSteps(trainer, () => GC.KeepAlive(step++ % 14 == 0 ? new object() : null)).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void LearningWithTwoThreadsAllocatesNothing()
    {
        const int Batch = 64;
        var random = new Random(11);
        var model = Network.Input(300).Dense(200).Relu().Dense(100).LeakyRelu().Dense(5).Build();
        using var plan = TrainingPlan.Compile(model, new TrainingPlanOptions { Loss = new SoftmaxCrossEntropy(), Batch = Batch, Threads = 2 });
        ModelTensor[] inputs = [ModelTensor.Zeros(ElementType.Float32, new Shape(Batch, 300))];
        inputs[0].Values<float>().Fill(random.NextSingle());
        var labels = Array.ConvertAll(new int[Batch], _ => random.Next(5));
        foreach (var optimizer in (Optimizer[])[new Sgd(Momentum: 0.9), new Adam()])
        {
            var step = 0L;
            void Learn() => plan.Learn(Batch, inputs, Targets.OfLabels(labels), ++step, optimizer, 0.001, measure: step % 2 == 0);
            Least(() => GC.GetTotalAllocatedBytes(true), () =>
            {
                for (var i = 0; i < 4; i++)
                {
                    Learn();
                }
            }).ShouldBe(0, optimizer.Name);
        }
    }

    // The steps 2 to 15 of the 16 of an epoch: its end makes a record, its beginning measures.
    private static long OfSteps(Engine.Training.Trainer trainer, Action beside)
    {
        using var steps = trainer.Steps().GetEnumerator();
        void Go(int count)
        {
            for (var i = 0; i < count; i++)
            {
                steps.MoveNext();
                beside();
            }
        }

        Go(17);
        return Least(GC.GetAllocatedBytesForCurrentThread, () => Go(14), () => Go(2));
    }

    private static long Least(Func<long> allocated, Action window, Action? between = null)
    {
        var least = long.MaxValue;
        for (var i = 0; i < Windows && least > 0; i++)
        {
            var before = allocated();
            window();
            least = Math.Min(least, allocated() - before);
            between?.Invoke();
        }

        return least;
    }
}

/// <summary>Tests beside which no other runs.</summary>
[CollectionDefinition(nameof(Undisturbed), DisableParallelization = true)]
public class Undisturbed;
