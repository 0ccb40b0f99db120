using Relumine.Doctor.Audits;
using Relumine.Doctor.Findings;
using Relumine.Doctor.Tests.Trimming;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Functions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Tests.Audits;

/// <summary>Which node made the first number that is not finite, and out of what.</summary>
public class NonFiniteOriginTests
{
    [Fact]
    public void ALogOfZeroIsNamedWithItsSampleAndItsInput()
    {
        // Unit 0 of the rectifier is 0 where x₀ ≤ 0, first on sample 3.
        var sketch = new Sketch(1);
        var log = sketch.Add(new Log(), sketch.Relu(Sketch.Input));
        var model = sketch.Build([2], sketch.Relu(sketch.Dense(log, 2, 3)));

        var result = Audit.Run(model, [Columns(2, 1, 2, 3, 4, 0.5f, 6, -1, 8)]);

        var origin = result.NonFiniteOrigin.ShouldNotBeNull();
        (origin.Operator, origin.Output, origin.Sample, origin.Made).ShouldBe(("Log", log, 4, "−∞"));
        origin.Operands.ShouldHaveSingleItem().Least.ShouldBe(0);
        var finding = result.Findings.Single(f => f.Id == "non-finite-activations");
        finding.Message.ShouldContain("Log 'n1'");
        finding.Message.ShouldContain("out of 0");
        finding.Message.ShouldContain("on sample 4");
    }

    [Fact]
    public void AnOutputThatIsNotFiniteIsFoundThoughEveryLayerIs()
    {
        var sketch = new Sketch(2);
        var root = sketch.Add(new Sqrt(), sketch.Dense(sketch.Relu(sketch.Dense(Sketch.Input, 2, 4)), 4, 2));

        var result = Audit.Run(sketch.Build([2], root), [Columns(2, -1, -1, 1, 1, -1, 1, 1, -1)]);

        result.NonFiniteOrigin.ShouldNotBeNull().Operator.ShouldBe("Sqrt");
        result.Outputs!.ShouldHaveSingleItem().Finite.ShouldBeFalse();
        result.Findings.Single(f => f.Id == "non-finite-activations").Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public void AnInfinityThatASoftmaxTakesOutAgainIsNoFault()
    {
        var sketch = new Sketch(3);
        var mask = sketch.Row(3, i => i == 0 ? float.NegativeInfinity : 0);
        var weights = sketch.Add(new Softmax(1), sketch.Add(new Add(), sketch.Dense(Sketch.Input, 2, 3), mask));
        var log = sketch.Add(new Log(), sketch.Add(new Mul(), weights, weights));

        var result = Audit.Run(sketch.Build([2], log), [Columns(2, 1, 2, 3, 4)]);

        // Of the mask nothing is left behind the softmax; the logarithm of its 0 is what the output shows.
        result.NonFiniteOrigin.ShouldNotBeNull().Operator.ShouldBe("Log");
    }

    [Fact]
    public void ASoundNetworkHasNoOrigin()
    {
        var sketch = new Sketch(4);
        var model = sketch.Build([2], sketch.Dense(sketch.Relu(sketch.Dense(Sketch.Input, 2, 3)), 3, 2));

        var result = Audit.Run(model, [Columns(2, 1, 2, 3, 4)]);

        result.NonFiniteOrigin.ShouldBeNull();
        result.Outputs!.ShouldHaveSingleItem().Finite.ShouldBeTrue();
    }

    [Fact]
    public void AnOutputBeyondHalfPrecisionIsTold()
    {
        var sketch = new Sketch(5);
        var output = sketch.Add(new Mul(), sketch.Relu(Sketch.Input), sketch.Row(2, _ => -30_000));

        HalfPrecision.Note(Audit.Run(sketch.Build([2], output), [Columns(2, 1, 2, 3, 4)])).ShouldNotBeNull().ShouldContain($"Output '{output}'");
        HalfPrecision.Note(Audit.Run(sketch.Build([2], output), [Columns(2, 1, 2, 2, 1)])).ShouldBeNull();
    }

    [Fact]
    public void ADeadOutputIsBlockedBehindShapesAndSoftmaxToo()
    {
        var sketch = new Sketch(6);
        var head = sketch.Relu(sketch.Dense(sketch.Relu(sketch.Dense(Sketch.Input, 2, 6)), 6, 2, 0, 1));
        var model = sketch.Build([2], sketch.Add(new Softmax(1), sketch.Add(new Flatten(), head)));

        var result = Audit.Run(model, [Sketch.Samples(1, 500, 2)]);

        result.Findings.Single(f => f.Id == "blocked-output-head").Layer.ShouldBe(head);
        result.Findings.ShouldNotContain(f => f.Id == "collapsed-layer" || f.Id == "dead-units");
    }

    [Fact]
    public void ADeadLayerWithWeightsBehindItIsNoHead()
    {
        var sketch = new Sketch(7);
        var dead = sketch.Relu(sketch.Dense(sketch.Relu(sketch.Dense(Sketch.Input, 2, 6)), 6, 2, 0, 1));

        var result = Audit.Run(sketch.Build([2], sketch.Dense(dead, 2, 2)), [Sketch.Samples(1, 500, 2)]);

        result.Findings.ShouldNotContain(f => f.Id == "blocked-output-head");
        result.Findings.ShouldContain(f => f.Id == "collapsed-layer");
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 2)]
    public void UnitsOfPReLUWithASlopeOfZeroCanDie(int slopes, int dead)
    {
        // Of three units the last two never fire; one slope of 0 for all, or a slope of 0 for all but the first two.
        var sketch = new Sketch(8);
        var slope = sketch.Row(slopes, i => slopes == 1 || i == 2 ? 0 : 0.25f);
        var layer = sketch.Add(new PRelu(), sketch.Dense(Sketch.Input, 2, 3, 1, 2), slope);
        var model = sketch.Build([2], sketch.Dense(layer, 3, 2));

        var result = Audit.Run(model, [Sketch.Samples(1, 500, 2)]).Layers.Single(l => l.Name == layer);

        result.DeadUnits.ShouldBe(dead == 3 ? [1, 2] : [2]);
        result.Slopes!.Count(s => s == 0).ShouldBe(slopes == 1 ? 3 : 1);
        LearnedSlopes.Note(result).ShouldNotBeNull().ShouldContain("can die");
    }

    [Fact]
    public void ASlopeForEachPlaceHasToBeZeroAtAllOfThem()
    {
        var sketch = new Sketch(9);
        var slope = sketch.Constant(ModelTensor.Of<float>(new Shape(3, 4, 4), [.. Enumerable.Range(0, 48).Select(i => i == 40 ? 0.1f : i < 16 ? 0.2f : 0f)]));
        var layer = sketch.Add(new PRelu(), sketch.Conv(Sketch.Input, 1, 3, 1, 0, 1, 2), slope);

        var result = Audit.Run(sketch.Build([1, 4, 4], layer), [Sketch.Samples(1, 500, 1, 4, 4)]).Layers.Single();

        result.DeadUnits.ShouldBe([1]);
        result.Slopes.ShouldBe([0.2f, 0.0, 0.1f]);
    }

    private static Data.Sources.DataSource Columns(int columns, params float[] values) => Data.Sources.DataSource.OfMemory(
        "", Data.Sources.StoredType.Float32, [values.Length / columns, columns], ModelTensor.Vector<float>(values).Bytes.ToArray(), "columns");
}
