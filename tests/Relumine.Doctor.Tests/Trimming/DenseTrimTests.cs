using Relumine.Data.Sources;
using Relumine.Doctor.Trimming;
using Relumine.Graph.Operators.Activations;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Tensors;
using Relumine.Kernels;
using Relumine.Kernels.Activations;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>Dense networks: which units go, which stay, and why.</summary>
public class DenseTrimTests
{
    private static readonly int[] s_input = [6];

    [Fact]
    public void DeadUnitsGoWithTheirRowsAndColumns()
    {
        var sketch = new Sketch(1);
        var first = sketch.Relu(sketch.Dense(Sketch.Input, 6, 12, 0, 5, 11));
        var second = sketch.Relu(sketch.Dense(first, 12, 8, 3));
        var model = sketch.Build(s_input, sketch.Dense(second, 8, 4));

        var result = Surgery.Trim(model, s_input);

        result.Of(first).ShouldBe([0, 5, 11]);
        result.Of(second).ShouldBe([3]);
        result.Parameters.ShouldBe((6 * 9) + 9 + (9 * 7) + 7 + (7 * 4) + 4);
        result.Promise.ShouldBe(TrimPromise.Observed);
        result.Evidence.ShouldBe("observed on 300 samples");
        result.ConstantsMoved.ShouldBeFalse();
    }

    [Fact]
    public void UnitsOfPReLUWithASlopeOfZeroGoWithTheirSlopes()
    {
        // Units 1 and 4 never fire; the slope of unit 4 alone is 0.
        var sketch = new Sketch(11);
        var slopes = sketch.Row(6, i => i == 4 ? 0 : 0.25f);
        var layer = sketch.Add(new PRelu(), sketch.Dense(Sketch.Input, 6, 6, 1, 4), slopes);
        var model = sketch.Build(s_input, sketch.Dense(layer, 6, 3));

        var result = Surgery.Trim(model, s_input);

        result.Of(layer).ShouldBe([4]);
        result.ConstantsMoved.ShouldBeFalse();
    }

    [Fact]
    public void AProductWithTheWeightsOnTheLeftIsTrimmedAlongItsOwnAxes()
    {
        var sketch = new Sketch(2);
        var z = sketch.Add(new Add(), sketch.Add(new MatMul(), sketch.Weight(10, 6), Sketch.Input), Column(sketch, 10, 2, 7));
        var a = sketch.Relu(z);
        var model = sketch.Build([6, 1], sketch.Add(new MatMul(), sketch.Weight(3, 10), a));

        var result = Surgery.Trim(model, [6, 1]);

        result.Of(a).ShouldBe([2, 7]);
        result.Parameters.ShouldBe((8 * 6) + 8 + (3 * 8));
    }

