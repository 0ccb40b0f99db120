using Relumine.Doctor.Trimming;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Indexing;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>Values that meet: sums, products, and values side by side.</summary>
public class JoinTrimTests
{
    private static readonly int[] s_input = [6];

    [Fact]
    public void ASumLosesAUnitOnlyIfAllThatAreAddedAgree()
    {
        var sketch = new Sketch(1);
        var left = sketch.Relu(sketch.Dense(Sketch.Input, 6, 8, 1, 4));
        var right = sketch.Relu(sketch.Dense(Sketch.Input, 6, 8, 4, 7));
        var model = sketch.Build(s_input, sketch.Dense(sketch.Add(new Add(), left, right), 8, 3));

        var result = Surgery.Trim(model, s_input);

        result.Of(left).ShouldBe([4]);
        result.Of(right).ShouldBe([4]);
        result.ShouldKeep(left, [1], "Add 'n4' joins them with units that are not dead");
        result.ShouldKeep(right, [7], "Add 'n4' joins them with units that are not dead");
    }

    [Fact]
    public void InAResidualBlockTheInnerUnitsGoAndTheTrunkStays()
    {
        var sketch = new Sketch(2);
        var trunk = sketch.Relu(sketch.Dense(Sketch.Input, 6, 8, 0));
        var inner = sketch.Relu(sketch.Dense(trunk, 8, 5, 2, 3));
        var sum = sketch.Relu(sketch.Add(new Add(), trunk, sketch.Dense(inner, 5, 8, 0, 6)));
        var model = sketch.Build(s_input, sketch.Dense(sum, 8, 3));

        var result = Surgery.Trim(model, s_input);

        // Unit 0 of the trunk is 0 in front of the block and dead behind it; unit 6 only behind it.
        result.Of(inner).ShouldBe([2, 3]);
        result.Of(trunk).ShouldBe([0]);
        result.Of(sum).ShouldBe([0]);
        result.ShouldKeep(sum, [6], "'v1', which has to have the same units and in which they are not dead");
    }

    [Fact]
    public void ASumWithTheInputStays()
    {
        var sketch = new Sketch(3);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 6, 6, 2));
        var model = sketch.Build(s_input, sketch.Dense(sketch.Add(new Add(), a, Sketch.Input), 6, 3));

        Surgery.Trim(model, s_input).ShouldKeep(a, [2], "Add 'n2' joins them with 'x', whose units are not known");
    }

    [Fact]
    public void SideBySideEachGoesByItself()
    {
        var sketch = new Sketch(4);
        var left = sketch.Relu(sketch.Dense(Sketch.Input, 6, 4, 1));
        var right = sketch.Relu(sketch.Dense(Sketch.Input, 6, 5, 0, 4));
        var both = sketch.Add(new Concat(1), left, right, Sketch.Input);
        var model = sketch.Build(s_input, sketch.Dense(both, 15, 3));

        var result = Surgery.Trim(model, s_input);

        result.Of(left).ShouldBe([1]);
        result.Of(right).ShouldBe([0, 4]);
    }

    [Fact]
    public void WhatReadsThePreActivationTooKeepsIt()
    {
        var sketch = new Sketch(5);
        var z = sketch.Dense(Sketch.Input, 6, 5, 3);
        var a = sketch.Relu(z);
        var model = sketch.Build(s_input, sketch.Dense(a, 5, 2), sketch.Dense(z, 5, 2));

        Surgery.Trim(model, s_input).ShouldKeep(a, [3], $"Gemm 'n3' reads '{z}'");
    }

    [Fact]
    public void WhatOnlyADeadUnitReadsGoesWithIt()
    {
        var sketch = new Sketch(7);
        var first = sketch.Relu(sketch.Dense(Sketch.Input, 6, 5));
        var second = sketch.Relu(sketch.Add(new Add(), first, sketch.Bias(5, 1, 3)));
        var model = sketch.Build(s_input, sketch.Dense(second, 5, 2));

        var result = Surgery.Trim(model, s_input);

        result.Layers[0].Dead.ShouldBe(0);
        result.Of(first).ShouldBe([1, 3]);
        result.Of(second).ShouldBe([1, 3]);
        result.Evidence.ShouldBe("observed on 300 samples");
    }

    [Fact]
    public void WhatLeadsToNoOutputKeepsNothing()
    {
        var sketch = new Sketch(8);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 6, 6, 1, 3));
        var nowhere = sketch.Relu(sketch.Add(new Add(), a, sketch.Dense(Sketch.Input, 6, 6, 2)));
        var model = sketch.Build(s_input, sketch.Dense(a, 6, 2));

        var result = Surgery.Trim(model, s_input);

        result.Of(a).ShouldBe([1, 3]);
        result.ShouldKeep(nowhere, [2], "nothing leads from there to an output");
    }

    [Fact]
    public void AShapeThatTellsTheNumberOfUnitsKeepsThemAndOneThatTellsTheBatchDoesNot()
    {
        foreach (var axis in (int[])[0, 1])
        {
            var sketch = new Sketch(6);
            var a = sketch.Relu(sketch.Conv(Sketch.Input, 1, 4, 0, 2));
            var length = sketch.Add(new Gather(), sketch.Add(new ShapeOf(), a), sketch.Constant(ModelTensor.Vector<long>(axis)));
            var shape = sketch.Add(
                new Concat(0),
                axis == 0 ? [length, sketch.Constant(ModelTensor.Vector<long>(-1))] : [sketch.Constant(ModelTensor.Vector<long>(-1)), length]
            );
            var flat = sketch.Add(new Reshape(), a, shape);
            var columns = axis == 0 ? 144 : 4;
            var model = sketch.Build([1, 8, 8], sketch.Add(new MatMul(), flat, sketch.Weight(columns, 3)));

            Surgery.Trim(model, [1, 8, 8]).Removed.ShouldBe(axis == 0 ? 1 : 0);
        }
    }
}
