using Relumine.Engine.Inference;
using Relumine.Engine.Learning.Losses;
using Relumine.Engine.Learning.Optimizers;
using Relumine.Engine.Networks;
using Relumine.Engine.Tests.Inference;
using Relumine.Engine.Training.Planning;
using Relumine.Engine.Training.Weights;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Kernels;

namespace Relumine.Engine.Tests.Training;

/// <summary>What a training plan promises, on random networks; the seed of a network that breaks a promise is in the message.</summary>
public class TrainingPlanTests
{
    private const int Samples = 9;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GradientsAreThoseOfTheLoss(int seed)
    {
        // One random direction through all parameters at once: the directional derivative by central differences in
        // double precision against the scalar product with the gradient.
        var networks = new RandomNetworks(seed);
        var model = networks.Dense(ElementType.Float64);
        var case_ = Case.Of(networks, model);
        using var plan = TrainingPlan.Compile(model, case_.Options);
        plan.Run(Samples, [case_.Input], case_.Targets, 1);
        var (before, directions, product) = (new Dictionary<string, double[]>(), new Dictionary<string, double[]>(), 0.0);
        foreach (var parameter in plan.Parameters)
        {
            var direction = networks.Numbers(ElementType.Float64, [.. parameter.Shape.Dims]).ToDoubles();
            before[parameter.Name] = parameter.ToTensor().ToDoubles();
            directions[parameter.Name] = direction;
            product += parameter.GradientToTensor().ToDoubles().Zip(direction, (g, d) => g * d).Sum();
        }

        double Loss(double h)
        {
            foreach (var parameter in plan.Parameters)
            {
                parameter.Set(ModelTensor.Of<double>(parameter.Shape, [.. before[parameter.Name].Zip(directions[parameter.Name], (w, d) => w + (h * d))]));
            }

            return plan.Run(Samples, [case_.Input], case_.Targets, 1);
        }

        // Kinks that a step crosses spoil a difference; a shorter step crosses fewer. All agree only if the gradient is right.
        var differences = new[] { 1e-4, 1e-5, 1e-6 }.Select(h => (Loss(h) - Loss(-h)) / (2 * h)).ToArray();
        var error = differences.Min(d => Math.Abs(d - product));
        error.ShouldBeLessThan(1e-6 * (1 + Math.Abs(product)), $"seed {seed}: {product} against {string.Join(", ", differences)}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void FusedAndPlainPlansHaveTheSameGradients(int seed)
    {
        var networks = new RandomNetworks(seed);
        var model = networks.Dense(ElementType.Float64);
        var case_ = Case.Of(networks, model);
        using var fused = TrainingPlan.Compile(model, case_.Options with { Kink = Kink.Middle });
        using var plain = TrainingPlan.Compile(model, case_.Options with { Kink = Kink.Middle, Fuse = false });
        var loss = fused.Run(Samples, [case_.Input], case_.Targets, 1);
        plain.Run(Samples, [case_.Input], case_.Targets, 1).ShouldBe(loss, 1e-11 * (1 + Math.Abs(loss)), $"seed {seed}");
        foreach (var parameter in fused.Parameters)
        {
            var (a, b) = (parameter.GradientToTensor().ToDoubles(), plain.Parameters.Single(p => p.Name == parameter.Name).GradientToTensor().ToDoubles());
            for (var i = 0; i < a.Length; i++)
            {
                a[i].ShouldBe(b[i], 1e-10 * (1 + Math.Abs(b[i])), $"seed {seed}, {parameter.Name}[{i}]");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ThreadsDoNotChangeABitOfTraining(int seed)
    {
        var networks = new RandomNetworks(seed);
        var model = networks.Dense();
        var case_ = Case.Of(networks, model);
        var one = Train(model, case_, 1);
        foreach (var threads in new[] { 2, 3 })
        {
            var other = Train(model, case_, threads);
            foreach (var (name, tensor) in one)
            {
                other[name].Bytes.SequenceEqual(tensor.Bytes).ShouldBeTrue($"seed {seed}, {name} with {threads} threads");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void LearningInOneCallGivesTheBitsOfGoingForwardAndBackAndUpdating(int seed)
    {
        var networks = new RandomNetworks(seed);
        var model = networks.Dense();
        var case_ = Case.Of(networks, model);
        foreach (var optimizer in OptimizerCatalogue.All.Append(new Sgd(0.01, 0.9, true, 0.01)))
        {
            using var one = TrainingPlan.Compile(model, case_.Options);
            using var two = TrainingPlan.Compile(model, case_.Options with { Threads = 2 });
            for (var step = 1; step <= 3; step++)
            {
                var loss = one.Run(Samples, [case_.Input], case_.Targets, step);
                one.Update(optimizer, 0.01, step, clipValue: 0.1);
                two.Learn(Samples, [case_.Input], case_.Targets, step, optimizer, 0.01, clipValue: 0.1, measureUpdate: step == 2).ShouldBe(loss);
            }

            var weights = two.ToModel().Weights;
            foreach (var (name, tensor) in one.ToModel().Weights)
            {
                weights[name].Bytes.SequenceEqual(tensor.Bytes).ShouldBeTrue($"seed {seed}, {optimizer.Name}, {name}");
            }
        }
    }

    private static IReadOnlyDictionary<string, ModelTensor> Train(Model model, Case case_, int threads)
    {
        using var plan = TrainingPlan.Compile(model, case_.Options with { Threads = threads });
        for (var step = 1; step <= 5; step++)
        {
            plan.Run(Samples, [case_.Input], case_.Targets, step);
            plan.Update(new Sgd(0.01, 0.9), 0.01, step, clipNorm: 0.5);
        }

        return plan.ToModel().Weights;
    }

    /// <summary>Data and options for a random network.</summary>
    private sealed record Case(TrainingPlanOptions Options, ModelTensor Input, float[] Values)
    {
        public Targets Targets => Targets.OfValues(Values);

        public static Case Of(RandomNetworks networks, Model model)
        {
            var type = model.Graph.Inputs[0].Type;
            var width = model.Graph.Inputs[0].Dims[^1].Size!.Value;
            using var shape = Plan.Compile(model);
            var values = networks.Numbers(ElementType.Float32, Samples, shape.Outputs[0].SampleLength).Values<float>().ToArray();
            return new Case(new TrainingPlanOptions { Loss = new MeanSquaredError(), Batch = Samples }, networks.Numbers(type, Samples, width), values);
        }
    }
}
