using System.Buffers.Binary;
using System.IO.Compression;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Formats;

public class NpzTests
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void KeysAreNames(CompressionLevel level)
    {
        using var scratch = new Scratch();
        using var set = scratch.Open(
            "a.npz",
            Scratch.Zip(level, ("obs.npy", Scratch.NpyFloats("(2, 2)", 1, 2, 3, 4)), ("state/ins.npy", Scratch.NpyFloats("(2,)", 5, 6)), ("notes.txt", [1]))
        );
        set.Inputs.Select(i => i.Name).ShouldBe(["obs", "state/ins"]);
        set.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe([1f, 2, 3, 4]);
        set.Inputs[1].ReadAll<double>().Values<double>().ToArray().ShouldBe([5.0, 6]);
    }

    [Fact]
    public void TheGivenNameIsForAnArchiveOfOneArray()
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.npz", Scratch.Zip(("arr_0.npy", Scratch.NpyFloats("(1,)", 1))), new DataOptions { Name = "x" });
        set.Inputs.ShouldHaveSingleItem().Name.ShouldBe("x");
    }

    [Fact]
    public void AnArchiveWithoutArraysIsRefused()
    {
        using var scratch = new Scratch();
        scratch.Refused("a.npz", Scratch.Zip(("a.txt", [1]))).Message.ShouldContain("holds no array");
        scratch.Refused("a.npz", Scratch.Zip()).Message.ShouldContain("holds no array");
        scratch.Refused("a.npz", Scratch.Zip(("a.npy", [1, 2, 3]))).Message.ShouldContain("entry 'a.npy': this is no NumPy array");
    }

    [Fact]
    public void AChangedByteIsNoticedByTheChecksum()
    {
        using var scratch = new Scratch();
        var zip = Scratch.Zip(CompressionLevel.NoCompression, ("x.npy", Scratch.NpyFloats("(4,)", 1, 2, 3, 4)));
        var three = zip.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 0x40, 0x40]);
        zip[three]++;
        scratch.Refused("a.npz", zip).Message.ShouldContain("the compressed data are damaged");
    }

    [Fact]
    public void EveryCutIsRefused()
    {
        using var scratch = new Scratch();
        var whole = Scratch.Zip(("x.npy", Scratch.NpyFloats("(3,)", 1, 2, 3)));
        for (var length = 0; length < whole.Length; length++)
        {
            scratch.Refused("cut.npz", whole.AsSpan(0, length)).Kind.ShouldBe(ErrorKind.BrokenFile, $"cut to {length} bytes");
        }
    }

    [Fact]
    public void ADeclaredSizeThatNothingCompressesToIsRefused()
    {
        using var scratch = new Scratch();
        var zip = Scratch.Zip(("x.npy", Scratch.NpyFloats("(3,)", 1, 2, 3)));
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(directory + 24), 0x7FFFFFFF);
        scratch.Refused("lie.npz", zip).Message.ShouldContain("2147483647 bytes are declared");
    }

    [Fact]
    public void AnArrayLargerThanItsHeaderSaysIsRefused()
    {
        using var scratch = new Scratch();
        scratch.Refused("a.npz", Scratch.Zip(("x.npy", Scratch.Npy("'|u1'", "(4,)", new byte[1 << 20])))).Message.ShouldContain("does not belong to this file");
    }

    [Fact]
    public void ABombThatKeepsItsPromisesIsRefusedInBoundedMemory()
    {
        using var scratch = new Scratch();
        var path = Path.Combine(scratch.Folder, "bomb.npz");
        const int blocks = 257;
        using (var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("x.npy", CompressionLevel.Fastest).Open();
            entry.Write(Scratch.Npy("'|u1'", $"({blocks * 1024}, 1024)", []));
            var zeros = new byte[1 << 20];
            for (var i = 0; i < blocks; i++)
            {
                entry.Write(zeros);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Should.Throw<RelumineException>(() => Scratch.Formats.Open(path));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain("zip bomb");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("123456789", 0xCBF43926u)] // the check value of the catalogue of CRC algorithms
    public void TheChecksumIsThatOfZipFiles(string text, uint expected)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        Crc32.Start.With(bytes).Value.ShouldBe(expected);
        Crc32.Start.With(bytes.AsSpan(..(bytes.Length / 2))).With(bytes.AsSpan((bytes.Length / 2)..)).Value.ShouldBe(expected);
    }
}
