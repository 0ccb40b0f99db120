using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Formats;

public class NpyTests
{
    [Theory]
    [InlineData("|b1", new byte[] { 0, 1, 1 }, new double[] { 0, 1, 1 }, StoredType.Bool)]
    [InlineData("|i1", new byte[] { 0xFF, 0x80, 0x7F }, new double[] { -1, -128, 127 }, StoredType.Int8)]
    [InlineData("|u1", new byte[] { 0, 128, 255 }, new double[] { 0, 128, 255 }, StoredType.UInt8)]
    [InlineData("<i2", new byte[] { 0xFE, 0xFF, 1, 2 }, new double[] { -2, 513 }, StoredType.Int16)]
    [InlineData("<u2", new byte[] { 0xFE, 0xFF, 1, 2 }, new double[] { 65534, 513 }, StoredType.UInt16)]
    [InlineData("<i4", new byte[] { 0xFD, 0xFF, 0xFF, 0xFF }, new double[] { -3 }, StoredType.Int32)]
    [InlineData("<u4", new byte[] { 0xFD, 0xFF, 0xFF, 0xFF }, new double[] { 4294967293 }, StoredType.UInt32)]
    [InlineData("<i8", new byte[] { 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF }, new double[] { -4 }, StoredType.Int64)]
    [InlineData("<u8", new byte[] { 0, 0, 0, 0, 0, 0, 0, 0x80 }, new double[] { 9223372036854775808 }, StoredType.UInt64)]
    [InlineData("<f2", new byte[] { 0, 0x3C, 0, 0xC1 }, new double[] { 1, -2.5 }, StoredType.Float16)]
    [InlineData("<f4", new byte[] { 0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0 }, new double[] { 1, -2.5 }, StoredType.Float32)]
    [InlineData("<f8", new byte[] { 0, 0, 0, 0, 0, 0, 0x04, 0xC0 }, new double[] { -2.5 }, StoredType.Float64)]
    public void EveryTypeReads(string descr, byte[] elements, double[] expected, StoredType type)
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.npy", Scratch.Npy($"'{descr}'", $"({expected.Length},)", elements));
        var source = set.Inputs.ShouldHaveSingleItem();
        source.Type.ShouldBe(type);
        source.Dims.ShouldBe([expected.Length]);
        source.ReadAll<double>().Values<double>().ToArray().ShouldBe(expected);
        source.Reset();
        source.ReadAll<float>().Values<float>().ToArray().ShouldBe(expected.Select(v => (float)v));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void EveryVersionReads(byte version)
    {
        using var scratch = new Scratch();
        var path = scratch.File("a.npy", Scratch.Npy("'<f4'", "(2, 1)", [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40], version: version));
        Scratch.ReadAll(path).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("()", new long[0])]
    [InlineData("(1,)", new long[] { 1 })]
    [InlineData("(1L, 1)", new long[] { 1, 1 })]
    public void ShapesOfOneElementRead(string shape, long[] dims)
    {
        using var scratch = new Scratch();
        using var set = scratch.Open("a.npy", Scratch.NpyFloats(shape, 7));
        set.Inputs[0].Dims.ShouldBe(dims);
        set.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe([7f]);
    }

    [Fact]
    public void ContentDecidesBeforeTheExtension()
    {
        using var scratch = new Scratch();
        Scratch.ReadAll(scratch.File("a.csv", Scratch.NpyFloats("(1,)", 7))).ShouldBe([7]);
        Scratch.ReadAll(scratch.File("a.npy.gz", Scratch.Gzip(Scratch.NpyFloats("(1,)", 7)))).ShouldBe([7]);
    }

    [Fact]
    public void FortranOrderWithOneLongDimensionIsTheSameOrder()
    {
        using var scratch = new Scratch();
        Scratch.ReadAll(scratch.File("a.npy", Scratch.Npy("'|u1'", "(3, 1)", [1, 2, 3], fortran: "True"))).ShouldBe([1, 2, 3]);
    }

