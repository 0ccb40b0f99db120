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

/// <summary>Outliers are brought to the edge of what is usual, in training and in the exported model.</summary>
public sealed class WinsorizationTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void TheRangeIsTheMedianAndFiveRobustDeviations()
    {
        // Median 3, distances 2 1 0 1 997: their median 1.
        var fitted = Winsorization.Fit(ModelTensor.Of<float>(new Shape(5, 1), 1, 2, 3, 4, 1000));

        fitted.Low.ShouldBe([3 - (5 * 1.4826f)]);
        fitted.High.ShouldBe([3 + (5 * 1.4826f)]);
        fitted.Apply(ModelTensor.Of<float>(new Shape(3, 1), -1e9f, 3.5f, 1e9f)).Values<float>().ToArray().ShouldBe([fitted.Low[0], 3.5f, fitted.High[0]]);
    }

    [Fact]
    public void AFeatureThatIsMostlyZeroKeepsItsUsualOtherValues()
    {
        var fitted = Winsorization.Fit(ModelTensor.Of<float>(new Shape(7, 1), 0, 0, 0, 0, 1, 2, 3));

        fitted.High[0].ShouldBe(5 * 1.4826f * 2);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void NormalDataStayAsTheyAre(ulong seed)
    {
        var blobs = Dataset.Of(new Blobs(500, 6, shift: 10, seed: seed));

        Winsorization.Fit(blobs.Features).Apply(blobs.Features).Values<float>().ToArray().ShouldBe(blobs.Features.Values<float>().ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnExportedModelGivesTheBitsThatTrainingSaw(bool images)
    {
        var generated = images ? Dataset.Of(new Bars(60)) : Dataset.Of(new Blobs(60, 6, shift: 10));
        var wild = generated.Features.Clone();
        wild.Values<float>()[7] = -99999;
        wild.Values<float>()[31] = 1e20f;
        var training = Dataset.OfValues("x", wild, Dataset.Of(new Teacher(60)).Values!);
        var data = StandardizedData.Of(
            training,
            null,
            new DataTransforms(Standardize: true, StandardizeTargets: true, Winsorize: true, WinsorizeTargets: false)
        );
        var bare = images ? Network.Input(1, 8, 8).Conv(3, 3).Relu().Flatten().Dense(1).Build(3) : Network.Input(6).Dense(8).Relu().Dense(1).Build(3);
        var path = Path.Combine(_scratch.Folder, "model.onnx");
        OnnxModel.Save(data.Attach(bare), path);
        var exported = OnnxModel.Load(path);

        exported.Metadata.Keys.ShouldContain("relumine.winsorised.input");
        exported.Graph.Nodes.Take(4).Select(n => n.Op.Type).ShouldBe(["Max", "Min", "Sub", "Div"]);
        var (inside, outside) = (Outputs(bare, data.Training.Features), Outputs(exported, wild));
        for (var i = 0; i < inside.Length; i++)
        {
            outside[i].ShouldBe((inside[i] * data.Output!.Deviation[0]) + data.Output.Mean[0], $"sample {i}");
        }
    }

    [Fact]
    public void ARecipeSaysSo()
    {
        const string Text =
            """{ "data": { "teacher": {}, "winsorize": true }, "winsorizeTargets": true, "model": [{ "dense": 1 }], "loss": "meanSquaredError" }""";
        var recipe = Recipe.Parse(Text);

        recipe.Transforms.ShouldBe(new DataTransforms(false, false, Winsorize: true, WinsorizeTargets: true));
        Recipe.Parse(recipe.ToJson()).ShouldBe(recipe);
    }

    private static float[] Outputs(Model model, ModelTensor samples)
    {
        using var plan = Plan.Compile(model, new PlanOptions());
        var y = ModelTensor.Zeros(ElementType.Float32, new Shape(samples.Shape[0], plan.Outputs[0].SampleLength));
        plan.Run(samples.Shape[0], [samples], [y]);
        return y.Values<float>().ToArray();
    }
}
