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
    public void Keys_are_names(CompressionLevel level)
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
    public void The_given_name_is_for_an_archive_of_one_array()
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.npz", Scratch.Zip(("arr_0.npy", Scratch.NpyFloats("(1,)", 1))), new DataOptions { Name = "x" });
        set.Inputs.ShouldHaveSingleItem().Name.ShouldBe("x");
    }

    [Fact]
    public void An_archive_without_arrays_is_refused()
    {
        using var scratch = new Scratch();
        scratch.Refused("a.npz", Scratch.Zip(("a.txt", [1]))).Message.ShouldContain("holds no array");
        scratch.Refused("a.npz", Scratch.Zip()).Message.ShouldContain("holds no array");
        scratch.Refused("a.npz", Scratch.Zip(("a.npy", [1, 2, 3]))).Message.ShouldContain("entry 'a.npy': this is no NumPy array");
    }

    [Fact]
    public void A_changed_byte_is_noticed_by_the_checksum()
    {
        using var scratch = new Scratch();
        var zip = Scratch.Zip(CompressionLevel.NoCompression, ("x.npy", Scratch.NpyFloats("(4,)", 1, 2, 3, 4)));
        var three = zip.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 0x40, 0x40]);
        zip[three]++;
        scratch.Refused("a.npz", zip).Message.ShouldContain("the compressed data are damaged");
    }

    [Fact]
    public void Every_cut_is_refused()
    {
        using var scratch = new Scratch();
        var whole = Scratch.Zip(("x.npy", Scratch.NpyFloats("(3,)", 1, 2, 3)));
        for (var length = 0; length < whole.Length; length++)
        {
            scratch.Refused("cut.npz", whole.AsSpan(0, length)).Kind.ShouldBe(ErrorKind.BrokenFile, $"cut to {length} bytes");
        }
    }

    [Fact]
    public void A_declared_size_that_nothing_compresses_to_is_refused()
    {
        using var scratch = new Scratch();
        var zip = Scratch.Zip(("x.npy", Scratch.NpyFloats("(3,)", 1, 2, 3)));
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(directory + 24), 0x7FFFFFFF);
        scratch.Refused("lie.npz", zip).Message.ShouldContain("2147483647 bytes are declared");
    }

    [Fact]
    public void An_array_larger_than_its_header_says_is_refused()
    {
        using var scratch = new Scratch();
        scratch.Refused("a.npz", Scratch.Zip(("x.npy", Scratch.Npy("'|u1'", "(4,)", new byte[1 << 20])))).Message.ShouldContain("does not belong to this file");
    }

    [Fact]
    public void A_bomb_that_keeps_its_promises_is_refused_in_bounded_memory()
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
    public void The_checksum_is_that_of_zip_files(string text, uint expected)
    {
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        Crc32.Start.With(bytes).Value.ShouldBe(expected);
        Crc32.Start.With(bytes.AsSpan(..(bytes.Length / 2))).With(bytes.AsSpan((bytes.Length / 2)..)).Value.ShouldBe(expected);
    }
}