    [Theory]
    [InlineData("'<f4'", "(2, 3)", "True", "numpy.ascontiguousarray")]
    [InlineData("'>f4'", "(6,)", "False", "x.astype('<f4')")]
    [InlineData("'<c8'", "(3,)", "False", "type '<c8'")]
    [InlineData("'|O'", "(3,)", "False", "type '|O'")]
    [InlineData("'<U3'", "(2,)", "False", "type '<U3'")]
    [InlineData("[('x', '<f4')]", "(6,)", "False", "records with named fields")]
    [InlineData("'<f4'", "(-2, 3)", "False", "negative dimension")]
    [InlineData("'<f4'", "(4294967296, 4294967296, 4294967296)", "False", "more elements than any file can hold")]
    [InlineData("'<f4'", "(3037000500, 3037000500)", "False", "more elements than any file can hold")]
    [InlineData("'<f4'", "(536870912,)", "False", "cut short")] // 2 GiB in a small file
    [InlineData("'<f4'", "(7,)", "False", "needs 28 bytes")]
    [InlineData("'<f4'", "(5,)", "False", "does not belong to this file")]
    [InlineData("'<f4'", "(0, 3)", "False", "there are 24")]
    [InlineData("'<f4'", "(99999999999999999999,)", "False", "64 bits")]
    [InlineData("'<f4'", "(6,", "False", "is damaged")]
    [InlineData("'<f4'", "(6,), 'shape': (6,)", "False", "the key 'shape' is not expected")]
    [InlineData("'<f4'", "(6,)", "Maybe", "True or False")]
    public void BadHeadersAreRefused(string descr, string shape, string fortran, string expected)
    {
        using var scratch = new Scratch();
        var error = scratch.Refused("bad.npy", Scratch.Npy(descr, shape, new byte[24], fortran));
        error.Kind.ShouldBe(ErrorKind.BrokenFile);
        error.Message.ShouldContain("bad.npy: ");
        error.Message.ShouldContain(expected);
    }

    [Fact]
    public void MoreDimensionsThanNumpyHasAreRefused()
    {
        using var scratch = new Scratch();
        scratch.Refused("a.npy", Scratch.Npy("'|u1'", $"({string.Concat(Enumerable.Repeat("1,", 65))})", [1])).Message.ShouldContain("65 dimensions");
    }

    [Fact]
    public void NoSamplesAreRefused()
    {
        using var scratch = new Scratch();
        scratch.Refused("a.npy", Scratch.NpyFloats("(0, 784)")).Message.ShouldContain("the data are empty: their shape is [0, 784]");
    }

    [Fact]
    public void EveryCutIsRefused()
    {
        using var scratch = new Scratch();
        var whole = Scratch.NpyFloats("(3, 2)", 1, 2, 3, 4, 5, 6);
        for (var length = 0; length < whole.Length; length++)
        {
            scratch.Refused("cut.npy", whole.AsSpan(0, length)).Kind.ShouldBe(ErrorKind.BrokenFile, $"cut to {length} bytes");
        }

        scratch.Refused("long.npy", [.. whole, 0]).Message.ShouldContain("there are 25");
    }

    [Fact]
    public void AHeaderLongerThanTheFileIsRefused()
    {
        using var scratch = new Scratch();
        scratch.Refused("a.npy", [0x93, .. "NUMPY"u8, 1, 0, 0xFF, 0xFF, .. "{'descr': '<f4'"u8]).Message.ShouldContain("ends within its header of 65535 bytes");
        scratch.Refused("a.npy", [0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. "{'descr': '<f4'"u8]).Message.ShouldContain("up to 65536 are accepted");
        scratch.Refused("a.npy", [0x93, .. "NUMPY"u8, 9, 0, 1, 0, .. "{'descr': '<f4'"u8]).Message.ShouldContain("version 9");
    }

    [Fact]
    public void AnotherBeginningIsRefused()
    {
        using var scratch = new Scratch();
        var error = scratch.Refused("a.npy", "1,2,3\n");
        error.Message.ShouldContain("this is no NumPy (.npy) file: it begins with the bytes 312C322C330A");
        scratch.Refused("a.npy", [1, 2, 3]).Kind.ShouldBe(ErrorKind.BrokenFile);
    }

    [Fact]
    public void WhatUnpacksBeyondItsShapeIsRefusedWithoutBeingKept()
    {
        using var scratch = new Scratch();
        var bomb = Scratch.Gzip([.. Scratch.Npy("'|u1'", "(4,)", new byte[1 << 26])]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        scratch.Refused("bomb.npy.gz", bomb).Message.ShouldContain("more bytes than the 4 elements");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void WhatCannotUnpackToItsShapeIsRefusedBeforeItIsTried()
    {
        using var scratch = new Scratch();
        var error = scratch.Refused("lie.npy.gz", Scratch.Gzip(Scratch.Npy("'<f4'", "(1, 536870912)", new byte[64])));
        error.Message.ShouldContain("can unpack to");
    }
}
