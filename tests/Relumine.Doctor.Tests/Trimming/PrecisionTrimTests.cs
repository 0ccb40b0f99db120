using Relumine.Data.Sources;
using Relumine.Doctor.Json;
using Relumine.Doctor.Trimming;
using Relumine.Engine.Inference;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Rewrites;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>Numbers of both sizes, and how a wrong removal would be told from rounding.</summary>
public class PrecisionTrimTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NetworksInDoubleAreTrimmedToo(bool normalized)
    {
        var sketch = new Sketch(1);
        var a = sketch.Relu(sketch.Conv(Sketch.Input, 1, 6, 1, 0, 4));
        var b = sketch.Relu(sketch.Conv(normalized ? sketch.Normalize(a, 6) : a, 6, 5, 0, 2));
        var model = sketch.Build([1, 8, 8], sketch.Dense(sketch.Add(new Flatten(), b), 180, 3));

        var result = Surgery.Trim(new WidenPrecision().Apply(model).Model, [1, 8, 8]);

        result.Of(a).ShouldBe([0, 4]);
        result.Of(b).ShouldBe([2]);
        result.ConstantsMoved.ShouldBe(normalized);
        result.Outputs.Single().LargestDifference.ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void RoundingDoesNotExplainAWrongWeight()
    {
        var sketch = new Sketch(2);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 6, 30));
        var model = sketch.Build([6], sketch.Dense(a, 30, 3));
        var weights = model.Weights.ToDictionary(w => w.Key, w => w.Value.Clone());
        weights["w2"].Values<float>()[7] += 1e-3f;
        using var data = Sketch.Samples(1, 200, 6);

        var difference = OutputComparison.Run(model, model with { Weights = weights }, [data], new PlanOptions());
        var explained = OutputComparison.Explained(model, difference, [data], new PlanOptions()).Single();

        explained.ShouldBeGreaterThan(0);
        explained.ShouldBeLessThan(1e-5);
        difference.Single().LargestDifference.ShouldBeGreaterThan(10 * explained);
    }

    [Fact]
    public void ResultsDoNotDependOnThreads()
    {
        var sketch = new Sketch(3);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 6, 30, 2, 9));
        var model = sketch.Build([6], sketch.Dense(a, 30, 3));
        using var data = Sketch.Samples(1, 5000, 6);

        var results = new[] { 1, 2 }.Select(threads =>
        {
            data.Reset();
            return TrimJson.Write(Trim.Run(model, [data], new() { Threads = threads }));
        }).ToArray();

        results[0].ShouldBe(results[1]);
    }
}
