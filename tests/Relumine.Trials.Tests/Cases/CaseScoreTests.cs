using Relumine.Data.Datasets;
using Relumine.Engine.Learning.Losses;
using Relumine.Graph.Tensors;
using Relumine.Trials.Cases;

namespace Relumine.Trials.Tests.Cases;

/// <summary>Scores on targets as they were given.</summary>
public class CaseScoreTests
{
    [Fact]
    public void TheLargestOutputDecidesAndEveryClassCountsAsMuchInTheBalancedScore()
    {
        var score = CaseScore.Of([2, 1, 2, 1, 2, 1, 2, 1], 2, Labels(0, 0, 0, 1), new SoftmaxCrossEntropy());

        score.Value.ShouldBe(0.75);
        score.Balanced.ShouldBe(0.5);
    }

    [Fact]
    public void ASingleOutputDecidesByTheSignOfALogitOrHalfWayBetweenLabels()
    {
        CaseScore.Of([-1, 0.3f], 1, Labels(0, 1), new BinaryCrossEntropy()).Value.ShouldBe(1);
        CaseScore.Of([0.4f, 0.6f], 1, Labels(0, 1), new MeanSquaredError()).Value.ShouldBe(1);
    }

    [Fact]
    public void ANetworkThatGivesNoNumberHasDecidedNothing() =>
        CaseScore.Of([float.NaN, 1, float.NaN, float.NaN], 2, Labels(1, 0), new SoftmaxCrossEntropy()).Value.ShouldBe(0);

    [Fact]
    public void ColumnsOfNumbersCountAlikeWhateverTheirScale()
    {
        // The first column is answered perfectly, the second with its mean.
        var small = CaseScore.Of([0, 2, 1, 2], 2, Values(2, 0, 1, 1, 3), new MeanSquaredError());
        var large = CaseScore.Of([0, 2e4f, 1, 2e4f], 2, Values(2, 0, 1e4f, 1, 3e4f), new MeanSquaredError());

        small.Value.ShouldBe(0.5, 1e-12);
        large.Value.ShouldBe(0.5, 1e-12);
    }

    [Fact]
    public void SeveralLabelsAtOnceAreScoredAsLabels() =>
        CaseScore.Of([3, -3, -3, -3], 2, Values(2, 1, 0, 1, 0), new BinaryCrossEntropy()).Value.ShouldBe(0.75);

    [Fact]
    public void RSquaredOfNothingButNumbersIsNothing() =>
        double.IsNaN(CaseScore.Of([1, float.PositiveInfinity], 1, Values(1, 0, 1), new MeanSquaredError()).Value).ShouldBeTrue();

    [Theory]
    [InlineData(3, 4, false)] // three quarters
    [InlineData(4, 5, true)]
    [InlineData(4, 4, false)] // one class: nothing to balance
    public void ClassesAreUnevenAboveThreeQuarters(int most, int all, bool uneven) =>
        CaseScore.IsUneven(Labels([.. Enumerable.Range(0, all).Select(i => i < most ? 0 : 1)])).ShouldBe(uneven);

    private static Dataset Labels(params int[] labels) =>
        Dataset.OfLabels("test", ModelTensor.Zeros(ElementType.Float32, new Shape(labels.Length, 1)), labels, 2);

    private static Dataset Values(int width, params float[] values)
    {
        var tensor = ModelTensor.Zeros(ElementType.Float32, new Shape(values.Length / width, width));
        values.CopyTo(tensor.Values<float>());
        return Dataset.OfValues("test", ModelTensor.Zeros(ElementType.Float32, new Shape(values.Length / width, 1)), tensor);
    }
}
