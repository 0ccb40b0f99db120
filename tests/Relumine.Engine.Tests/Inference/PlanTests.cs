using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Networks;
using Relumine.Engine.Program;
using Relumine.Engine.Training.Planning;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Testing;

namespace Relumine.Engine.Tests.Inference;

/// <summary>What a plan promises, on random networks; the seed of a network that breaks a promise is in the message.</summary>
public class PlanTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void FusedAndUnfusedPlansAgree(int seed)
    {
        var networks = new RandomNetworks(seed);
        var model = networks.Dense(ElementType.Float64);
        var x = networks.Numbers(ElementType.Float64, 37, model.Graph.Inputs[0].Dims[^1].Size!.Value);
        var fused = Outputs(model, x, new PlanOptions()).ToDoubles();
        var plain = Outputs(model, x, new PlanOptions { Fuse = false }).ToDoubles();
        for (var i = 0; i < fused.Length; i++)
        {
            fused[i].ShouldBe(plain[i], 1e-11 * (1 + Math.Abs(plain[i])), $"seed {seed}, element {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ThreadsAndBatchesDoNotChangeABit(int seed)
    {
        var networks = new RandomNetworks(seed);
        var model = networks.Dense();
        var width = model.Graph.Inputs[0].Dims[^1].Size!.Value;
        var x = networks.Numbers(ElementType.Float32, 211, width);
        var whole = Outputs(model, x, new PlanOptions { Observe = Observation.Full });
        Outputs(model, x, new PlanOptions { Threads = 3, Observe = Observation.Full }).Bytes.SequenceEqual(whole.Bytes).ShouldBeTrue($"3 threads, seed {seed}");
        using var plan = Plan.Compile(model, new PlanOptions { Threads = 2 });
        var outputLength = plan.Outputs[0].SampleLength;
        for (int first = 0, count; first < 211; first += count)
        {
            count = Math.Min(1 + (first * 7 + seed) % 50, 211 - first);
            var part = ModelTensor.Of<float>(new Shape(count, width), x.Values<float>().Slice(first * width, count * width));
            var y = ModelTensor.Zeros(ElementType.Float32, new Shape(count, outputLength));
            plan.Run(count, [part], [y]);
            y.Bytes.SequenceEqual(whole.Bytes.Slice(first * outputLength * 4, count * outputLength * 4))
                .ShouldBeTrue($"samples {first} to {first + count}, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void StatisticsAreTheSameForAnyNumberOfThreadsAndForFusedAndUnfusedPlans(int seed)
    {
        var networks = new RandomNetworks(seed);
        var model = networks.Dense();
        var x = networks.Numbers(ElementType.Float32, 1500, model.Graph.Inputs[0].Dims[^1].Size!.Value);
        var one = Observe(model, x, new PlanOptions { Observe = Observation.Full });
        var three = Observe(model, x, new PlanOptions { Observe = Observation.Full, Threads = 3 });
        var plain = Observe(model, x, new PlanOptions { Observe = Observation.Full, Fuse = false });
        for (var i = 0; i < one.Count; i++)
        {
            var (a, b, c) = (one[i].Statistics, three[i].Statistics, plain[i].Statistics);
            a.Samples.ShouldBe(1500);
            b.Fired.ShouldBe(a.Fired, $"seed {seed}, layer {one[i].Name}");
            b.Sum.ShouldBe(a.Sum, $"seed {seed}, layer {one[i].Name}: sums are added in the order of the chunks");
            b.ActivationAbsoluteSum.ShouldBe(a.ActivationAbsoluteSum);
            c.Units.ShouldBe(a.Units);
            c.Samples.ShouldBe(1500);
        }
    }

    [Fact]
    public void ARunInTheSteadyStateAllocatesNothing()
    {
        var networks = new RandomNetworks(5);
        var model = networks.Dense();
        var x = networks.Numbers(ElementType.Float32, 300, model.Graph.Inputs[0].Dims[^1].Size!.Value);
        using var plan = Plan.Compile(model, new PlanOptions { Threads = 2, Observe = Observation.Full });
        var y = ModelTensor.Zeros(ElementType.Float32, new Shape(300, plan.Outputs[0].SampleLength));
        ModelTensor[] inputs = [x];
        ModelTensor?[] outputs = [y];
        for (var i = 0; i < 50; i++)
        {
            plan.Run(300, inputs, outputs);
        }

        var before = GC.GetTotalAllocatedBytes(true);
        for (var i = 0; i < 100; i++)
        {
            plan.Run(300, inputs, outputs);
        }

        // Other tests run beside this one in the process, so the thread's own count is the sharp one.
        Allocations.Of(() => plan.Run(300, inputs, outputs)).ShouldBe(0);
        GC.GetTotalAllocatedBytes(true).ShouldBeGreaterThanOrEqualTo(before);
    }

    [Fact]
    public void TensorsOfTheWrongLengthAreRefusedWithBothSizes()
    {
        var networks = new RandomNetworks(7);
        using var plan = Plan.Compile(networks.Dense());
        var error = Should.Throw<ArgumentException>(() => plan.Run(3, [ModelTensor.Zeros(ElementType.Float32, new Shape(1))], [null]));
        error.Message.ShouldContain("3 ×");
    }

    [Fact]
    public void PathsThroughResidualSumsAreNotCounted()
    {
        // There are 2^60 of them from the first layer to the last: whatever follows each one does not come back.
        var network = Network.Input(4).Dense(4);
        for (var block = 0; block < 60; block++)
        {
            network = network.Residual(x => x.Relu().Dense(4));
        }

        var model = network.Relu().Dense(2).Build(seed: 1);

        using var plan = Plan.Compile(model, new PlanOptions { Observe = Observation.Firing });
        plan.Layers.Count.ShouldBe(61);
        plan.Layers.ShouldAllBe(l => l.Units == 4);
        using var training = TrainingPlan.Compile(model, new TrainingPlanOptions { Loss = new MeanSquaredError() });
        training.Layers.Count.ShouldBe(61);
    }

    private static ModelTensor Outputs(Model model, ModelTensor x, PlanOptions options)
    {
        using var plan = Plan.Compile(model, options);
        var samples = x.Shape[0];
        var y = ModelTensor.Zeros(plan.Outputs[0].Type, new Shape(samples, plan.Outputs[0].SampleLength));
        plan.Run(samples, [x], [y]);
        return y;
    }

    private static IReadOnlyList<ObservedLayer> Observe(Model model, ModelTensor x, PlanOptions options)
    {
        using var plan = Plan.Compile(model, options);
        plan.Run(x.Shape[0], [x], [null]);
        return plan.Layers;
    }
}
