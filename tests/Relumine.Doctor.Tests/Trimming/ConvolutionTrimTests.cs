using Relumine.Data.Sources;
using Relumine.Doctor.Trimming;
using Relumine.Graph.Operators.Products;
using Relumine.Graph.Operators.Reductions;
using Relumine.Graph.Operators.Shapes;
using Relumine.Graph.Operators.Windows;
using Relumine.Graph.Tensors;

namespace Relumine.Doctor.Tests.Trimming;

/// <summary>Convolutions: borders, pooling, flattening, normalisation, groups.</summary>
public class ConvolutionTrimTests
{
    private static readonly int[] s_input = [1, 8, 8];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void FourDeadChannelsOfEachLayerGo(int border)
    {
        var sketch = new Sketch(1);
        var first = sketch.Relu(sketch.Conv(Sketch.Input, 1, 8, border, 0, 2, 4, 6));
        var second = sketch.Relu(sketch.Conv(first, 8, 8, border, 1, 3, 5, 7));
        var pooled = sketch.Add(new Flatten(), sketch.Add(new GlobalAveragePool(), second));
        var model = sketch.Build(s_input, sketch.Dense(pooled, 8, 4));

        var result = Surgery.Trim(model, s_input);

        result.Of(first).ShouldBe([0, 2, 4, 6]);
        result.Of(second).ShouldBe([1, 3, 5, 7]);
        result.Parameters.ShouldBe((4 * 9) + 4 + (4 * 4 * 9) + 4 + (4 * 4) + 4);
        result.ConstantsMoved.ShouldBeFalse();
    }

    [Theory]
    [InlineData("max")]
    [InlineData("average")]
    [InlineData("mean")]
    public void AChannelBecomesABlockOfColumns(string pooling)
    {
        var sketch = new Sketch(2);
        var a = sketch.Relu(sketch.Normalize(sketch.Conv(Sketch.Input, 1, 6, 1, 1, 4), 6));
        sketch.Weights["w3"].Values<float>()[1] = sketch.Weights["w3"].Values<float>()[4] = -100;
        sketch.Weights["w2"].Values<float>().Fill(0.5f);
        var (value, columns) = pooling switch
        {
            "max" => (
                sketch.Add(new Reshape(), sketch.Add(new MaxPool(new[] { 2, 2 }, new[] { 2, 2 }), a), sketch.Constant(ModelTensor.Vector<long>(-1, 96))),
                96
            ),
            "average" => (sketch.Add(new Flatten(), sketch.Add(new AveragePool(new[] { 3, 3 }, new[] { 2, 2 }, new[] { 1, 1, 1, 1 }), a)), 96),
            _ => (sketch.Add(new ReduceMean(KeepDims: false), a, sketch.Constant(ModelTensor.Vector<long>(2, 3))), 6),
        };

        var result = Surgery.Trim(sketch.Build(s_input, sketch.Dense(value, columns, 3)), s_input);

        result.Of(a).ShouldBe([1, 4]);
        result.ConstantsMoved.ShouldBeFalse();
    }

    [Fact]
    public void ChannelsThatComeLastAreEverySoManythColumn()
    {
        var sketch = new Sketch(3);
        var a = sketch.Relu(sketch.Conv(Sketch.Input, 1, 5, 0, 0, 3));
        var last = sketch.Add(new Transpose(new[] { 0, 2, 3, 1 }), a);
        var model = sketch.Build(s_input, sketch.Dense(sketch.Add(new Reshape(), last, sketch.Constant(ModelTensor.Vector<long>(-1, 180))), 180, 3));

        var result = Surgery.Trim(model, s_input);

        result.Of(a).ShouldBe([0, 3]);
        result.Network.Weights.Values.ShouldContain(w => w.Shape.Rank == 2 && w.Shape[1] == 108);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void AConstantGoesIntoTheBiasOfAConvolutionWithoutABorderOnly(int border, bool goes)
    {
        var sketch = new Sketch(4);
        var a = sketch.Relu(sketch.Conv(Sketch.Input, 1, 6, 1, 2, 3));
        var normal = sketch.Normalize(a, 6);
        var model = sketch.Build(s_input, sketch.Add(new Conv(Pads: new[] { border, border, border, border }), normal, sketch.Weight(4, 6, 3, 3)));

        var result = Surgery.Trim(model, s_input);

        if (goes)
        {
            result.Of(a).ShouldBe([2, 3]);
            result.ConstantsMoved.ShouldBeTrue();
        }
        else
        {
            result.ShouldKeep(a, [2, 3], "Conv 'n3' adds a border of zeros, so a constant other than 0 is no bias");
        }
    }

    [Fact]
    public void AConstantThatIsPooledWithABorderIsNone()
    {
        var sketch = new Sketch(5);
        var a = sketch.Relu(sketch.Conv(Sketch.Input, 1, 4, 0, 1));
        var pooled = sketch.Add(new AveragePool(new[] { 3, 3 }, new[] { 1, 1 }, new[] { 1, 1, 1, 1 }, CountIncludePad: true), sketch.Normalize(a, 4));

        var result = Surgery.Trim(sketch.Build(s_input, sketch.Conv(pooled, 4, 2, 0)), s_input);

        result.ShouldKeep(a, [1], "AveragePool 'n3' makes different numbers of them at different places");
    }

    [Fact]
    public void DepthwiseConvolutionsArePassedAndGroupsAreRefusedByName()
    {
        var sketch = new Sketch(6);
        var first = sketch.Relu(sketch.Conv(Sketch.Input, 1, 6, 0, 2));
        var depthwise = sketch.Relu(sketch.Add(new Conv(Groups: 6), first, sketch.Weight(6, 1, 3, 3), sketch.Row(6, i => 0.5f + i)));
        var second = sketch.Relu(sketch.Conv(depthwise, 6, 8, 0, 5));
        var grouped = sketch.Add(new Conv(Groups: 2), second, sketch.Weight(4, 4, 1, 1));

        var result = Surgery.Trim(sketch.Build(s_input, grouped), s_input);

        result.Of(first).ShouldBe([2]);
        result.ConstantsMoved.ShouldBeTrue();
        result.Layers.Single(l => l.Name == second).Kept.Single().Reason.ShouldBe("Conv 'n6' is a convolution in groups");
    }

    [Fact]
    public void WinogradAddsUpInAnotherOrderWhichIsTakenForRounding()
    {
        // 16 channels and whole squares are summed by transforms, 14 one by one.
        var sketch = new Sketch(7);
        var first = sketch.Relu(sketch.Conv(Sketch.Input, 1, 16, 1, 3, 8));
        var second = sketch.Conv(first, 16, 16, 1);
        using var data = Sketch.Samples(1, 100, s_input);

        var result = Trim.Run(sketch.Build(s_input, second), [data]);

        result.Of(first).ShouldBe([3, 8]);
        result.ConstantsMoved.ShouldBeFalse();
        result.Outputs.Single().LargestDifference.ShouldBeLessThan(1e-5);
    }
}
