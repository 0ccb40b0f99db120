using Relumine.Data.Formats;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Formats;

public class IdxTests
{
    [Theory]
    [InlineData(0x08, new byte[] { 1, 255 }, new double[] { 1, 255 })]
    [InlineData(0x09, new byte[] { 1, 255 }, new double[] { 1, -1 })]
    [InlineData(0x0B, new byte[] { 1, 2, 255, 254 }, new double[] { 258, -2 })]
    [InlineData(0x0C, new byte[] { 0, 0, 1, 2, 255, 255, 255, 253 }, new double[] { 258, -3 })]
    [InlineData(0x0D, new byte[] { 0x3F, 0x80, 0, 0, 0xC0, 0x20, 0, 0 }, new double[] { 1, -2.5 })]
    [InlineData(0x0E, new byte[] { 0x3F, 0xF0, 0, 0, 0, 0, 0, 0, 0xC0, 0x04, 0, 0, 0, 0, 0, 0 }, new double[] { 1, -2.5 })]
    public void EveryTypeReads(byte type, byte[] elements, double[] expected)
    {
        using var scratch = new Scratch();
        var idx = Scratch.Idx(type, [2, 1], elements);
        Scratch.ReadAll(scratch.File("a", idx)).ShouldBe(expected);
        Scratch.ReadAll(scratch.File("a.gz", Scratch.Gzip(idx))).ShouldBe(expected);
        using var set = Scratch.Formats.Open(scratch.File("a", idx));
        set.Inputs[0].Dims.ShouldBe([2, 1]);
        set.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe(expected.Select(v => (float)v));
    }

    [Fact]
    public void EveryCutIsRefused()
    {
        using var scratch = new Scratch();
        var whole = Scratch.Idx(8, [3, 2], [1, 2, 3, 4, 5, 6]);
        var packed = Scratch.Gzip(whole);
        for (var length = 0; length < whole.Length; length++)
        {
            scratch.Refused("cut.idx", whole.AsSpan(0, length)).Kind.ShouldBe(ErrorKind.BrokenFile, $"cut to {length} bytes");
        }

        for (var length = 0; length < packed.Length; length++)
        {
            scratch.Refused("cut.idx.gz", packed.AsSpan(0, length)).Kind.ShouldBe(ErrorKind.BrokenFile, $"packed, cut to {length} bytes");
        }
    }

    [Fact]
    public void WrongSizesAreRefused()
    {
        using var scratch = new Scratch();
        scratch.Refused("a.idx", Scratch.Idx(8, [2], [1, 2, 3])).Message.ShouldContain("there are 3");
        scratch
            .Refused("a.idx", Scratch.Idx(8, [uint.MaxValue, uint.MaxValue, uint.MaxValue], [1]))
            .Message.ShouldContain("more elements than any file can hold");
        scratch.Refused("a.idx", Scratch.Idx(0x0D, [1, 1 << 29], new byte[1000])).Message.ShouldContain("cut short");
        scratch.Refused("a.idx.gz", Scratch.Gzip(Scratch.Idx(0x0D, [1, 1 << 29], new byte[1000]))).Message.ShouldContain("can unpack to");
        scratch.Refused("a.idx", Scratch.Idx(8, [0, 28], [])).Message.ShouldContain("the data are empty");
    }

    [Fact]
    public void AWrongMarkIsRefused()
    {
        using var scratch = new Scratch();
        scratch.Refused("a.idx", [0, 1, 8, 1, 0, 0, 0, 1, 5]).Message.ShouldContain("this is no IDX file: it begins with the bytes 000108010000");
        scratch.Refused("a.idx", [0, 0, 7, 1, 0, 0, 0, 1, 5]).Message.ShouldContain("this is no IDX file");
        scratch.Refused("a.bin", [0, 0, 8, 0, 5]).Message.ShouldContain("the format is not known");
    }
}
