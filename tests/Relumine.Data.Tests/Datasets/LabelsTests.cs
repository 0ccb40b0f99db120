using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Datasets;

public class LabelsTests
{
    private static DataSource Bytes(long[] dims, params byte[] values) => DataSource.OfMemory("", StoredType.UInt8, dims, values, "labels.idx");

    [Fact]
    public void LabelsAreReadInStepWithSamples()
    {
        using var labels = new Labels(Bytes([4, 1], 3, 1, 0, 2), 4, 4);
        var block = new long[3];
        labels.Read(block).ShouldBe(3);
        block.ShouldBe([3L, 1, 0]);
        labels.Read(block).ShouldBe(1);
        labels.Reset();
        labels.Read(block.AsSpan(0, 1)).ShouldBe(1);
        block[0].ShouldBe(3);
    }

    [Fact]
    public void TheCountMustBeThatOfTheSamples()
    {
        Should.Throw<RelumineException>(() => new Labels(Bytes([4], 0, 1, 2, 3), 10)).Message.ShouldContain("there are 4 labels, but 10 samples");
        Should.Throw<RelumineException>(() => new Labels(Bytes([4], 0, 1, 2, 3), 3)).Message.ShouldContain("See CsvSkip");
        Should.Throw<RelumineException>(() => new Labels(Bytes([2, 2], 0, 1, 2, 3), 2)).Message.ShouldContain("not one-hot vectors");
    }

    [Fact]
    public void TheRangeMustBeThatOfTheModel()
    {
        using var labels = new Labels(Bytes([3], 1, 2, 3), 3, 3);
        var error = Should.Throw<RelumineException>(() => labels.Read(new long[3]));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain("row 2, column 0");
        error.Message.ShouldContain("the label is 3; 0 to 2 are expected");
        error.Message.ShouldContain("subtract 1");
        using var negative = new Labels(DataSource.OfMemory("", StoredType.Int8, [1], [0xFF], "l"), 1);
        Should.Throw<RelumineException>(() => negative.Read(new long[1])).Message.ShouldContain("the label is -1; labels count from 0");
    }

    [Fact]
    public void ALabelsFileHasOneColumn()
    {
        using var scratch = new Scratch();
        using var names = scratch.OpenLabels("a.csv", "cat\ndog\ncat\n");
        names.ClassNames.ShouldBe(["cat", "dog"]);
        names.Labels!.Samples.ShouldBe(3);
        using var chosen = scratch.OpenLabels("b.csv", "1,2\n3,4\n", new DataOptions { LabelColumn = LabelColumn.Last });
        chosen.Labels!.ReadAll<long>().Values<long>().ToArray().ShouldBe([2L, 4]);
        using var npy = Scratch.Formats.OpenLabels(scratch.File("l.npy", Scratch.Npy("'|u1'", "(2,)", [1, 0])));
        npy.Labels!.Samples.ShouldBe(2);
        Should.Throw<RelumineException>(() => scratch.OpenLabels("c.csv", "1,2\n3,4\n")).Message.ShouldContain("choose one with LabelColumn");
    }
}
