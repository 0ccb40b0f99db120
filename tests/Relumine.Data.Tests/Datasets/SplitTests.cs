using Relumine.Data.Datasets;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tests.Datasets;

/// <summary>Which samples are put aside to validate.</summary>
public class SplitTests
{
    [Theory]
    [InlineData(0.2)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    public void OfEveryClassItsShareIsPutAside(double share)
    {
        // 2, 10, 188 and 800 of 1,000.
        var labels = Enumerable.Range(0, 1000).Select(i => i < 2 ? 0 : i < 12 ? 1 : i < 200 ? 2 : 3).ToArray();
        for (var seed = 1UL; seed < 20; seed++)
        {
            var (training, validation) = Of(labels).Split(share, seed);
            validation.Samples.ShouldBe((int)(1000 * share));
            for (var c = 0; c < 4; c++)
            {
                var all = labels.Count(l => l == c);
                Math.Abs(validation.Labels!.Count(l => l == c) - (all * share)).ShouldBeLessThan(1, $"class {c}, seed {seed}");
                training.Labels!.ShouldContain(c);
            }

            Ids(training).Concat(Ids(validation)).Order().ShouldBe(Enumerable.Range(0, 1000), "every sample is in one of the two");
        }
    }

    [Fact]
    public void AClassKeepsItsOnlySampleToLearnFromWhereThatIsPossible()
    {
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 1, 2, 3];
        for (var seed = 1UL; seed < 20; seed++)
        {
            var (training, validation) = Of(labels).Split(0.4, seed);
            validation.Labels!.ShouldAllBe(l => l == 0);
            training.Labels!.Distinct().Count().ShouldBe(4);
        }

        // Ten classes of one sample: some of them must be unknown.
        Of([.. Enumerable.Range(0, 10)]).Split(0.3, 1).Validation.Samples.ShouldBe(3);
    }

    [Fact]
    public void OthersAreDrawnOfAllOrAreTheLast()
    {
        var labels = Enumerable.Range(0, 100).Select(i => i % 2).ToArray();
        Ids(Of(labels).Split(0.2, 1, SplitKind.Ordered).Validation).ShouldBe(Enumerable.Range(80, 20));
        var random = Ids(Of(labels).Split(0.2, 1, SplitKind.Random).Validation).ToArray();
        random.ShouldNotBe([.. random.Order()]);
        Ids(Of(labels).Split(0.2, 1, SplitKind.Random, keepsOrder: true).Validation).ShouldBe(random.Order());
        Ids(Of(labels).Split(0.2, 1).Validation).ShouldBe(Ids(Of(labels).Split(0.2, 1, SplitKind.Stratified).Validation));
        Ids(Of(labels).Split(0.2, 1).Validation).ShouldNotBe(Ids(Of(labels).Split(0.2, 2).Validation));
    }

    [Fact]
    public void WeightsGoWithTheirSamples()
    {
        var data = Of(new int[10]).Weighted([.. Enumerable.Range(0, 10).Select(i => i + 1.0)]);
        foreach (var part in (Dataset[])[data.Split(0.3, 4).Training, data.Split(0.3, 4).Validation])
        {
            Ids(part).Select(i => (i + 1) / 5.5f).ShouldBe(part.Weights!, 1e-6);
        }

        Should.Throw<ArgumentException>(() => data.Weighted([1])).Message.ShouldContain("1 weights for 10 samples");
        Should.Throw<ArgumentException>(() => data.Weighted([.. Enumerable.Repeat(-1.0, 10)])).Message.ShouldContain("Weight 0 is -1");
        Should.Throw<ArgumentException>(() => data.Weighted(new double[10])).Message.ShouldContain("All weights are 0");
    }

    private static Dataset Of(int[] labels)
    {
        var features = ModelTensor.Zeros(ElementType.Float32, new Shape(labels.Length, 1));
        for (var i = 0; i < labels.Length; i++)
        {
            features.Values<float>()[i] = i;
        }

        return Dataset.OfLabels("x", features, labels, labels.Max() + 1);
    }

    private static IEnumerable<int> Ids(Dataset data) => data.Features.Values<float>().ToArray().Select(v => (int)v);
}
