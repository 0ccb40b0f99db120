using Relumine.Data.Datasets;
using Relumine.Data.Generators;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tests.Datasets;

public class DatasetTests
{
    public static TheoryData<string> Names => [.. GeneratorCatalogue.All.Select(g => g.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AGeneratorBecomesADatasetAndASplitKeepsEverySampleWithItsTarget(string name)
    {
        var generator = name == "slowlyChanging" ? new SlowlyChanging(600, 100) : GeneratorCatalogue.All.Single(g => g.Name == name);
        var data = Dataset.Of(generator);
        data.Samples.ShouldBe(generator.Samples);
        data.SampleShape.ShouldBe(generator.SampleShape);
        (data.Labels is null).ShouldBe(generator is IValueGenerator);
        (data.Values is null).ShouldBe(generator is IClassGenerator);

        var (training, validation) = data.Split(0.25, seed: 3);
        (training.Samples, validation.Samples).ShouldBe((data.Samples - (data.Samples / 4), data.Samples / 4));
        training.Ordered.ShouldBe(generator.Ordered);
        Rows(training).Concat(Rows(validation)).Order().ShouldBe(Rows(data).Order());
    }

    [Fact]
    public void TheSeedDecidesWhatIsPutAsideAndOrderedDataGiveTheirEnd()
    {
        var blobs = Dataset.Of(new Blobs(100));
        Rows(blobs.Split(0.2, 1).Validation).ShouldBe(Rows(blobs.Split(0.2, 1).Validation));
        Rows(blobs.Split(0.2, 1).Validation).ShouldNotBe(Rows(blobs.Split(0.2, 2).Validation));
        var changing = Dataset.Of(new SlowlyChanging(100, 10));
        Rows(changing.Split(0.2, 1).Validation).ShouldBe(Rows(changing)[80..]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(0.001)]
    [InlineData(double.NaN)]
    public void ASplitThatLeavesNothingIsRefused(double share)
    {
        var error = Should.Throw<RelumineException>(() => Dataset.Of(new Blobs(100)).Split(share, 1));
        error.Kind.ShouldBe(ErrorKind.InvalidRequest);
        error.Message.ShouldContain("both need at least 1");
    }

    [Fact]
    public void EveryEpochSeesEverySampleOnceInAnOrderOfItsOwn()
    {
        var order = new SampleOrder(103, 10, seed: 5);
        order.StepsPerEpoch.ShouldBe(11);
        var epochs = Enumerable.Range(0, 3).Select(e => Enumerable.Range(0, 11).SelectMany(s => order.Batch((e * 11) + s).ToArray()).ToArray()).ToArray();
        foreach (var epoch in epochs)
        {
            epoch.Order().ShouldBe(Enumerable.Range(0, 103));
        }

        epochs[0].ShouldNotBe(epochs[1]);
        epochs[1].ShouldNotBe(epochs[2]);

        // Any step can be asked for without those before it.
        new SampleOrder(103, 10, seed: 5).Batch(25).ToArray().ShouldBe(epochs[2][30..40]);
        new SampleOrder(103, 10, seed: 6).Batch(25).ToArray().ShouldNotBe(epochs[2][30..40]);
        order.Batch(32).Length.ShouldBe(3);
        new SampleOrder(103, 10, seed: 5, ordered: true).Batch(12).ToArray().ShouldBe(Enumerable.Range(10, 10));
    }

    [Fact]
    public void OrdersAreEquallyLikely()
    {
        var counts = new int[6];
        var order = new SampleOrder(3, 3, seed: 11);
        for (var epoch = 0; epoch < 6000; epoch++)
        {
            var o = order.Batch(epoch);
            counts[(o[0] * 2) + (o[1] > o[2] ? 1 : 0)]++;
        }

        // χ² with 5 degrees of freedom exceeds 20.5 once in a thousand seeds.
        counts.Sum(c => (c - 1000.0) * (c - 1000.0) / 1000).ShouldBeLessThan(20.5);
    }

    [Fact]
    public void GatheringCopiesSamplesAndTargetsAndAllocatesNothing()
    {
        var data = Dataset.Of(new Teacher(50, 4));
        var order = new SampleOrder(50, 8, 1);
        var (features, values) = (new float[32], new float[8]);
        data.Gather(order.Batch(0), features, [], values);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 1; step < 6; step++)
        {
            data.Gather(order.Batch(step), features, [], values);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        allocated.ShouldBe(0);
        var last = order.Batch(5);
        features[4..8].ShouldBe(data.Features.Values<float>().Slice(last[1] * 4, 4).ToArray());
        values[1].ShouldBe(data.Values!.Values<float>()[last[1]]);
        Should.Throw<ArgumentException>(() => data.Gather(new SampleOrder(50, 8, 1).Batch(0), new float[31], [], new float[8]));
    }

    [Fact]
    public void WrongShapesAndLabelsAreRefused()
    {
        var features = ModelTensor.Zeros(ElementType.Float32, new Shape(3, 2));
        Should.Throw<ArgumentException>(() => Dataset.OfLabels("x", features, [0, 1], 2));
        Should.Throw<ArgumentException>(() => Dataset.OfLabels("x", features, [0, 1, 2], 2)).Message.ShouldContain("Label 2 is 2");
        Should.Throw<ArgumentException>(() => Dataset.OfValues("x", features, ModelTensor.Zeros(ElementType.Float32, new Shape(2, 1))));
        Should.Throw<ArgumentException>(() => Dataset.OfLabels("x", ModelTensor.Zeros(ElementType.Float32, new Shape(0, 2)), [], 2));
    }

    private static string[] Rows(Dataset data)
    {
        var size = data.SampleShape.ElementCount;
        return
        [
            .. Enumerable
                .Range(0, data.Samples)
                .Select(i =>
                    string.Join(' ', data.Features.Values<float>().Slice(i * size, size).ToArray())
                    + " → "
                    + (
                        data.Labels is { } labels
                            ? $"{labels[i]}"
                            : string.Join(' ', data.Values!.Values<float>().Slice(i * data.TargetWidth, data.TargetWidth).ToArray())
                    )
                ),
        ];
    }
}
