using System.Text;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Data.Writing;
using Relumine.Graph.Errors;
using Relumine.Graph.Tensors;

namespace Relumine.Data.Tests.Writing;

public class WritingTests
{
    [Fact]
    public void ANpyFileHasTheBytesOfTheFormat()
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.Folder, "a.npy");
        NpyWriter.Write(path, ModelTensor.Of<float>(new Shape(3), 1, 2, 3));
        var bytes = File.ReadAllBytes(path);
        bytes[..10].ShouldBe([0x93, .. "NUMPY"u8, 1, 0, 0x76, 0x01]);
        Encoding.ASCII.GetString(bytes, 10, 374).ShouldBe("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }".PadRight(373) + "\n");
        bytes[384..].ShouldBe([0, 0, 0x80, 0x3F, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40]);
    }

    [Fact]
    public void TensorsOfEveryTypeAndRankComeBack()
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.Folder, "a.npy");
        foreach (
            var tensor in (ModelTensor[])
                [
                    ModelTensor.Scalar(2.5),
                    ModelTensor.Of<double>(new Shape(2, 1, 2), 1, 2, 3, 4),
                    ModelTensor.Vector(7, -8),
                    ModelTensor.Vector(7L, long.MinValue),
                    ModelTensor.Vector(true, false),
                ]
        )
        {
            NpyWriter.Write(path, tensor);
            using var set = Scratch.Formats.Open(path);
            set.Inputs[0].Type.ShouldBe(tensor.Type.Stored());
            set.Inputs[0].Dims.ShouldBe(tensor.Shape.Select(d => (long)d));
            var back = tensor.Type switch
            {
                ElementType.Float64 => set.Inputs[0].ReadAll<double>(),
                ElementType.Int32 => set.Inputs[0].ReadAll<int>(),
                ElementType.Bool => set.Inputs[0].ReadAll<bool>(),
                _ => set.Inputs[0].ReadAll<long>(),
            };
            back.Bytes.ToArray().ShouldBe(tensor.Bytes.ToArray());
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData(" @SUM(A1)", "' @SUM(A1)")]
    [InlineData("-1+cmd", "'-1+cmd")]
    [InlineData("+49 30", "'+49 30")]
    [InlineData("-", "'-")]
    [InlineData("-Infinity", "'-Infinity")]
    [InlineData("-1.5E-07", "-1.5E-07")]
    [InlineData("-1", "-1")]
    public void ATextIsNoFormulaAndANegativeNumberIsANumber(string text, string field)
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.Folder, "a.csv");
        using (var writer = new CsvWriter(path, "x"))
        {
            writer.Add(text);
            writer.EndRow();
            writer.Complete();
        }

        File.ReadAllLines(path).ShouldBe(["x", field]);
    }

    [Fact]
    public void SamplesMayBeWrittenInBlocks()
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.Folder, "a.npy");
        using (var writer = new NpyWriter(path, ElementType.Float32, new Shape(2)))
        {
            writer.Add<float>([1, 2, 3, 4]);
            File.Exists(path).ShouldBeFalse();
            writer.Add<float>([5, 6]);
            Should.Throw<ArgumentException>(() => writer.Add<float>([7]));
            Should.Throw<ArgumentException>(() => writer.Add<double>([7, 8]));
            writer.Complete();
        }

        using var set = Scratch.Formats.Open(path);
        set.Inputs[0].Dims.ShouldBe([3, 2]);
        set.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe([1f, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public void WhatIsNotCompletedLeavesNothingAndChangesNothing()
    {
        using var scratch = new Scratch();
        var path = scratch.File("a.npy", "before");
        using (var writer = new NpyWriter(path, ElementType.Float32, new Shape(1)))
        {
            writer.Add<float>([1]);
        }

        File.ReadAllText(path).ShouldBe("before");
        Directory.GetFiles(scratch.Folder).ShouldBe([path]);
        NpyWriter.Write(path, ModelTensor.Scalar(1f));
        new FileInfo(path).Length.ShouldBe(388);
        Directory.GetFiles(scratch.Folder).ShouldBe([path]);
    }

    [Fact]
    public void APlaceThatCannotBeWrittenToIsNamed()
    {
        using var scratch = new Scratch();
        var folder = Path.Combine(scratch.Folder, "folder");
        Directory.CreateDirectory(folder);
        foreach (var path in (string[])[folder, Path.Combine(scratch.File("file", "x"), "a.npy"), "a\0b"])
        {
            var error = Should.Throw<RelumineException>(() => NpyWriter.Write(path, ModelTensor.Scalar(1f)));
            error.Kind.ShouldBe(ErrorKind.BrokenFile);
            error.Message.ShouldContain(path);
            error.Message.ShouldContain("written");
        }

        Directory.GetFiles(scratch.Folder).ShouldHaveSingleItem();
    }

    [Fact]
    public void ATableComesBack()
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.Folder, "units.csv");
        using (var table = new CsvWriter(path, "layer", "unit, say", "rate"))
        {
            table.Add("a \"b\", c");
            table.Add(3);
            table.Add(0.1);
            table.EndRow();
            table.Add("d");
            table.Add(4L);
            table.Add(double.NaN);
            table.EndRow();
            table.Complete();
        }

        File.ReadAllText(path).ShouldBe("layer,\"unit, say\",rate\n\"a \"\"b\"\", c\",3,0.1\nd,4,\n");
    }
}
