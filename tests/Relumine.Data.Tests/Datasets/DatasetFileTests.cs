using Relumine.Data.Datasets;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Data.Tables;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tests.Datasets;

/// <summary>Data to learn from out of files, and what is said about files that cannot be learned from.</summary>
public sealed class DatasetFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static TableOptions Last => new();

    [Fact]
    public void ACsvFileGivesLabelsOrValuesAsTheLossWantsThem()
    {
        var path = _scratch.File("a.csv", "x,y,z\n1,2,0\n3,4,1\n5,6,1\n");
        var classes = DatasetFile.ReadCsv(path, Last, null, TargetKind.Labels);
        classes.Labels.ShouldBe([0, 1, 1]);
        classes.Classes.ShouldBe(2);
        classes.Features.Values<float>().ToArray().ShouldBe([1, 2, 3, 4, 5, 6]);
        classes.SampleShape.ShouldBe(new Shape(2));
        classes.Notes.ShouldContain(n => n.Contains("a header"));

        var values = DatasetFile.ReadCsv(path, new TableOptions { Target = LabelColumn.Parse("y") }, null, TargetKind.Values);
        values.Values!.Values<float>().ToArray().ShouldBe([2, 4, 6]);
        values.Features.Values<float>().ToArray().ShouldBe([1, 0, 3, 1, 5, 1]);
        DatasetFile.ReadCsv(path, Last, null, TargetKind.Either).Classes.ShouldBe(2);
        DatasetFile.ReadCsv(_scratch.File("half.csv", "1,0.5\n2,1\n"), Last, null, TargetKind.Either).TargetWidth.ShouldBe(1);
    }

    [Fact]
    public void TargetsMayStandInAnotherFileAndClassesMayBeNames()
    {
        var samples = _scratch.File("x.csv", "1 2\n3 4\n");
        var wide = _scratch.File("t.csv", "0.5;1\n2;3\n");
        DatasetFile.ReadCsv(samples, Last, wide, TargetKind.Values).Values!.Shape.ShouldBe(new Shape(2, 2));
        var named = DatasetFile.ReadCsv(_scratch.File("n.csv", "1,no\n2,yes\n3,no\n"), Last, null, TargetKind.Labels);
        named.ClassNames.ShouldBe(["no", "yes"]);
        named.Labels.ShouldBe([0, 1, 0]);
        var file = _scratch.File("l.csv", "b\na\n");
        DatasetFile.ReadCsv(samples, Last, file, TargetKind.Labels).Labels.ShouldBe([1, 0]);
    }

    [Fact]
    public void PairsAndArchivesKeepTheShapeOfSamples()
    {
        var images = _scratch.File("i.idx3", Scratch.Idx(8, [2, 2, 3], [0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6]));
        var labels = _scratch.File("l.idx1", Scratch.Idx(8, [2], [4, 0]));
        var data = DatasetFile.ReadPair(images, labels, new DataOptions { Scaling = new Scaling { Divide = 255 } }, TargetKind.Labels, 10);
        data.SampleShape.ShouldBe(new Shape(2, 3));
        data.Features.Values<float>()[..6].ToArray().ShouldBe([0, 51 / 255f, 102 / 255f, 153 / 255f, 204 / 255f, 1]);
        data.Labels.ShouldBe([4, 0]);

        var archive = _scratch.File("d.npz", Scratch.Zip(("x.npy", Scratch.NpyFloats("(2, 2)", 2, 4, 6, 8)), ("y.npy", Scratch.NpyFloats("(2,)", 1, 0))));
        var arrays = DatasetFile.ReadArchive(archive, "x", "y", 2, TargetKind.Labels);
        arrays.Features.Values<float>().ToArray().ShouldBe([1, 2, 3, 4]);
        arrays.Labels.ShouldBe([1, 0]);
        Should
            .Throw<RelumineException>(() => DatasetFile.ReadArchive(archive, "x", "z", 1, TargetKind.Labels))
            .Message.ShouldContain("there is no array 'z'. It holds 'x' [2, 2], 'y' [2].");
    }

    [Theory]
    [InlineData("1,2,0\n3,inf,1\n", "line 2, column 2", "not a number|infinite")]
    [InlineData("1,2,0\n3,4\n", "line 2", "2")]
    [InlineData("1,2,0\n3,4,-1\n", "line 2, column 3", "labels count from 0|0 to 2")]
    [InlineData("1,2,0\n3,4,3\n", "line 2, column 3", "0 to 2 are expected")]
    [InlineData("1,2,0\n3,4,0.5\n", "line 2, column 3", "whole number")]
    [InlineData("1,2,0\n3,x,1\n", "line 2, column 2", "not a number")]
    public void ABadRowIsNamed(string text, string place, string what)
    {
        var path = _scratch.File("bad.csv", text);
        var error = Should.Throw<RelumineException>(() => DatasetFile.ReadCsv(path, Last, null, TargetKind.Labels, 3));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldStartWith(path);
        error.Message.ShouldContain(place);
        what.Split('|').ShouldContain(w => error.Message.Contains(w), error.Message);
    }

    [Fact]
    public void FilesThatAreMissingOrDoNotFitAreRefused()
    {
        var path = _scratch.File("a.csv", "1,2\n3,4\n");
        Refused(() => DatasetFile.ReadCsv(Path.Combine(_scratch.Folder, "none.csv"), Last, null, TargetKind.Labels)).ShouldContain("no such file");
        Refused(() => DatasetFile.ReadCsv(path, Last, _scratch.File("t.csv", "1\n2\n3\n"), TargetKind.Values)).ShouldContain("3 targets, but 2 samples");
        Refused(() => DatasetFile.ReadPair(path, _scratch.File("u.csv", "1\n2\n3\n"), DataOptions.Default, TargetKind.Labels))
            .ShouldContain("3 labels, but 2 samples");
        Refused(() => DatasetFile.ReadCsv(_scratch.File("n.csv", "1,no\n2,yes\n"), Last, null, TargetKind.Values)).ShouldContain("holds names");
        Should
            .Throw<RelumineException>(() => DatasetFile.ReadCsv(path, new TableOptions { Target = LabelColumn.None }, null, TargetKind.Labels))
            .Kind.ShouldBe(ErrorKind.InvalidRequest);
    }

    private static string Refused(Action read)
    {
        var error = Should.Throw<RelumineException>(read);
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        return error.Message;
    }
}
