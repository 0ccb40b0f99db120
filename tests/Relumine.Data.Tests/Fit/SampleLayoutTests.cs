using System.Globalization;
using Relumine.Data.Fit;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tests.Fit;

public class SampleLayoutTests
{
    private static long?[] Input(string dims) =>
        [.. dims.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(d => long.TryParse(d, CultureInfo.InvariantCulture, out var v) ? v : (long?)null)];

    private static long[] Data(string dims) => [.. Input(dims).Select(d => d!.Value)];

    [Theory]
    // data, input of the model, samples, shape of one sample, batch
    [InlineData("10000,28,28", "1,784,1", 10000, "784,1", BatchDimension.Fixed)] // mnist-net_256x2
    [InlineData("20000,5", "5", 20000, "5", BatchDimension.None)] // acasxu
    [InlineData("20001,1", "N,1", 20001, "1", BatchDimension.Symbolic)] // lindex
    [InlineData("20001", "N,1", 20001, "1", BatchDimension.Symbolic)]
    [InlineData("10000,28,28", "1,1,28,28", 10000, "1,28,28", BatchDimension.Fixed)] // mnist-cntk
    [InlineData("10000,784", "1,1,28,28", 10000, "1,28,28", BatchDimension.Fixed)]
    [InlineData("10,28,28,1", "N,1,28,28", 10, "1,28,28", BatchDimension.Symbolic)] // one channel: last is first
    [InlineData("7,1,4,1", "1,4", 7, "4", BatchDimension.Fixed)]
    [InlineData("9,4", "1,4", 9, "4", BatchDimension.Fixed)] // cartpole
    [InlineData("6,2,3,4", "N,6,4", 6, "6,4", BatchDimension.Symbolic)]
    [InlineData("6,6,4", "N,2,3,4", 6, "2,3,4", BatchDimension.Symbolic)]
    [InlineData("6,2,12", "N,2,3,4", 6, "2,3,4", BatchDimension.Symbolic)]
    [InlineData("6,4,6", "N,2,2,6", 6, "2,2,6", BatchDimension.Symbolic)]
    [InlineData("5,3,32,48", "N,3,H,W", 5, "3,32,48", BatchDimension.Symbolic)]
    [InlineData("5,32,48", "N,1,H,W", 5, "1,32,48", BatchDimension.Symbolic)]
    [InlineData("5,24,24,3", "N,M1,M2,3", 5, "24,24,3", BatchDimension.Symbolic)] // mtcnn_pnet
    [InlineData("30,5", "10,5", 30, "5", BatchDimension.Fixed)] // a batch fixed at 10
    [InlineData("30,10,5", "10,5", 30, "10,5", BatchDimension.None)]
    [InlineData("8", "N", 8, "", BatchDimension.Symbolic)]
    [InlineData("8", "1", 8, "", BatchDimension.Fixed)]
    [InlineData("8", "", 8, "", BatchDimension.None)]
    public void SamplesFit(string data, string input, long samples, string sample, BatchDimension batch)
    {
        var layout = SampleLayout.Fit(Data(data), Input(input)).ShouldNotBeNull();
        layout.IsOneRun.ShouldBeFalse();
        layout.Samples.ShouldBe(samples);
        layout.SampleShape.ShouldBe(Shape.Of(Data(sample)));
        layout.Batch.ShouldBe(batch);
        layout.Sentence.ShouldContain(samples.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1,784,1", 1)]
    [InlineData("5", 1)]
    [InlineData("", 1)]
    [InlineData("2000,5", 2000)]
    public void TheExactShapeIsOneRun(string dims, long samples)
    {
        var layout = SampleLayout.Fit(Data(dims), Input(dims)).ShouldNotBeNull();
        layout.IsOneRun.ShouldBeTrue();
        layout.Samples.ShouldBe(samples);
        layout.RunShape((int)samples).ShouldBe(Shape.Of(Data(dims)));
    }

    [Theory]
    [InlineData("100,32,32,3", "N,3,32,32")] // a permutation
    [InlineData("100,3,28,28", "N,28,28,3")]
    [InlineData("100,2,6", "N,3,4")] // neither merged nor split
    [InlineData("100,6,4", "N,4,6")]
    [InlineData("100,28,28", "N,783")]
    [InlineData("100,28,28", "N,M")] // a symbol is one dimension
    [InlineData("5,24,24,3", "M1,M2,3")] // a symbol in front is the batch
    [InlineData("100,28,28", "N,C,H,W")] // which of the three would be 1?
    [InlineData("100,65", "N,64")]
    [InlineData("784,1", "1,784,1")] // samples are never guessed
    [InlineData("20000", "5")] // 20,000 numbers are not 4,000 vectors
    [InlineData("", "5")]
    [InlineData("100,0", "N,5")]
    public void AnythingElseDoesNotFit(string data, string input) => SampleLayout.Fit(Data(data), Input(input)).ShouldBeNull();

    [Theory]
    [InlineData("4,32,32,3", "N,3,32,32", "transpose the data with the axes [0, 3, 1, 2]")]
    [InlineData("4,3,32,32", "1,32,32,3", "transpose the data with the axes [0, 2, 3, 1]")]
    [InlineData("4,65", "N,64", "give it with Labels")]
    [InlineData("28,28", "1,784,1", "add a first dimension that counts samples, [1, 28, 28]")]
    [InlineData("4,7", "N,64", "The first dimension of the data counts samples")]
    public void AMismatchSaysWhatIsExpectedGivenAndNext(string data, string input, string advice)
    {
        var dims = Data(data);
        using var source = DataSource.OfMemory(
            "photo",
            StoredType.UInt8,
            dims,
            [.. Enumerable.Range(0, (int)dims.Aggregate(1L, (p, d) => p * d)).Select(i => (byte)(i % 200))],
            "photos.npy"
        );
        var error = Should.Throw<RelumineException>(() => LayoutMismatch.Fit(source, "pixels", ElementType.Float32, Input(input)));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        foreach (
            var part in (string[])
                ["photos.npy", "'pixels'", "float32 [", "'photo'", "uint8 [" + data.Replace(",", ", ", StringComparison.Ordinal) + "]", "range 0 to ", advice]
        )
        {
            error.Message.ShouldContain(part);
        }
    }

    [Fact]
    public void ATableWithItsLabelAmongTheFeaturesSaysSo()
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.csv", "1,2,0\n3,4,1\n");
        Should
            .Throw<RelumineException>(() => LayoutMismatch.Fit(set.Inputs[0], "x", ElementType.Float32, [null, 2]))
            .Message.ShouldContain("LabelColumn = last");
    }

    [Fact]
    public void AHostileModelShapeDoesNotOverflow() =>
        SampleLayout.Fit([2, 3, 5], [null, long.MaxValue, long.MaxValue, long.MaxValue]).ShouldBeNull();
}
