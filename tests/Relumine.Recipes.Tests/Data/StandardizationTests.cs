using Relumine.Data.Datasets;
using Relumine.Data.Generators;
using Relumine.Data.Tests;
using Relumine.Data.Transforms;
using Relumine.Engine.Inference;
using Relumine.Engine.Networks;
using Relumine.Graph.Models;
using Relumine.Graph.Tensors;
using Relumine.Onnx;

namespace Relumine.Recipes.Tests.Data;

public sealed class StandardizationTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void FeaturesGetMean0AndDeviation1AndConstantOnesAreOnlyCentered()
    {
        // The last two columns never change; of the last, sums cannot be exact.
        var samples = ModelTensor.Of<float>(new Shape(4, 4), 1, 100, 5, 1000.1f, 2, 300, 5, 1000.1f, 3, 200, 5, 1000.1f, 4, 400, 5, 1000.1f);
        var fitted = Standardization.Fit(samples);
        fitted.Constants.ShouldBe(2);
        fitted.Mean.Take(3).ShouldBe([2.5f, 250, 5]);
        fitted.Deviation.Skip(2).ShouldBe([1, 1]);
        var x = fitted.Apply(samples).Values<float>().ToArray();
        for (var column = 0; column < 2; column++)
        {
            var values = Enumerable.Range(0, 4).Select(row => (double)x[(row * 4) + column]).ToArray();
            values.Average().ShouldBe(0, 1e-6);
            values.Average(v => v * v).ShouldBe(1, 1e-6);
        }

        Enumerable.Range(0, 4).ShouldAllBe(row => x[(row * 4) + 2] == 0 && Math.Abs(x[(row * 4) + 3]) < 1e-3);
    }

    [Fact]
    public void ImagesHaveAPairForEachChannelAndPlanesOneForAll()
    {
        var images = ModelTensor.Of<float>(new Shape(2, 2, 1, 2), 1, 3, 10, 30, 1, 3, 10, 30);
        Standardization.Fit(images).Mean.ShouldBe([2, 20]);
        Standardization.Fit(images.Reshape(new Shape(2, 2, 2))).Mean.ShouldBe([11]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnExportedModelGivesTheBitsThatTrainingSaw(bool images)
    {
        var generated = images ? Dataset.Of(new Bars(60)) : Dataset.Of(new Blobs(60, 6, shift: 10));
        var targets = Dataset.Of(new Teacher(60, targetShift: 1000, targetScale: 30)).Values!;
        var (training, validation) = Dataset.OfValues("x", generated.Features, targets).Split(0.25, 1);
        var data = StandardizedData.Of(training, validation, new DataTransforms(Standardize: true, StandardizeTargets: true, false, false));
        var bare = images
            ? Network.Input(1, 8, 8).Conv(3, 3).Relu().Flatten().Dense(1).Build(3)
            : Network.Input(6).Dense(8).Relu().Dense(1).Build(3);
        var path = Path.Combine(_scratch.Folder, "model.onnx");
        OnnxModel.Save(data.Attach(bare), path);
        var exported = OnnxModel.Load(path);
        exported.Metadata.Keys.ShouldBe(["relumine.standardised.input", "relumine.standardised.output"], ignoreOrder: true);
        exported.Graph.Inputs[0].Name.ShouldBe(bare.Graph.Inputs[0].Name);
        exported.Graph.Outputs[0].Name.ShouldBe(bare.Graph.Outputs[0].Name);
        exported.Graph.Nodes.Select(n => n.Op.Type).Where(t => t is "Sub" or "Div" or "Mul" or "Add").ShouldBe(["Sub", "Div", "Mul", "Add"]);

        var inside = Outputs(bare, data.Validation!.Features);
        var outside = Outputs(exported, validation.Features);
        for (var i = 0; i < inside.Length; i++)
        {
            outside[i].ShouldBe((inside[i] * data.Output!.Deviation[0]) + data.Output.Mean[0], $"sample {i}");
        }

        outside.Average().ShouldBe(1000, 60);
        data.Training.Values!.Values<float>().ToArray().Average().ShouldBe(0, 1e-4f);
    }

    [Fact]
    public void ImagesOfSeveralChannelsMayEnterANetworkAsRows()
    {
        var samples = ModelTensor.Of<float>(new Shape(2, 2, 1, 2), 1, 3, 10, 30, 1, 5, 10, 50);
        var fitted = Standardization.Fit(samples);
        var bare = Network.Input(4).Dense(2).Build(1);
        Outputs(fitted.AtInput(bare), samples).ShouldBe(Outputs(bare, fitted.Apply(samples)));
    }

    [Fact]
    public void LabelsStayAndNothingIsAttachedWhereNothingWasDone()
    {
        var blobs = Dataset.Of(new Blobs(40));
        var data = StandardizedData.Of(blobs, null, new DataTransforms(Standardize: false, StandardizeTargets: true, false, false));
        data.Training.ShouldBeSameAs(blobs);
        var bare = Network.Input(20).Dense(2).Build(1);
        data.Attach(bare).ShouldBeSameAs(bare);
    }

    private static float[] Outputs(Model model, ModelTensor samples)
    {
        using var plan = Plan.Compile(model, new PlanOptions());
        var y = ModelTensor.Zeros(ElementType.Float32, new Shape(samples.Shape[0], plan.Outputs[0].SampleLength));
        plan.Run(samples.Shape[0], [samples], [y]);
        return y.Values<float>().ToArray();
    }
}
