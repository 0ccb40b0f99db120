using Relumine.Data.Sources;
using Relumine.Doctor.Trimming;
using Relumine.Engine.Inference;
using Relumine.Engine.Inference.Feed;
using Relumine.Engine.Program;
using Relumine.Graph.Errors;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;
using Relumine.Graph.Trimming.Bounds;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>Proven is another word than observed: intervals decide, not data.</summary>
public class ProofTests
{
    private static readonly int[] s_input = [4];

    [Fact]
    public void BehindARectifierWeightsThatAreNotPositiveProveAUnitDeadForEveryInput()
    {
        var sketch = new Sketch(1);
        var first = sketch.Relu(sketch.Dense(Sketch.Input, 4, 5, 1));
        var weights = sketch.Constant(ModelTensor.Of<float>(new Shape(3, 5), -1, -2, 0, -1, -3, -1, -2, 0, -1, -3, 1, 2, 3, 4, 5));
        var second = sketch.Relu(sketch.Add(new Gemm(TransB: true), first, weights, sketch.Constant(ModelTensor.Vector(0f, -1f, 1f))));
        var model = sketch.Build(s_input, sketch.Dense(second, 3, 2));

        var all = Surgery.Trim(model, s_input);
        var proven = Surgery.Trim(model, s_input, new() { OnlyProven = true });

        all.Of(first).ShouldBe([1]);
        all.Of(second).ShouldBe([0, 1]);
        all.Promise.ShouldBe(TrimPromise.Observed);
        all.Evidence.ShouldBe("observed on 300 samples; 2 of 3 removed units proven for every input");
        proven.Of(first).ShouldBeEmpty();
        proven.Of(second).ShouldBe([0, 1]);
        proven.Promise.ShouldBe(TrimPromise.Proven);
        proven.Evidence.ShouldBe("proven for every input");
        proven.ShouldKeep(first, [1], "observed to be dead, not proven");
    }

    [Fact]
    public void ARangeOfTheInputsProvesMore()
    {
        var sketch = new Sketch(2);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 4, 6, 2, 3));
        var model = sketch.Build(s_input, sketch.Dense(a, 6, 2));

        var result = Surgery.Trim(model, s_input, new() { OnlyProven = true, InputLow = -1, InputHigh = 1 });

        result.Of(a).ShouldBe([2, 3]);
        result.Evidence.ShouldBe("proven for every input from -1 to 1");
        using var data = Sketch.Samples(1, 20, 4);
        Should.Throw<RelumineException>(() => Trim.Run(model, [data], new() { InputLow = 0, InputHigh = 1 })).Kind.ShouldBe(ErrorKind.InvalidRequest);
    }

    [Fact]
    public void WhatIsProvenNeverFires()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var sketch = new Sketch(seed);
            var first = sketch.Relu(sketch.Normalize(sketch.Conv(Sketch.Input, 1, 6, 1), 6));
            var second = sketch.Relu(sketch.Conv(sketch.Add(new AveragePool(new[] { 2, 2 }), first), 6, 12, 0));
            var z = sketch.Add(new Add(), sketch.Dense(sketch.Add(new Flatten(), second), 300, 40), sketch.Weight(40));
            var model = sketch.Build([1, 8, 8], sketch.Relu(z));
            using var data = Sketch.Samples(seed, 200, 1, 8, 8);
            using var plan = new SampleFeed(model.Graph, [data]).Compile(model, new PlanOptions { Observe = Observation.Firing });
            plan.Run(200, [data.ReadAll<float>()], [null]);

            var bounds = new UnitBounds(model, -1, 1);

            foreach (var layer in plan.Layers)
            {
                for (var unit = 0; unit < layer.Units; unit++)
                {
                    var largest = layer.Statistics.Maximum[unit];
                    bounds.IsAtMost(layer.PreActivation, layer.Axis, unit, largest - 1e-6).ShouldBeFalse($"seed {seed}, {layer.Name}, unit {unit}");
                }
            }
        }
    }

    [Fact]
    public void BoundsAreTight()
    {
        // z = x₀ − 2·x₁ + 0.5 for x from 0 to 1.
        var sketch = new Sketch(3);
        var z = sketch.Add(
            new Gemm(TransB: true),
            Sketch.Input,
            sketch.Constant(ModelTensor.Of<float>(new Shape(1, 2), 1, -2)),
            sketch.Constant(ModelTensor.Vector(0.5f))
        );
        var bounds = new UnitBounds(sketch.Build([2], sketch.Relu(z)), 0, 1);

        bounds.IsAtMost(z, 1, 0, 1.5001).ShouldBeTrue();
        bounds.IsAtMost(z, 1, 0, 1.5).ShouldBeFalse();
    }
}