    [Fact]
    public void DeadAndConstantUnitsOfOneLayerGoTogether()
    {
        // Unit 2 is its bias; units 1 and 4 never fire, whatever goes in.
        var sketch = new Sketch(12);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 6, 7, 1, 4));
        sketch.Weights["w0"].Values<float>().Slice(12, 6).Clear();
        var model = sketch.Build(s_input, sketch.Dense(a, 7, 3));

        var result = Surgery.Trim(model, s_input);

        result.Of(a).ShouldBe([1, 2, 4]);
        result.RemovedConstant.ShouldBe(1);
    }

    [Fact]
    public void ALayerThatIsDeadAsAWholeKeepsOneUnit()
    {
        var sketch = new Sketch(3);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 6, 4, 0, 1, 2, 3));
        using var data = Sketch.Samples(1, 50, 6);

        var result = Trim.Run(sketch.Build(s_input, sketch.Dense(a, 4, 2)), [data]);

        result.Of(a).ShouldBe([1, 2, 3]);
        result.ShouldKeep(a, [0], "a layer keeps one unit");
        result.Outputs.ShouldAllBe(o => o.SameBits);
    }

    [Fact]
    public void AUnitThatFiresOnceInTenThousandSamplesStays()
    {
        // z of unit 1 is x₀ − 0.99995, and x₀ is 1 in one sample and at most 0.9 in the others.
        var sketch = new Sketch(4);
        var w = sketch.Constant(ModelTensor.Of<float>(new Shape(3, 1), 1, 1, 1));
        var a = sketch.Relu(sketch.Add(new Gemm(TransB: true), Sketch.Input, w, sketch.Constant(ModelTensor.Vector(0.5f, -0.99995f, -2f))));
        var model = sketch.Build([1], sketch.Dense(a, 3, 2));
        var x = Enumerable.Range(0, 10_000).Select(i => i == 1234 ? 1f : i % 10 / 10f).ToArray();
        using var data = DataSource.OfMemory("", StoredType.Float32, [10_000, 1], ModelTensor.Vector<float>(x).Bytes.ToArray(), "x");

        var result = Trim.Run(model, [data]);

        result.Of(a).ShouldBe([2]);
        result.Layers.Single().NearlyDead.ShouldBe(1);
        result.Outputs.ShouldAllBe(o => o.SameBits);
    }

    [Fact]
    public void CopiesAndMultiplesAreReadThroughTheUnitThatTheyCopy()
    {
        // Unit 4 has the weights and bias of unit 1, and unit 7 twice those.
        var sketch = new Sketch(21);
        var weights = sketch.Weight(9, 6);
        var bias = sketch.Row(9, i => i is 1 or 4 ? 0.25f : i == 7 ? 0.5f : 0.1f * i);
        var w = sketch.Weights[weights].Values<float>();
        for (var k = 0; k < 6; k++)
        {
            (w[(4 * 6) + k], w[(7 * 6) + k]) = (w[6 + k], 2 * w[6 + k]);
        }

        var a = sketch.Relu(sketch.Add(new Gemm(TransB: true), Sketch.Input, weights, bias));
        var model = sketch.Build(s_input, sketch.Dense(a, 9, 3));

        using var data = Sketch.Samples(1, 300, 6);
        var result = Trim.Run(model, [data]);
        data.Reset();
        var onlyDead = Trim.Run(model, [data], new() { OnlyDead = true });

        result.Of(a).ShouldBe([4, 7]);
        result.Layers.Single().Copies.Select(c => (c.Unit, c.Of, c.Factor)).ShouldBe([(4, 1, 1), (7, 1, 2)]);
        result.Promise.ShouldBe(TrimPromise.Proven);
        result.Outputs.Single().LargestDifference.ShouldBeLessThan(1e-5);
        onlyDead.Removed.ShouldBe(0);
    }

    [Fact]
    public void ANearCopyIsNoCopy()
    {
        var sketch = new Sketch(22);
        var weights = sketch.Weight(5, 6);
        var w = sketch.Weights[weights].Values<float>();
        for (var k = 0; k < 6; k++)
        {
            w[(3 * 6) + k] = w[6 + k];
        }

        w[(3 * 6) + 2] *= 1.001f;
        var a = sketch.Relu(sketch.Add(new Gemm(TransB: true), Sketch.Input, weights, sketch.Row(5, _ => 0.5f)));
        using var data = Sketch.Samples(1, 300, 6);

        Trim.Run(sketch.Build(s_input, sketch.Dense(a, 5, 3)), [data]).Removed.ShouldBe(0);
    }

    [Fact]
    public void AUnitWithoutWeightsGoesIntoTheBiasBehindIt()
    {
        var sketch = new Sketch(23);
        var weights = sketch.Weight(5, 6);
        sketch.Weights[weights].Values<float>().Slice(2 * 6, 6).Clear();
        var a = sketch.Relu(sketch.Add(new Gemm(TransB: true), Sketch.Input, weights, sketch.Row(5, _ => 0.75f)));
        using var data = Sketch.Samples(1, 300, 6);

        var result = Trim.Run(sketch.Build(s_input, sketch.Dense(a, 5, 3)), [data]);

        result.Of(a).ShouldBe([2]);
        result.RemovedConstant.ShouldBe(1);
        result.Promise.ShouldBe(TrimPromise.Proven);
        result.Outputs.Single().LargestDifference.ShouldBeLessThan(1e-5);
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void AnOutgoingWeightThatIsNotFiniteKeepsItsUnit(float bad)
    {
        var sketch = new Sketch(5);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 6, 8, 2, 6));
        var weights = sketch.Weight(3, 8);
        sketch.Weights[weights].Values<float>()[8 + 6] = bad;
        using var data = Sketch.Samples(1, 50, 6);

        var result = Trim.Run(sketch.Build(s_input, sketch.Add(new Gemm(TransB: true), a, weights)), [data]);

        result.Of(a).ShouldBe([2]);
        result.ShouldKeep(a, [6], "Gemm 'n2' multiplies them with weights of 'w2' that are not finite");
        result.Outputs.ShouldAllBe(o => o.SameBits);
    }

    [Fact]
    public void NormalizationBehindTheRectifierMakesAConstantThatGoesIntoTheBias()
    {
        var sketch = new Sketch(6);
        var a = sketch.Relu(sketch.Dense(Sketch.Input, 6, 8, 1, 4));
        var normal = sketch.Normalize(a, 8);
        var withBias = sketch.Dense(normal, 8, 3);
        var without = sketch.Add(new Gemm(TransB: true), normal, sketch.Weight(3, 8));
        var product = sketch.Add(new MatMul(), normal, sketch.Weight(8, 3));
        var model = sketch.Build(s_input, withBias, without, product);

        var result = Surgery.Trim(model, s_input);

        result.Of(a).ShouldBe([1, 4]);
        result.ConstantsMoved.ShouldBeTrue();
        result.Outputs.ShouldContain(o => o.LargestDifference < 1e-6);
    }

    [Fact]
    public void AFunctionThatIsFlatElsewhereThanAtZeroIsAConstantToo()
    {
        var sketch = new Sketch(7);
        var a = sketch.Add(new Activate(Activation.Of(HardTanh.Default)), sketch.Dense(Sketch.Input, 6, 8, 0, 3));

        var result = Surgery.Trim(sketch.Build(s_input, sketch.Dense(a, 8, 2)), s_input);

        result.Of(a).ShouldBe([0, 3]);
        result.ConstantsMoved.ShouldBeTrue();
    }

    [Fact]
    public void ConstantsThatSeveralNodesReadAreCopiedAndWeightsThatTheyShareAreLeft()
    {
        var sketch = new Sketch(8);
        var bias = sketch.Bias(8, 3, 5);
        var shared = sketch.Weight(8, 8);
        var first = sketch.Relu(sketch.Add(new Gemm(TransB: true), Sketch.Input, sketch.Weight(8, 6), bias));
        var second = sketch.Relu(sketch.Add(new Gemm(TransB: true), first, sketch.Weight(8, 8), bias));
        var third = sketch.Relu(sketch.Add(new Gemm(TransB: true), second, shared, bias));
        var fourth = sketch.Relu(sketch.Add(new Gemm(TransB: true), third, shared, sketch.Bias(8, 1)));
        var model = sketch.Build(s_input, sketch.Dense(fourth, 8, 2));

        var result = Surgery.Trim(model, s_input);

        result.Of(first).ShouldBe([3, 5]);
        result.ShouldKeep(second, [3, 5], $"shares its weights '{shared}'");
        result.ShouldKeep(third, [3, 5], "Gemm 'n4' shares its weights");
        result.ShouldKeep(fourth, [1], "Gemm 'n6' shares its weights");
        result.Network.Weights[bias].Length.ShouldBe(8);
    }

    [Fact]
    public void WhatIsAnOutputOrMixesUnitsStays()
    {
        var sketch = new Sketch(9);
        var seen = sketch.Relu(sketch.Dense(Sketch.Input, 6, 8, 2));
        var mixed = sketch.Relu(sketch.Dense(seen, 8, 5, 4));
        var model = sketch.Build(s_input, seen, sketch.Dense(sketch.Add(new Relumine.Graph.Operators.Activations.Softmax(), mixed), 5, 2));

        var result = Surgery.Trim(model, s_input);

        result.Removed.ShouldBe(0);
        result.Promise.ShouldBe(TrimPromise.Unchanged);
        result.ShouldKeep(seen, [2], $"'{seen}' is an output of the model");
        result.ShouldKeep(mixed, [4], "Softmax 'n4' lets no unit be followed through it");
    }

    [Fact]
    public void ScaledGemmAndFactorsBetweenAreFollowed()
    {
        var sketch = new Sketch(10);
        var z = sketch.Add(
            new Mul(),
            sketch.Dense(Sketch.Input, 6, 8, 2, 7),
            sketch.Constant(ModelTensor.Vector<float>(Enumerable.Range(1, 8).Select(i => i / 4f).ToArray()))
        );
        var a = sketch.Relu(z);
        var shifted = sketch.Add(new Add(), sketch.Add(new Dropout(), a), sketch.Weight(8));
        var model = sketch.Build(s_input, sketch.Add(new Gemm(0.5f, 2), shifted, sketch.Weight(8, 3), sketch.Weight(3)));

        var result = Surgery.Trim(model, s_input);

        result.Of(a).ShouldBe([2, 7]);
        result.ConstantsMoved.ShouldBeTrue();
    }

    private static string Column(Sketch sketch, int units, params int[] dead)
    {
        var bias = sketch.Bias(units, dead);
        sketch.Weights[bias] = sketch.Weights[bias].Reshape(new Shape(units, 1));
        return bias;
    }
}
