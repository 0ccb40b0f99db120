using Relumine.Data.Datasets;
using Relumine.Graph.Tensors;
using Relumine.Trials.Cases;

namespace Relumine.Trials.Tests.Cases;

/// <summary>What a case is judged by is seen by nobody else, and is the same for everybody.</summary>
public class HeldOutTests
{
    [Fact]
    public void EveryClassKeepsAQuarterAside()
    {
        var parts = HeldOut.Of(Labelled(400, i => i % 10 == 0 ? 1 : 0), 0);

        parts.Kept.ShouldNotBeNull().Labels!.CountBy(l => l).ToDictionary().ShouldBe(new Dictionary<int, int> { [0] = 90, [1] = 10 }, ignoreOrder: true);
        parts.Learned.Samples.ShouldBe(300);
    }

    [Fact]
    public void NoSampleIsInBothPartsAndNoneIsLost()
    {
        var parts = HeldOut.Of(Labelled(203, i => i % 3), 0);

        var (learned, kept) = (parts.Learned.Features.Values<float>().ToArray(), parts.Kept!.Features.Values<float>().ToArray());
        learned.ShouldBeInOrder();
        learned.Concat(kept).Order().ShouldBe(Enumerable.Range(0, 203).Select(i => (float)i));
    }

    [Fact]
    public void TheDrawIsTheSameEveryTime() =>
        HeldOut.Of(Labelled(200, i => i % 2), 0.2).Kept!.Features.Values<float>().ToArray()
            .ShouldBe(HeldOut.Of(Labelled(200, i => i % 2), 0.9).Kept!.Features.Values<float>().ToArray());

    [Fact]
    public void FoldsTogetherJudgeEverySampleOnce() =>
        Enumerable.Range(0, HeldOut.Folds).SelectMany(f => HeldOut.Of(Labelled(400, i => i % 2), 0, f).Kept!.Features.Values<float>().ToArray()).Order()
            .ShouldBe(Enumerable.Range(0, 400).Select(i => (float)i));

    [Theory]
    [InlineData(0.9, 100)] // of 1000: as many learn as before
    [InlineData(0.5, 500)]
    [InlineData(0.4, 450)] // 0.6 of the 750 that are left
    [InlineData(0, 750)]
    public void ARecipeThatKeepsMostAsideLearnsFromAsManyAsBefore(double validation, int learned)
    {
        var parts = HeldOut.Of(Labelled(1000, i => i % 2), validation);

        (parts.Learned.Samples * (1 - parts.Validation)).ShouldBe(learned, 0.5);
    }

    [Fact]
    public void AMistypedCellIsLearnedFromAndNotJudgedBy()
    {
        var data = Labelled(100, i => i % 2);
        var cells = data.Features.Values<float>();
        (cells[7], cells[50]) = (1e6f, -1e6f);

        var parts = HeldOut.Of(data, 0);
        parts.Kept!.Features.Values<float>().ToArray().ShouldAllBe(x => Math.Abs(x) < 1e5);
        parts.Learned.Features.Values<float>().ToArray().Count(x => Math.Abs(x) > 1e5).ShouldBe(2);
    }

    [Fact]
    public void FewSamplesAreLeftToThoseThatLearn()
    {
        HeldOut.Of(Labelled(HeldOut.FewestSamples - 1, i => i % 2), 0).Kept.ShouldBeNull();
        HeldOut.Of(Labelled(HeldOut.FewestSamples, i => i % 2), 0).Kept.ShouldNotBeNull();
    }

    private static Dataset Labelled(int samples, Func<int, int> label)
    {
        var features = ModelTensor.Zeros(ElementType.Float32, new Shape(samples, 1));
        for (var i = 0; i < samples; i++)
        {
            features.Values<float>()[i] = i;
        }

        return Dataset.OfLabels("test", features, [.. Enumerable.Range(0, samples).Select(label)], 3);
    }
}
