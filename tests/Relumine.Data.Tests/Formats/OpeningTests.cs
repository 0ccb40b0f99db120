using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Formats;

public class OpeningTests
{
    [Fact]
    public void WhatIsNotThereIsNamed()
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.Folder, "nothing.csv");
        var error = Should.Throw<RelumineException>(() => Scratch.Formats.Open(path));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldBe($"{path}: there is no such file. Check the path.");
        Should.Throw<RelumineException>(() => Scratch.Formats.Open(scratch.Folder)).Message.ShouldContain("the folder holds no input_0.pb");
    }

    [Theory]
    [InlineData("a.csv")]
    [InlineData("a.npy")]
    [InlineData("a.npz")]
    [InlineData("a.idx")]
    [InlineData("a")]
    public void EmptyFilesAreRefused(string name)
    {
        using var scratch = new Scratch();
        scratch.Refused(name, "").Message.ShouldEndWith("the file is empty. Data are expected.");
        scratch.Refused(name, [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]).Message.ShouldContain("unpacks to nothing");
    }

    [Fact]
    public void AFormatThatIsNotReadIsCalledByItsName()
    {
        using var scratch = new Scratch();
        scratch.Refused("a.parquet", "PAR1\u0015\0").Message.ShouldContain("this is a Parquet file. Save the table as CSV");
        scratch.Refused("a.bin", [1, 2, 3, 4, 5, 6, 7]).Message.ShouldContain("the format is not known");
    }

    [Fact]
    public void DamagedGzipFilesAreRefused()
    {
        using var scratch = new Scratch();
        var packed = Scratch.Gzip(Scratch.Idx(8, [4], [1, 2, 3, 4]));
        packed[^6] ^= 1; // the checksum
        scratch.Refused("a.gz", packed).Message.ShouldContain("damaged");
        scratch.Refused("b.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF]).Message.ShouldContain("damaged");
        scratch.Refused("c.gz", Scratch.Gzip(packed)).Kind.ShouldBe(ErrorKind.BrokenFile);
    }

    [Fact]
    public void GzipFilesOfSeveralMembersAreReadToTheEnd()
    {
        using var scratch = new Scratch();
        var random = new Random(2);

        // Members that end at and around the borders of every buffer on the way.
        foreach (var size in (int[])[1, 8150, 8160, 8170, 8180, 8190, 65_500, 65_520, 131_072])
        {
            var elements = new byte[size];
            random.NextBytes(elements);
            var idx = Scratch.Idx(8, [(uint)size], elements);
            var middle = random.Next(idx.Length);
            byte[] packed = [.. Scratch.Gzip(idx.AsSpan(..middle)), .. Scratch.Gzip(idx.AsSpan(middle..))];
            Scratch.ReadAll(scratch.File("a.gz", packed)).ShouldBe(elements.Select(b => (double)b));
            scratch.Refused("b.gz", packed.AsSpan(..^1)).Kind.ShouldBe(ErrorKind.BrokenFile);
            scratch.Refused("c.gz", [.. packed, 1, 2, 3]).Message.ShouldContain("damaged");
        }
    }

    [Fact]
    public void ARegisteredFormatIsFoundAndReadsTestFolders()
    {
        using var scratch = new Scratch();
        scratch.File("input_0.pb", [8, 7]);
        scratch.File("input_1.pb", [8, 9]);
        scratch.File("output_0.pb", [8, 1]);
        using var set = new DataFormats(new Tensors()).Open(scratch.Folder);
        set.Inputs.Select(i => i.ReadAll<float>().Values<float>()[0]).ShouldBe([7f, 9]);
        Should.Throw<RelumineException>(() => Scratch.Formats.Open(scratch.Folder)).Kind.ShouldBe(ErrorKind.BrokenFile);
    }

    private sealed class Tensors : IDataFormat
    {
        public string Name => "tensor";

        public IReadOnlyList<string> Extensions { get; } = [".pb"];

        public string Signature => "08";

        public bool Recognizes(DataFile file) => file.Extension == ".pb";

        public DataContents Open(DataFile file, DataOptions options, DataFormats formats) =>
            new([DataSource.OfMemory("x", StoredType.UInt8, [1], file.ReadAll(2)[1..], file.Path)]);
    }

    [Fact]
    public void AWholeFileIsReadWithinItsLimit()
    {
        using var scratch = new Scratch();
        var content = new byte[100_000];
        new Random(1).NextBytes(content);
        DataFile.Look(scratch.File("a.pb", content)).ReadAll(100_000).ShouldBe(content);
        DataFile.Look(scratch.File("a.pb.gz", Scratch.Gzip(content))).ReadAll(100_000).ShouldBe(content);
        Should.Throw<RelumineException>(() => DataFile.Look(scratch.File("a.pb", content)).ReadAll(99_999)).Message.ShouldContain("more than the 99999 bytes");
        Should
            .Throw<RelumineException>(() => DataFile.Look(scratch.File("b.gz", Scratch.Gzip(new byte[1 << 24]))).ReadAll(99_999))
            .Kind.ShouldBe(ErrorKind.BrokenFile);
    }
}
