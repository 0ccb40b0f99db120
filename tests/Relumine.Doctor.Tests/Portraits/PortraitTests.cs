using Relumine.Data.Datasets;
using Relumine.Doctor.Audits;
using Relumine.Doctor.Portraits;
using Relumine.Doctor.Tests.Trimming;
using Relumine.Graph.Models;
using Relumine.Graph.Operators.Arithmetic;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Tests.Portraits;

/// <summary>What is drawn of a network is what is in it.</summary>
public class PortraitTests
{
    private static readonly float[] s_numbers = [.. Enumerable.Range(0, 40).Select(i => (i * 7 % 11) - 5f)];

    [Fact]
    public void AHistogramCountsEveryFiniteValueOnce()
    {
        var histogram = Histogram.Of([-1, 0, 0, 3, float.NaN, float.PositiveInfinity])!;

        histogram.Low.ShouldBe(-1);
        histogram.High.ShouldBe(3);
        histogram.Counts.Sum().ShouldBe(4);
        histogram.Counts[0].ShouldBe(1);
        histogram.Counts[^1].ShouldBe(1);
        histogram.Counts[histogram.Counts.Count / 4].ShouldBe(2, "0 lies a quarter of the way");
        Histogram.Of([float.NaN]).ShouldBeNull();
        Histogram.Of([2, 2, 2])!.Counts.Sum().ShouldBe(3);
    }

    [Fact]
    public void ADenseLayersPreActivationsAndWeightsAreDrawn()
    {
        var sketch = new Sketch(1);
        var weight = sketch.Constant(ModelTensor.Of<float>(new Shape(4, 2), [1, 0, 0, 1, 2, 0, 0, 3]));
        var z = sketch.Add(new Gemm(TransB: true), Sketch.Input, weight);
        var model = sketch.Build([2], sketch.Dense(sketch.Relu(z), 4, 3));

        var portrait = Portrait.Of(model, ModelTensor.Of<float>(new Shape(20, 2), s_numbers));

        portrait.Samples.ShouldBe(20);
        var layer = portrait.Layers.ShouldHaveSingleItem();
        var x = Enumerable.Range(0, 20).SelectMany(i => new[] { s_numbers[2 * i], s_numbers[(2 * i) + 1], 2 * s_numbers[2 * i], 3 * s_numbers[(2 * i) + 1] })
            .ToArray();
        layer.Signal!.Counts.ShouldBe(Histogram.Of(x)!.Counts);
        (layer.Signal.Low, layer.Signal.High).ShouldBe((x.Min(), x.Max()));
        layer.Weights!.Counts.Sum().ShouldBe(8);
        portrait.First!.Values.ShouldBe([1, 0, 0, 1, 2, 0, 0, 3]);
        portrait.First.ArePictures.ShouldBeFalse();
    }

    [Fact]
    public void WeightsOfAMatrixAreTurnedSoThatAUnitIsARow()
    {
        var sketch = new Sketch(2);
        var weight = sketch.Constant(ModelTensor.Of<float>(new Shape(2, 3), [1, 2, 3, 10, 20, 30]));
        var z = sketch.Add(new Add(), sketch.Add(new MatMul(), Sketch.Input, weight), sketch.Row(3, _ => 0.1f));
        var model = sketch.Build([2], sketch.Dense(sketch.Relu(z), 3, 3));

        var first = Portrait.Of(model, ModelTensor.Of<float>(new Shape(20, 2), s_numbers)).First!;

        first.Values.ShouldBe([1, 10, 2, 20, 3, 30]);
        (first.Units, first.Width, first.Height).ShouldBe((3, 2, 1));
    }

    [Fact]
    public void KernelsAndPixelsArePictures()
    {
        var convolution = new Sketch(3);
        var conv = convolution.Build([2, 5, 5], convolution.Relu(convolution.Conv(Sketch.Input, 2, 6, 1)));
        var dense = new Sketch(4);
        var pixels = dense.Build([64], dense.Relu(dense.Dense(Sketch.Input, 64, 5)));

        var kernels = Portrait.Of(conv, ModelTensor.Zeros(ElementType.Float32, new Shape(3, 2, 5, 5))).First!;
        var squares = Portrait.Of(pixels, ModelTensor.Zeros(ElementType.Float32, new Shape(3, 64))).First!;

        (kernels.Units, kernels.Channels, kernels.Height, kernels.Width, kernels.AreGuessed).ShouldBe((6, 2, 3, 3, false));
        (squares.Units, squares.Channels, squares.Height, squares.Width, squares.AreGuessed).ShouldBe((5, 1, 8, 8, true));
    }

    [Fact]
    public void LayersAreCalledWhatTheyAre()
    {
        var sketch = new Sketch(5);
        var first = sketch.Relu(sketch.Normalize(sketch.Conv(Sketch.Input, 1, 4, 1), 4));
        var second = sketch.Relu(sketch.Conv(first, 4, 8, 1));
        var flat = sketch.Relu(sketch.Dense(sketch.Add(new GlobalAveragePool(), second), 8, 3));
        var model = sketch.Build([1, 6, 6], flat);
        string Before(string layer) => model.Graph.Nodes.First(n => n.Outputs.Contains(layer)).Inputs[0];

        LayerTitles.Of(model, [Before(first), Before(second), Sketch.Input]).ShouldBe(
            ["first convolution 3×3, 1 → 4 channels", "second convolution 3×3, 4 → 8 channels", null]);
    }

    [Fact]
    public void RatesByClassAreThoseOfPlainCounting()
    {
        var sketch = new Sketch(6);
        var z = sketch.Dense(Sketch.Input, 2, 5);
        var model = sketch.Build([2], sketch.Relu(z));
        int[] labels = [.. Enumerable.Range(0, 20).Select(i => i % 3)];
        var data = Dataset.OfLabels("numbers", ModelTensor.Of<float>(new Shape(20, 2), s_numbers), labels, classes: 3);

        var rates = ClassRates.Of(model, data, 100)!;

        rates.Classes.ShouldBe(["0", "1", "2"]);
        var (weights, bias) = (model.Weights["w0"].ToDoubles(), model.Weights["w1"].ToDoubles());
        for (var label = 0; label < 3; label++)
        {
            int[] own = [.. Enumerable.Range(0, 20).Where(i => labels[i] == label)];
            for (var unit = 0; unit < 5; unit++)
            {
                var fired = own.Count(i => (weights[2 * unit] * s_numbers[2 * i]) + (weights[(2 * unit) + 1] * s_numbers[(2 * i) + 1]) + bias[unit] > 0);
                rates.Layers[0].Rates[label][unit].ShouldBe(fired / (double)own.Length, $"class {label}, unit {unit}");
            }
        }
    }
}
