using System.Text;
using Relumine.Data.Formats;
using Relumine.Data.Sources;
using Relumine.Graph.Errors;

namespace Relumine.Data.Tests.Formats;

/// <summary>Safetensors, and numbers without a header.</summary>
public sealed class ArrayFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void ArraysOfASafetensorsFileAreInputsByName()
    {
        var path = Tensors(
            """{"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[2,1],"data_offsets":[2,10]},"y":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""",
            [7, 9, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]
        );
        using var set = new DataFormats().Open(path);
        set.Inputs.Select(i => i.Name).ShouldBe(["y", "x"]);
        set.Inputs[0].ReadAll<long>().Values<long>().ToArray().ShouldBe([7L, 9]);
        set.Inputs[1].ReadAll<float>().Values<float>().ToArray().ShouldBe([1.5f, -2]);
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[3,1],"data_offsets":[0,8]}}""", "does not lie where")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", "does not lie where")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "negative")]
    [InlineData("""{"x":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}""", "of a type that is not read")]
    [InlineData("""{"x":{"dtype":"F32"}}""", "no description")]
    [InlineData("""{"x":[}""", "no description")]
    [InlineData("{}", "no array")]
    public void AHeaderThatContradictsTheFileIsRefused(string header, string told) =>
        Should.Throw<RelumineException>(() => new DataFormats().Open(Tensors(header, new byte[8]))).Message.ShouldContain(told);

    [Fact]
    public void RawNumbersHaveTheTypeAndShapeThatAreSaid()
    {
        var path = _scratch.File("x.bin", [1, 0, 2, 0, 3, 0, 4, 1]);
        using var set = new DataFormats(RawFormat.Parse("uint16:2")).Open(path);
        set.Inputs[0].Dims.ShouldBe([2L, 2]);
        set.Inputs[0].ReadAll<float>().Values<float>().ToArray().ShouldBe([1f, 2, 3, 260]);
        Should.Throw<RelumineException>(() => new DataFormats(RawFormat.Parse("float32:3")).Open(path)).Message.ShouldContain("no whole number of samples");
    }

    [Theory]
    [InlineData("uint8:")]
    [InlineData("uint8:0")]
    [InlineData("uint8:-1,2")]
    [InlineData("int:2")]
    [InlineData("")]
    public void WhatIsNoTypeAndShapeIsWrongUsage(string text) =>
        Should.Throw<RelumineException>(() => RawFormat.Parse(text)).Kind.ShouldBe(ErrorKind.InvalidRequest);

    private string Tensors(string header, byte[] data) =>
        _scratch.File("t.safetensors", [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. data]);
}
